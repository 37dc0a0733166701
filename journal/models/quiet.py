"""Days on which nothing is expected of her, and being reminded on the others."""

from datetime import date, time

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts import rls
from accounts.models import Patient
from clinical import missed


class PauseQuerySet(models.QuerySet):
    """Pauses."""

    def on(self, day: date):
        """Those that hold on `day`."""
        return self.between(day, day)

    def between(self, first: date, last: date):
        """Those that hold on a day from `first` to `last`."""
        held = self.filter(starts_on__lte=F("ends_on"))
        return held.filter(starts_on__lte=last, ends_on__gte=first)

    def over(self, today: date):
        """Those that held until some day before today."""
        return self.filter(starts_on__lte=F("ends_on"), ends_on__lt=today)


class Pause(models.Model):
    """Why and how long she doesn't write. Silence from `starts_on` to `ends_on`, both included, is no missed day.
    One that ended early has the day before as its end, and says when that was in `ended_at`."""

    class Reason(models.TextChoices):
        HOSPITAL = "hospital", "In hospital"
        NO_PHONE = "no_phone", "No phone"
        NOT_NOW = "not_now", "Not now"

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=20, choices=Reason)
    starts_on = models.DateField()
    ends_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = PauseQuerySet.as_manager()
    # Whoever she shares with may set one for her, too, and end it sooner.
    row_rules = rls.RowRules(clinician_may="SELECT, INSERT, UPDATE (ends_on, ended_at)", is_listed=True)

    class Meta:
        ordering = ["patient", "-starts_on", "-pk"]
        constraints = [
            # A pause that was ended on its first day holds on no day at all.
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")) | Q(ended_at__isnull=False),
                name="journal_pause_ends_after_start",
            )
        ]

    def __str__(self):
        return f"pause {self.pk}"

    @property
    def rule(self) -> missed.Pause:
        """The same days, as the rules about missed ones take them."""
        return missed.Pause(self.starts_on, self.ends_on)


class Reminder(models.Model):
    """When to remind her, and whether by e-mail too. Times are by the clock on her wall. `asked_on` is the day on which
    she last asked for e-mails: those before it don't count as ignored. `stopped_at`: they stopped by themselves."""

    patient = models.OneToOneField(Patient, models.CASCADE, primary_key=True, related_name="reminder")
    at = models.TimeField(default=time(20, 0))
    by_email = models.BooleanField(default=False)
    quiet_from = models.TimeField(default=time(22, 0))
    quiet_until = models.TimeField(default=time(8, 0))
    asked_on = models.DateField(null=True)
    stopped_at = models.DateTimeField(null=True)

    row_rules = rls.RowRules(clinician="false")

    def __str__(self):
        return f"reminder {self.pk}"


class ReminderSent(models.Model):
    """A reminder that went out, one a day at most: the row is made before the message, and claims the day."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="reminders_sent")
    date = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)

    row_rules = rls.RowRules(clinician="false", patient_may="SELECT")

    class Meta:
        ordering = ["patient", "-date"]
        constraints = [models.UniqueConstraint(fields=["patient", "date"], name="journal_remindersent_one_a_day")]

    def __str__(self):
        return f"reminder sent {self.pk}"
