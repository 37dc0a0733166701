"""A copy of one patient's journal, taken out by a clinician: within consent, for a reason, under a notice, and on
record. The patient reads the reason under Privacy."""

import uuid
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import AccessLog, Clinician, ConsentRecord, Patient
from timeline.disclosure import TITLE, Disclosure, Purpose, digest, notice
from timeline.words import long_date

from .access import ACTOR_NAME_LENGTH, KINDS
from .models import ExportRecord

What, Span = ExportRecord.What, ExportRecord.Span


def first_day(span: str, today: date) -> date | None:
    """The first day of what is asked for; None: from the beginning."""
    return today - timedelta(days=ExportRecord.DAYS[span] - 1) if span in ExportRecord.DAYS else None


def disclosure_of(
    *, patient: Patient, clinician: Clinician, consents: list[ConsentRecord], purpose: str, what: str, span: str
) -> Disclosure:
    """What goes out with the copy. `consents` are those in force between the two."""
    at, scope = timezone.now(), frozenset(kind for given in consents for kind in given.scope)
    ends, signed = max(given.expires_on for given in consents), min(given.signed_at for given in consents)
    named = " · ".join(filter(None, [patient.chosen_name, patient.short_code]))
    until = f"given on {long_date(signed.date())}, until {long_date(ends)} unless taken back before"
    days = "the last 28 days" if what == What.SUMMARY else Span(span).label.lower()
    facts = (
        ("About", named),
        ("Shared with", str(clinician)),
        ("Taken out", f"on {long_date(at.date())} by {clinician.name}; {days}"),
        ("What for", Purpose(purpose).label),
        ("Consent", until),
        ("It covers", _words(kind for kind in KINDS if kind in scope)),
        ("Not shared and not in this copy", _words(kind for kind in KINDS if kind not in scope)),
    )
    facts = tuple((term, words) for term, words in facts if words)
    told = {"clinician": clinician, "consents": tuple(consents), "scope": scope, "purpose": Purpose(purpose)}
    return Disclosure(**told, at=at, notice=notice(), facts=facts)


def _words(kinds) -> str:
    return "; ".join(KINDS[kind] for kind in kinds)


@transaction.atomic
def record_export(
    *, patient: Patient, disclosure: Disclosure, what: str, span: str, reason: str, save_id: uuid.UUID
) -> ExportRecord:
    """Keep who took out what, why and under which consent, and log it. The same form sent twice is one record; that
    something went out is logged each time."""
    clinician = disclosure.clinician
    said = f"{what}/{span}/{disclosure.purpose}/{reason}"
    record, _ = ExportRecord.objects.get_or_create(
        patient=patient,
        save_id=uuid.uuid5(save_id, said),
        defaults={
            "clinician": clinician,
            "clinician_name": str(clinician),
            "what": what,
            "span": "" if what == What.SUMMARY else span,
            "purpose": disclosure.purpose,
            "reason": reason,
            "scope": sorted(disclosure.scope),
            "consents": [given.pk for given in disclosure.consents],
            "notice_hash": digest([TITLE, *disclosure.notice]),
        },
    )
    names = {"reference": f"{what} {record.pk}", "actor_name": str(clinician)[:ACTOR_NAME_LENGTH]}
    AccessLog.objects.record(clinician.user, [patient], AccessLog.What.EXPORT, **names)
    return record
