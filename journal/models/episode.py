"""Last use, and use since."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts import rls
from accounts.models import Patient


class EpisodeQuerySet(models.QuerySet):
    """Episodes of one or more patients."""

    def current(self):
        """The ones that go on."""
        return self.filter(ended_on=None)


class Episode(models.Model):
    """The time since a last use. Day 0 is its local date; unknown when she can't say, or still uses.

    An episode ends when use is reported, or when its date is corrected; it is never removed (brief 2.3).
    """

    class Precision(models.TextChoices):
        EXACT = "exact", "I know the date"
        ABOUT = "about", "I know roughly when"
        UNKNOWN = "unknown", "I don't know"
        STILL_USING = "using", "I'm still using"

    class EndReason(models.TextChoices):
        USE_REPORTED = "use_reported", "use reported"
        DATE_CORRECTED = "date_corrected", "date corrected"
        JOURNEY_CLOSED = "journey_closed", "journey closed"

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="episodes")
    day0 = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.EXACT)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True)
    stated = models.BooleanField("as she said it, not by a report of use", default=True)

    objects = EpisodeQuerySet.as_manager()
    row_rules = rls.RowRules(is_listed=True)

    class Meta:
        ordering = ["patient", "-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["patient"], condition=Q(ended_on=None), name="journal_episode_one_current"),
            models.CheckConstraint(
                condition=Q(day0=None, precision__in=["unknown", "using"])
                | Q(day0__isnull=False, precision__in=["exact", "about"]),
                name="journal_episode_date_fits_precision",
            ),
        ]

    def __str__(self):
        return f"episode {self.pk}"


class UseEvent(models.Model):
    """A day on which she says she used. A report taken back stays, with the moment she took it back.

    `restarts_count` is her answer to whether the day count goes on from here; None: not answered, which is a yes for
    use that wasn't prescribed and a no for a prescribed dose (brief 2.3).
    """

    class Kind(models.TextChoices):
        NON_PRESCRIBED = "non_prescribed", "not prescribed"
        PRESCRIBED = "prescribed", "prescribed"

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="use_events")
    date = models.DateField()
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.NON_PRESCRIBED)
    recorded_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField("last said", default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    restarts_count = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["patient", "date"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "date", "kind"], name="journal_useevent_one_a_day_and_kind")
        ]

    def __str__(self):
        return f"use event {self.pk}"
