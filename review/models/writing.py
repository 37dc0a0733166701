"""What a clinician writes: notes, marks on the timeline and lines to the patient. Rows are only added."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts import reach, rls
from accounts.encrypted import EncryptedTextField
from accounts.models import Clinician, Patient
from journal.models import Entry

LONGEST_NOTE, LONGEST_EVENT, LONGEST_REPLY = 2000, 120, 200
# What a clinician wrote is for her team to read: who else works with a patient is between the patient and them. She
# writes in her own name, and not about somebody whose journal she opened in an emergency.
OF_THE_TEAM = f"clinician_id = {reach.COLLEAGUES} AND patient_id = {rls.CASELOAD}"
OWN = f"clinician_id = {rls.ME} AND patient_id = {reach.CARED_FOR}"


def of_one_patient(table: str, key: str, target: str) -> str:
    """SQL: the row that `key` names is empty, or of the same patient."""
    same = f"other.id = {table}.{key} AND other.patient_id = {table}.patient_id"
    return f"({key} IS NULL OR EXISTS (SELECT FROM {target} other WHERE {same}))"


def rules(also: str = "true") -> rls.RowRules:
    """A clinician adds rows in her own name, and reads those of her team; the patient reads all of her own. A rule
    can't ask its own table, so that a correction is of the same patient is held by whoever writes it."""
    may = {"patient_may": rls.READ, "clinician_may": "SELECT, INSERT"}
    return rls.RowRules(clinician=OF_THE_TEAM, clinician_check=f"{OWN} AND {also}", **may)


class Written(models.Model):
    """A row that a clinician added about a patient, in her own name."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="+")
    clinician = models.ForeignKey(Clinician, models.SET_NULL, null=True, related_name="+")
    clinician_name = models.CharField(max_length=210)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class ClinicianNote(Written):
    """A clinician's own note on a patient. A correction is another row that names the one it takes the place of, once.
    The patient finds notes in her copy of everything."""

    note = EncryptedTextField()
    corrects = models.ForeignKey("self", models.CASCADE, null=True, related_name="+", db_index=False)

    row_rules = rules()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["patient", "corrects"], name="review_note_corrected_once")]


class TimelineEvent(Written):
    """Something a clinician puts on a patient's timeline; the patient sees it, too. Taking one back is another row."""

    class Kind(models.TextChoices):
        DOSE = "dose", "Change of a dose"
        VISIT = "visit", "Appointment"
        TREATMENT = "treatment", "Start or end of a treatment"
        OTHER = "other", "Something else"

    day = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind)
    note = EncryptedTextField(blank=True, default="")
    takes_back = models.ForeignKey("self", models.CASCADE, null=True, related_name="+", db_index=False)

    row_rules = rules()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(fields=["patient", "takes_back"], name="review_event_taken_back_once")]


class Reply(Written):
    """A line from a clinician to the patient, about an entry or in general."""

    entry = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+")
    note = EncryptedTextField()

    row_rules = rules(of_one_patient("review_reply", "entry_id", "journal_entry"))

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "replies"


class ReplyTemplate(models.Model):
    """A line that clinicians may send as it is, or change first. Administrators look after them."""

    text = models.CharField(max_length=LONGEST_REPLY, help_text="One line to a patient. No names, no numbers to call.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower ones come first.")
    active = models.BooleanField("in use", default=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "line to reply with"
        verbose_name_plural = "lines to reply with"
        constraints = [models.UniqueConstraint(fields=["text"], condition=Q(active=True), name="review_template_once")]

    def __str__(self):
        return f"line {self.pk}"
