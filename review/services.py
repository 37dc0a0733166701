"""Writes that leave a trace of having looked."""

from datetime import datetime

from django.db import models, transaction

from accounts.models import AccessLog, Clinician, Patient
from flags.models import Flag, Severity
from journal.days import today_of

from .access import ACTOR_NAME_LENGTH
from .models import EntryReview, ReviewPlan, not_read


@transaction.atomic
def mark_reviewed(
    *, clinician: Clinician, entries: models.QuerySet, seen_until: datetime, outcome: str = ""
) -> int:
    """Note that `clinician` has read `entries` (which she must be allowed to see), each in its present version, and
    what came of it, and log it. An entry changed after `seen_until` is left out: that version she hasn't seen. Again,
    or twice at once, makes no second row. Returns how many were new."""
    fresh = list(not_read(entries, clinician).filter(updated_at__lte=seen_until).select_related("patient"))
    rows = (_review(entry, clinician, outcome) for entry in fresh)
    EntryReview.objects.bulk_create(rows, ignore_conflicts=True)
    by_patient: dict = {}
    for entry in fresh:
        by_patient.setdefault(entry.patient, []).append(entry)
    for patient, read in by_patient.items():
        reference = str(read[0].pk) if len(read) == 1 else f"{len(read)} entries"
        log(clinician, patient, AccessLog.What.REVIEW, reference)
        looked(clinician=clinician, patient=patient)
    return len(fresh)


def looked(*, clinician: Clinician, patient: Patient) -> None:
    """Her plan for this patient, if she has one, counts from the patient's today on."""
    ReviewPlan.objects.filter(patient=patient, clinician=clinician).update(looked_on=today_of(patient))


def held_back(entries: models.QuerySet) -> list:
    """Those of `entries` on whose day an attention or urgent flag stands: they are read one at a time. Newest first."""
    pressing = Flag.objects.standing().filter(severity__in=[Severity.ATTENTION, Severity.URGENT])
    on_its_day = pressing.filter(patient=models.OuterRef("patient"), day=models.OuterRef("date"))
    return list(entries.filter(models.Exists(on_its_day)).select_related("patient").order_by("-date", "-pk"))


def log(clinician: Clinician, patient: Patient, what: str, reference: str = "") -> None:
    """A line in the access log: what `clinician` did about `patient`."""
    name = str(clinician)[:ACTOR_NAME_LENGTH]
    AccessLog.objects.record(clinician.user, [patient], what, reference=reference, actor_name=name)


def _review(entry, clinician: Clinician, outcome: str) -> EntryReview:
    return EntryReview(
        patient_id=entry.patient_id,
        entry=entry,
        clinician=clinician,
        reviewer_name=str(clinician),
        entry_updated_at=entry.updated_at,
        outcome=outcome,
    )
