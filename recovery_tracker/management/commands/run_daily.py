from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts import rls
from accounts.models import Change
from accounts.privacy import erase_due
from friends.services import erase_empty
from journal.flagging import raise_unanswered
from journal.importing.waiting import throw_away_stale
from journal.silence import raise_silent
from resources.reminding import remind_editors
from timeline import others

from ...plan_flags import raise_overdue_plans


class Command(BaseCommand):
    """What must happen once a day; run it from cron. Running it twice does nothing twice."""

    help = (
        "The daily work: erase journals whose time to undo it has passed, and files of imports that nobody finished; "
        "raise the flags that come of time; "
        "make what others said on the same day anew, where that is turned on."
    )

    def handle(self, *args, **options):
        """Do it, and say what was done."""
        call_command("clearsessions")
        self.stdout.write(f"erased: {erase_due(timezone.now().date())}")
        self.stdout.write(f"accounts of family and friends who see nobody any more, erased: {erase_empty()}")
        self.stdout.write(f"files thrown away: {throw_away_stale()}")
        with rls.service_role():
            unanswered = raise_unanswered()
            Change.objects.throw_away_old(timezone.now())
        self.stdout.write(f"flags raised: {unanswered + raise_silent() + raise_overdue_plans()}")
        self.stdout.write(f"help numbers to check: {remind_editors(timezone.localdate())}")
        self.stdout.write(f"points of others on the same day: {others.rebuild()}")  # last: without who was erased
