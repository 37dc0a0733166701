"""What a patient adds to her own timeline."""

from django.db import models
from django.utils import timezone

from accounts import rls
from accounts.encrypted import EncryptedTextField
from accounts.models import Patient

NOTE_LENGTH = 60  # it stands in the legend of a chart
QUESTION_LENGTH = 300


class ChartNote(models.Model):
    """Something that happened on a day, in her own words and few of them: "started counselling". It stands on the
    chart under its number. Clinicians read it where her notes are shared."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="chart_notes")
    date = models.DateField()
    text = EncryptedTextField(max_length=NOTE_LENGTH)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["patient", "date", "pk"]
        indexes = [models.Index(fields=["patient", "date"], name="timeline_note_patient_date")]

    def __str__(self):
        return f"chart note {self.pk}"


class VisitQuestion(models.Model):
    """What she wants to ask at her next appointment. Hers alone, until she hands over a summary with it."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="visit_questions")
    text = EncryptedTextField(max_length=QUESTION_LENGTH)
    updated_at = models.DateTimeField(default=timezone.now)

    row_rules = rls.RowRules(clinician="false")

    class Meta:
        ordering = ["patient"]
        constraints = [models.UniqueConstraint(fields=["patient"], name="timeline_visitquestion_one_each")]

    def __str__(self):
        return f"visit question {self.pk}"
