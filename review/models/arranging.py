"""What a clinician arranges: when to look again, a pause in the patient's name, an entry that was made in error."""

from datetime import date, timedelta

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from accounts import rls
from accounts.encrypted import EncryptedTextField
from accounts.models import Clinician, Patient
from journal.models import Entry, Pause

from .writing import OWN, Written, of_one_patient

LONGEST_REASON = 200


class ReviewPlan(models.Model):
    """How often a clinician means to look at a patient (0: no fixed time), and when she last did: one row for the two
    of them."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="+", db_index=False)
    clinician = models.ForeignKey(Clinician, models.CASCADE, related_name="+")
    every_days = models.PositiveSmallIntegerField()
    looked_on = models.DateField()
    set_at = models.DateTimeField(default=timezone.now)

    row_rules = rls.RowRules(
        clinician=OWN, patient_may=rls.READ, clinician_may="SELECT, INSERT, UPDATE", is_listed=True
    )

    class Meta:
        ordering = ["patient", "pk"]
        constraints = [models.UniqueConstraint(fields=["patient", "clinician"], name="review_plan_one_a_pair")]

    def __str__(self):
        return f"review plan {self.pk}"

    @property
    def due_on(self) -> date | None:
        """The day by which she means to look again, if she has set one."""
        return self.looked_on + timedelta(days=self.every_days) if self.every_days else None


class PauseByTeam(Written):
    """A pause that a clinician set for a patient, who can end it like any other."""

    pause = models.ForeignKey(Pause, models.CASCADE, related_name="set_by", db_index=False)

    row_rules = rls.RowRules(
        clinician=f"patient_id = {rls.CASELOAD}",
        clinician_check=f"{OWN} AND {of_one_patient('review_pausebyteam', 'pause_id', 'journal_pause')}",
        patient_may=rls.READ,
        clinician_may="SELECT, INSERT",
    )

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["patient", "pause"], name="review_pause_set_once")]


class EnteredInError(Written):
    """Whether an entry counts as entered in error, why, and who said so. The newest row of an entry holds. The entry
    itself stays as it is, and the patient reads the reason."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="error_states")
    holds = models.BooleanField()
    note = EncryptedTextField(blank=True, default="")

    row_rules = rls.RowRules(
        clinician=f"patient_id = {rls.CASELOAD}",
        clinician_check=f"{OWN} AND {of_one_patient('review_enteredinerror', 'entry_id', 'journal_entry')}",
        patient_may=rls.READ,
        clinician_may="SELECT, INSERT",
        is_listed=True,
    )

    class Meta:
        ordering = ["entry", "pk"]


def in_error(entries: models.QuerySet) -> models.QuerySet:
    """`entries`, each with `in_error`: True while it counts as entered in error."""
    said = EnteredInError.objects.filter(patient=OuterRef("patient"), entry=OuterRef("pk")).order_by("-pk")
    return entries.annotate(in_error=Subquery(said.values("holds")[:1]))


def without_errors(entries: models.QuerySet) -> models.QuerySet:
    """Those of `entries` that nobody has marked as entered in error, for averages and lines."""
    return in_error(entries).exclude(in_error=True)
