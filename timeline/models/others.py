"""What others say on the same day since last use: who agreed to be counted, and what came of it (off by default)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts import rls
from accounts.models import Patient
from journal.models import Symptom


class ContributionQuerySet(models.QuerySet):
    """Agreements."""

    def standing(self):
        """Those that were not taken back."""
        return self.filter(withdrawn_at=None)


class Contribution(models.Model):
    """That she agrees to be counted among others, to which words, and when she took it back. Never shown to staff."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="contributions")
    text_version = models.CharField(max_length=20)
    agreed_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ContributionQuerySet.as_manager()
    # What she agreed to, and when, is never changed: she can only take it back.
    row_rules = rls.RowRules(clinician="false", patient_may="SELECT, INSERT, UPDATE (withdrawn_at)")

    class Meta:
        ordering = ["patient", "-agreed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient"], condition=Q(withdrawn_at=None), name="timeline_contribution_one_standing"
            )
        ]

    def __str__(self):
        return f"contribution {self.pk}"


class DayQuartiles(models.Model):
    """Quartiles of one symptom on one day since last use, over `people` who agreed. Built at night, never by hand; a
    point with too few people behind it has no row."""

    symptom = models.ForeignKey(Symptom, models.CASCADE, related_name="+")
    day = models.PositiveIntegerField()
    lower = models.DecimalField(max_digits=4, decimal_places=1)
    middle = models.DecimalField(max_digits=4, decimal_places=1)
    upper = models.DecimalField(max_digits=4, decimal_places=1)
    people = models.PositiveIntegerField()

    made_by_commands = True

    class Meta:
        ordering = ["symptom", "day"]
        constraints = [
            models.UniqueConstraint(fields=["symptom", "day"], name="timeline_dayquartiles_one_a_day"),
            models.CheckConstraint(
                condition=Q(lower__lte=F("middle"), middle__lte=F("upper")), name="timeline_dayquartiles_in_order"
            ),
        ]

    def __str__(self):
        return f"quartiles {self.pk}"
