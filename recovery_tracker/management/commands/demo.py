import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.rls import service_role
from recovery_tracker.demo import stage
from recovery_tracker.demo.cast import FRIEND, PASSWORD, PEOPLE, STAFF
from resources import countries

ONLY_A_DEMO = "Only a demo has invented people. Start one with: manage.py up --demo"
TAKEN = "This database holds accounts of real people. A demo needs a database of its own; nothing was made."


class Command(BaseCommand):
    """Invented people with diaries, once; run again, it only says how to log in."""

    help = "Make the demo's invented patients, clinicians and administrator, and print how to log in as them."

    def add_arguments(self, parser):
        """Whether to begin again."""
        parser.add_argument("--again", action="store_true", help="make them anew, counted from today")

    def handle(self, *args, **options):
        """All of it or nothing."""
        if not settings.DEMO:
            raise CommandError(ONLY_A_DEMO)
        now = timezone.now()
        with service_role():
            if stage.is_taken():
                raise CommandError(TAKEN)
            if options["again"]:
                stage.strike()
            was_there = stage.is_set()
            if not was_there:
                stage.set_up(now)
            code, days = stage.open_invitation(now), stage.days_old(now)
        self._say(code, days if was_there else None)

    def _say(self, code: str, days: int | None) -> None:
        if days is not None:
            self.stdout.write(f"The demo was made {_ago(days)}, and is as its visitors left it.")
        if days:
            python = os.path.relpath(sys.executable)
            self.stdout.write("Its people are as many days further on. To begin again, while it runs:")
            self.stdout.write(f"  RECOVERY_DEMO=1 {python} manage.py demo --again")
        self.stdout.write(f"Everybody's password: {PASSWORD}\n\nPatients, at /accounts/login/")
        for person in PEOPLE:
            home = f"{person.name}, {countries.name(person.country)}"
            self.stdout.write(f"  {person.username:<8}{home:<23}{person.who}")
        self.stdout.write("\nClinicians and administrator, at /admin/")
        for staff in STAFF:
            self.stdout.write(f"  {staff.username:<16}{staff.who}")
        self.stdout.write("\nFamily and friends, at /accounts/login/")
        self.stdout.write(f"  {FRIEND:<16}sees what Sol ticks, and nothing else")
        self.stdout.write(f"\nTo share a journal with Kim, log in as noor and put in {code} at /share/.")


def _ago(days: int) -> str:
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
