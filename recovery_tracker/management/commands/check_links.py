"""Tries the web addresses of the directory, when a deployment turns it on."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import F, Q
from django.utils import timezone

from resources.links import try_all
from resources.models import CrisisLine, Resource

MODELS = (CrisisLine, Resource)
OFF = "This asks other people's servers, so it is off. Set CHECK_LINKS=1 to turn it on."


class Command(BaseCommand):
    """Those tried longest ago first, no more than asked for; what came of it stands in the editors' queue."""

    help = "Try the web addresses of the directory: once a week, from cron. Off unless CHECK_LINKS=1."

    def add_arguments(self, parser):
        """How many, and how often."""
        parser.add_argument("--limit", type=int, default=100, help="at most so many of each table (default: 100)")
        parser.add_argument("--days", type=int, default=7, help="only those not tried for so many days (default: 7)")

    def handle(self, *args, limit, days, **options):
        """Try, write down, tell."""
        if not settings.CHECK_LINKS:
            raise CommandError(OFF)
        rows = [row for model in MODELS for row in _due(model, days)[: max(0, limit)]]
        results = try_all(row.url for row in rows)
        now = timezone.now()
        for row in rows:
            found = results[row.url]
            # Not `save`: what the public reads hasn't changed.
            written = {"link_result": found.result, "link_detail": found.detail, "link_checked_at": now}
            type(row).objects.filter(pk=row.pk, url=row.url).update(**written)
            if found.result != "ok":
                self.stdout.write(f"{row.slug}: {found.result} {found.detail}".rstrip())
        self.stdout.write(f"Tried {len(rows)} web addresses.")


def _due(model, days: int):
    since = timezone.now() - timedelta(days=days)
    rows = model.objects.published().exclude(url="").filter(Q(link_checked_at=None) | Q(link_checked_at__lt=since))
    return rows.order_by(F("link_checked_at").asc(nulls_first=True), "pk")
