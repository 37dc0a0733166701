"""A file as the directory: what it would change, and only when told so, the change."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from resources import moving
from resources.two_people import Person


class Command(BaseCommand):
    """Without --apply it only tells. What crisis lines show waits for a second person, also from here."""

    help = "Read a CSV or JSON file of the directory or of the crisis lines. Changes nothing without --apply."

    def add_arguments(self, parser):
        """Which table, from where, and who answers for it."""
        parser.add_argument("table", choices=moving.TABLES)
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true", help="make the changes")
        parser.add_argument("--by", metavar="USERNAME", help="the administrator who makes them; needed with --apply")

    def handle(self, *args, table, file, apply, by, **options):
        """Tell, and do."""
        try:
            plan = moving.plan(moving.TABLES[table], file.read_text(encoding="utf-8-sig"))
        except (moving.Unreadable, OSError, UnicodeDecodeError) as reason:
            raise CommandError(str(reason)) from None
        self._tell(plan)
        if plan.wrong:
            raise CommandError("Nothing is taken while a row is wrong.")
        if apply and plan.rows:
            waits = moving.carry_out(plan, _who(by))
            self.stdout.write(f"Done. {waits} of these wait for a second person." if waits else "Done.")
        elif not apply:
            self.stdout.write("Nothing was changed. --apply makes these changes.")

    def _tell(self, plan):
        for each in plan.rows:
            self.stdout.write(f"{each.slug}{' (new)' if each.is_new else ''}")
            for difference in () if each.is_new else each.differences:
                self.stdout.write(f"  {difference.name}: {difference.before!r} -> {difference.after!r}")
        for where, why in plan.wrong:
            self.stdout.write(f"wrong, {where}: {why}")
        counts = f"{len(plan.added)} new, {len(plan.changed)} changed, {plan.same} the same, {len(plan.wrong)} wrong."
        self.stdout.write(counts)


def _who(username: str | None) -> Person:
    user = get_user_model().objects.filter(username=username or "", is_superuser=True, is_active=True).first()
    if user is None:
        raise CommandError("--by has to name an administrator.")
    return Person(user.pk, user.get_username())
