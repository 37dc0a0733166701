"""What was answered, who asked for it, and when she wants to hear nothing of it."""

import uuid

import pghistory
from django.db import models
from django.utils import timezone

from accounts import reach, rls
from accounts.models import Clinician, Patient
from clinical import instruments
from clinical.instruments import Instrument, scoring

MOST_SHOWN = 60  # answered questionnaires; with two of them every four weeks, more than two years


class ResponseQuerySet(models.QuerySet):
    """Answered questionnaires; whose they may be is said by `Patient.objects.visible_to`."""

    def of(self, instrument: Instrument):
        """Those of one instrument, in whatever version."""
        return self.filter(instrument=instrument.key)

    def newest(self):
        """The newest ones of one patient, as many as a page shows."""
        return self.order_by("-day", "instrument")[:MOST_SHOWN]


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    context_field=pghistory.ContextJSONField(),
    context_id_field=None,
    obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history"),
)
class Response(models.Model):
    """What a patient answered to one questionnaire on one of her days. She may put it right on that day; every version
    is kept (`history`).

    `answers` holds the score of each answer by the code of its item; null was asked and left out; absent was not asked.
    Left out is never 0. They belong to that `version` and `language` of the instrument, whose words never change. The
    total isn't stored: it follows from them. `safe_now` was asked after the answer about harming herself. `revision`
    goes up by one with each version, and `client_id` names the save that made it, as with entries.
    """

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="responses")
    instrument = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=10, default="en")
    day = models.DateField()
    answers = models.JSONField(default=dict)
    safe_now = models.BooleanField(null=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    client_id = models.UUIDField(default=uuid.uuid4, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = ResponseQuerySet.as_manager()
    row_rules = rls.RowRules(is_listed=True)

    class Meta:
        ordering = ["patient", "-day", "instrument"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "instrument", "day"], name="assessments_response_one_a_day"),
            models.UniqueConstraint(fields=["patient", "client_id"], name="assessments_response_once"),
        ]

    def __str__(self):
        return f"response {self.pk}"

    @property
    def definition(self) -> Instrument:
        """The instrument, in the words she answered to."""
        return instruments.get(self.instrument, self.version)

    @property
    def total(self) -> int | None:
        """Its total; None unless everything that counts was answered."""
        return scoring.score(self.definition, self.answers)

    @property
    def tells_of_harm(self) -> bool:
        """Whether the answer about harming herself calls for help, total or none."""
        return scoring.tells_of_harm(self.definition, self.answers)


class Asked(models.Model):
    """A clinician asked for a questionnaire, sooner than it would have been due. It stands until it is answered."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="asked")
    clinician = models.ForeignKey(Clinician, models.SET_NULL, null=True, related_name="+")
    clinician_name = models.CharField(max_length=210)
    instrument = models.CharField(max_length=20)
    asked_at = models.DateTimeField(default=timezone.now)

    row_rules = rls.RowRules(
        clinician=f"clinician_id = {reach.COLLEAGUES} AND patient_id = {rls.CASELOAD}",
        clinician_check=f"clinician_id = {rls.ME} AND patient_id = {rls.CASELOAD}",
        patient_may=rls.READ,
        clinician_may="SELECT, INSERT",
    )

    class Meta:
        ordering = ["patient", "-asked_at"]
        verbose_name_plural = "asked for"

    def __str__(self):
        return f"asked {self.pk}"


class NotNow(models.Model):
    """She said "not now": until this day no page of hers brings up a questionnaire."""

    patient = models.OneToOneField(Patient, models.CASCADE, primary_key=True, related_name="not_now")
    until = models.DateField()

    row_rules = rls.RowRules(clinician="false")

    def __str__(self):
        return f"not now {self.pk}"
