"""Small things for a week, in her own words, and marks for effort. Nothing is ever counted against her (brief 8.2)."""

from datetime import date, datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from accounts import rls
from accounts.encrypted import EncryptedTextField
from accounts.models import Patient
from clinical.phases import local_day

LONGEST = 300  # as a line of a plan, from which a goal may come


def week_of(patient: Patient) -> date:
    """The Monday of her present week. It begins with her own Monday, at 04:00 where she lives."""
    today = local_day(timezone.now(), patient.zone)
    return today - timedelta(days=today.weekday())


class GoalQuerySet(models.QuerySet):
    """Goals."""

    def shown(self):
        """Those she hasn't put away."""
        return self.filter(hidden_at=None)

    def done(self):
        """Those she did."""
        return self.exclude(done_at=None)


class Goal(models.Model):
    """One small thing for the week that begins on `week`: done, or not yet. One that is put away is kept."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="goals")
    week = models.DateField()
    text = EncryptedTextField(max_length=LONGEST)
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    seen_by = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)

    objects = GoalQuerySet.as_manager()
    # `seen_by` holds the ties to family and friends who may see it; which of them still stand, `rt_ties` knows.
    row_rules = rls.RowRules(clinician="false", friend="hidden_at IS NULL AND seen_by && (SELECT rt_ties())")

    class Meta:
        ordering = ["patient_id", "pk"]
        indexes = [models.Index(fields=["patient", "week"], name="goals_goal_patient_week")]

    def __str__(self):
        return f"goal {self.pk}"

    @property
    def is_done(self) -> bool:
        """Whether she did it."""
        return self.done_at is not None

    def mark(self, done_at: datetime | None) -> None:
        """Done at this moment, or not yet (None)."""
        self.done_at = done_at
        self.save(update_fields=["done_at"])

    def put_away(self, now: datetime) -> None:
        """Out of sight. What was done stays done."""
        self.hidden_at = now
        self.save(update_fields=["hidden_at"])

    def take_along(self, week: date) -> None:
        """Into this week, instead of the one it was for."""
        self.week = week
        self.save(update_fields=["week"])


class Milestone(models.Model):
    """Effort that came to `count` once. Rows are only added: neither days off nor use take one away."""

    class Kind(models.TextChoices):
        ENTRIES = "entries", "Days written down"
        URGES = "urges", "Urges you stayed with"
        PLANS = "plans", "Plans written"
        GOALS = "goals", "Goals done"

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=10, choices=Kind)
    count = models.PositiveIntegerField()
    noted_at = models.DateTimeField(default=timezone.now)

    row_rules = rls.RowRules(clinician="false", patient_may="SELECT, INSERT")

    class Meta:
        ordering = ["patient_id", "kind", "count"]
        constraints = [models.UniqueConstraint(fields=["patient", "kind", "count"], name="goals_milestone_once")]

    def __str__(self):
        return f"milestone {self.pk}"
