"""What the demo's people share with whom, and the traces their clinicians left by looking."""

import hashlib
from datetime import UTC, datetime, time, timedelta

from accounts import sharing
from accounts.models import AccessLog, CareLink, Clinician, ConsentRecord, Invitation, User
from accounts.models.care import INVITATION_DAYS
from review.models import EntryReview

from .actor import Actor
from .cast import Share

SIGNED_AT, ENDED_AT = 17, 20  # o'clock, where she lives
LOOKED_AT = time(10, 15, tzinfo=UTC)  # on the morning after a day
READING_TAKES = timedelta(minutes=2)
LOOK_EVERY = 7  # days
SATURDAY = 5


def let_in(actor: Actor, share: Share, clinician: Clinician) -> None:
    """A used invitation, a care link, a signed consent; the clinician's looks and readings; and its end, if it has."""
    signed = actor.at(share.since, SIGNED_AT)
    Invitation.objects.create(
        clinician=clinician,
        code_hash=Invitation.digest(f"{actor.patient.code} {clinician.pk}"),
        created_at=signed,
        expires_at=signed + timedelta(days=INVITATION_DAYS),
        used_at=signed,
        used_by=actor.patient,
    )
    link = CareLink.objects.create(patient=actor.patient, clinician=clinician, started_at=signed)
    given = _consent(actor, share, link, signed)
    log(actor.patient.user, actor, [(signed, AccessLog.What.CONSENT, "")])
    _look(actor, share, clinician)
    if share.ended is not None:
        _end(actor, link, given, actor.at(share.ended, ENDED_AT))


def _consent(actor: Actor, share: Share, link: CareLink, signed: datetime, **fields) -> ConsentRecord:
    expires = sharing.year_from(actor.date(share.since))
    text = "\n".join(sharing.consent_text(link.clinician, expires))
    return ConsentRecord.objects.create(
        patient=actor.patient,
        link=link,
        clinician=link.clinician,
        signed_name=actor.person.name,
        scope=list(share.scope),
        purpose=sharing.PURPOSE,
        recipient=str(link.clinician),
        text_version=sharing.TEXT_VERSION,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        signed_at=signed,
        expires_on=expires,
        **fields,
    )


def _end(actor: Actor, link: CareLink, given: ConsentRecord, at: datetime) -> None:
    CareLink.objects.filter(pk=link.pk).update(ended_at=at)
    given.pk, given.revokes_id, given.signed_at = None, given.pk, at
    given._state.adding = True
    given.save()
    log(actor.patient.user, actor, [(at, AccessLog.What.REVOKED, "")])


def _look(actor: Actor, share: Share, clinician: Clinician) -> None:
    """The page of the patient on each look, and everything written since the last one marked as read."""
    looks, readings, waiting = [], [], list(actor.entries)
    for day in (*range(share.since, share.looked, LOOK_EVERY), share.looked):
        at = _morning_after(actor, share, day)
        done = min(at + READING_TAKES, actor.now)
        read = [entry for entry in waiting if entry.updated_at <= at]
        waiting = [entry for entry in waiting if entry.updated_at > at]
        looks.append((at, AccessLog.What.PATIENT, ""))
        if read:
            reference = str(read[0].pk) if len(read) == 1 else f"{len(read)} entries"
            looks.append((done, AccessLog.What.REVIEW, reference))
        readings += [_reading(entry, clinician, done) for entry in read]
    EntryReview.objects.bulk_create(readings)
    log(clinician.user, actor, looks, str(clinician))


def _morning_after(actor: Actor, share: Share, day: int) -> datetime:
    """The morning after this day, or up to two days sooner where that would be a weekend."""
    days = (actor.date(each + 1) for each in (day, day - 1, day - 2) if each >= share.since)
    morning = next((date for date in days if date.weekday() < SATURDAY), actor.date(day + 1))
    return min(datetime.combine(morning, LOOKED_AT), actor.now)


def _reading(entry, clinician: Clinician, at: datetime) -> EntryReview:
    return EntryReview(
        patient_id=entry.patient_id,
        entry=entry,
        clinician=clinician,
        reviewer_name=str(clinician),
        reviewed_at=at,
        entry_updated_at=entry.updated_at,
    )


def log(viewer: User, actor: Actor, looks: list[tuple], actor_name: str = "") -> None:
    """Note what was seen, given or taken back, as (when, what, reference)."""
    common = {"actor": viewer, "actor_name": actor_name or viewer.get_username()}
    common |= {"patient": actor.patient, "patient_code": actor.patient.code}
    AccessLog.objects.bulk_create(
        AccessLog(at=at, what=what, reference=reference, **common) for at, what, reference in looks
    )
