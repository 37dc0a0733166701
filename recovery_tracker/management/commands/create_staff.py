import secrets
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Clinician, User


class Command(BaseCommand):
    """An account for a clinician or an administrator."""

    help = "Make an account for a clinician (reads shared journals) or an administrator (accounts and content)."

    def add_arguments(self, parser):
        """Which of the two, and who."""
        kind = parser.add_mutually_exclusive_group(required=True)
        kind.add_argument("--clinician", metavar="USERNAME")
        kind.add_argument("--administrator", metavar="USERNAME")
        parser.add_argument("--name", default="", help="the clinician's name, as patients know it")
        parser.add_argument("--organisation", default="")
        parser.add_argument("--generate", action="store_true", help="make up a password and print it, don't ask")

    @transaction.atomic
    def handle(self, *args, **options):
        """Make the account; the password is asked for twice, or made up."""
        username = options["clinician"] or options["administrator"]
        if User.objects.filter(username__iexact=username).exists():
            raise CommandError("Somebody has this log-in name already.")
        password = secrets.token_urlsafe(12) if options["generate"] else self._ask()
        is_administrator = bool(options["administrator"])
        user = User.objects.create_user(username, password=password, is_staff=True, is_superuser=is_administrator)
        if not is_administrator:
            name = options["name"] or username
            Clinician.objects.create(user=user, name=name, organisation=options["organisation"])
        self.stdout.write(f"{username} can log in now." + (f" Password: {password}" if options["generate"] else ""))

    def _ask(self) -> str:
        password = getpass("Password: ")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if password != getpass("The password again: "):
            raise CommandError("The two passwords differ. Nothing was made.")
        return password
