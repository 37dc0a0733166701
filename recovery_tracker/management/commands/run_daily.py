from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.privacy import erase_due


class Command(BaseCommand):
    """What must happen once a day; run it from cron. Running it twice does nothing twice."""

    help = "The daily work: erase the journals whose time to undo it has passed."

    def handle(self, *args, **options):
        """Do it, and say what was done."""
        self.stdout.write(f"erased: {erase_due(timezone.now().date())}")
