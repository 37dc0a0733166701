"""Writes that leave a trace of having looked."""

from datetime import datetime

from django.db import models, transaction

from accounts.models import AccessLog, Clinician

from .access import ACTOR_NAME_LENGTH
from .models import EntryReview, not_read


@transaction.atomic
def mark_reviewed(*, clinician: Clinician, entries: models.QuerySet, seen_until: datetime) -> int:
    """Note that `clinician` has read `entries` (which she must be allowed to see), each in its present version, and
    log it. An entry changed after `seen_until` is left out: that version she hasn't seen. Again, or twice at once,
    makes no second row. Returns how many were new."""
    fresh = list(not_read(entries, clinician).filter(updated_at__lte=seen_until).select_related("patient"))
    EntryReview.objects.bulk_create((_review(entry, clinician) for entry in fresh), ignore_conflicts=True)
    by_patient: dict = {}
    for entry in fresh:
        by_patient.setdefault(entry.patient, []).append(entry)
    for patient, read in by_patient.items():
        reference = str(read[0].pk) if len(read) == 1 else f"{len(read)} entries"
        names = {"reference": reference, "actor_name": str(clinician)[:ACTOR_NAME_LENGTH]}
        AccessLog.objects.record(clinician.user, [patient], AccessLog.What.REVIEW, **names)
    return len(fresh)


def _review(entry, clinician: Clinician) -> EntryReview:
    return EntryReview(
        patient_id=entry.patient_id,
        entry=entry,
        clinician=clinician,
        reviewer_name=str(clinician),
        entry_updated_at=entry.updated_at,
    )
