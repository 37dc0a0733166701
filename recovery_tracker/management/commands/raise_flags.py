from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts import rls
from accounts.models import Change
from journal.flagging import raise_unanswered


class Command(BaseCommand):
    """What becomes urgent because an answer didn't come; run it from cron every five minutes. Two at once are no
    harm."""

    help = (
        "Make urgent what an answer about self-harm raised, once “safe now?” has had no answer for ten minutes. "
        "Prints a count only."
    )

    def handle(self, *args, **options):
        """Do it, and say how many. It also throws away what the lists of patients need no more."""
        with rls.service_role():
            Change.objects.throw_away_old(timezone.now())
        if not settings.ENABLE_FLAGS:
            self.stdout.write("Flags are switched off (ENABLE_FLAGS).")
            return
        with rls.service_role():
            self.stdout.write(f"made urgent: {raise_unanswered()}")
