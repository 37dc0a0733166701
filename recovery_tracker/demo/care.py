"""What the demo's people share with whom, and the traces their clinicians left by looking."""

from datetime import UTC, datetime, time, timedelta

from accounts import sharing
from accounts.models import (
    AccessLog,
    CareLink,
    Clinician,
    ConsentRecord,
    Cover,
    Invitation,
    Membership,
    Team,
    User,
)  # fmt: skip
from accounts.models.care import INVITATION_DAYS
from review.models import EntryReview

from . import written
from .actor import Actor
from .cast import TEAM as DEMO_TEAM
from .cast import Share

SIGNED_AT, ENDED_AT = 17, 20  # o'clock, where she lives
LOOKED_AT = time(10, 15, tzinfo=UTC)  # on the morning after a day
READING_TAKES = timedelta(minutes=2)
LOOK_EVERY = 7  # days
SATURDAY = 5


def make_team(clinicians: dict[str, Clinician], now: datetime, since: datetime) -> Team:
    """The team, who belongs to it, and who stands in for whom at present."""
    plan = DEMO_TEAM
    team = Team.objects.create(name=plan.name, organisation=plan.organisation, commitment=plan.commitment)
    for name in plan.members:
        role = Membership.Role.LEAD if name == plan.lead else Membership.Role.MEMBER
        Membership.objects.create(team=team, clinician=clinicians[name], role=role, started_at=since)
    for each in plan.covers:
        both = {"covered": clinicians[each.covered], "covering": clinicians[each.covering]}
        days = {"starts_on": now.date(), "ends_on": now.date() + timedelta(days=each.days)}
        Cover.objects.create(team=team, **both, **days, made_by=clinicians[each.covered].user, made_at=now)
    return team


def let_in(actor: Actor, share: Share, clinician: Clinician, team: Team) -> None:
    """A used invitation, a care link, a signed consent; the clinician's looks and readings; and its end, if it has."""
    signed = actor.at(share.since, SIGNED_AT)
    invitation = Invitation.objects.create(
        clinician=clinician,
        team=team,
        whole_team=share.whole_team,
        code_hash=Invitation.digest(f"{actor.patient.code} {clinician.pk}"),
        created_at=signed,
        expires_at=signed + timedelta(days=INVITATION_DAYS),
        used_at=signed,
        used_by=actor.patient,
    )
    whom = {"team": team} if share.whole_team else {"clinician": clinician}
    within = None if share.whole_team else team
    link = CareLink.objects.create(patient=actor.patient, within=within, started_at=signed, **whom)
    given = _consent(actor, share, link, signed, invitation)
    log(actor.patient.user, actor, [(signed, AccessLog.What.CONSENT, "")])
    _look(actor, share, clinician)
    written.write(actor, share, clinician)
    if share.ended is not None:
        _end(actor, link, given, actor.at(share.ended, ENDED_AT))


def _consent(
    actor: Actor, share: Share, link: CareLink, signed: datetime, invitation: Invitation
) -> ConsentRecord:
    expires = sharing.year_from(actor.date(share.since))
    return ConsentRecord.objects.create(
        patient=actor.patient,
        link=link,
        clinician=link.clinician,
        team=link.team,
        emergency=True,
        signed_name=actor.person.name,
        scope=list(share.scope),
        purpose=sharing.purpose_of(invitation),
        recipient=str(link.holder),
        text_version=sharing.TEXT_VERSION,
        text_hash=sharing.digest(sharing.consent_text(invitation, expires)),
        signed_at=signed,
        expires_on=expires,
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
