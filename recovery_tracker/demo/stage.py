"""Writing the demo down. Everything runs in the service role, in the caller's transaction."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from accounts.models import Clinician, Invitation, Patient, Team, User
from accounts.models.care import INVITATION_DAYS
from accounts.privacy import erase
from journal.models import Symptom

from . import beside, care, directory, planned, pointed_out, visits
from .actor import Actor
from .cast import ADMINISTRATOR, FRIEND, INVITATION_CODE, KIM, PASSWORD, PEOPLE, STAFF, TEAM, Staff
from .goals import set_goals

OLDER_THAN_ANY_DIARY = timedelta(days=400)


def is_taken() -> bool:
    """Whether the database holds accounts that aren't of a demo: then nothing may be added, and no demo may run."""
    return User.objects.filter(is_demo=False).exists()


def is_set() -> bool:
    """Whether the demo is there already."""
    return _cast().exists()


def days_old(now: datetime) -> int:
    """How many days ago the demo was made; everybody in it is as many days further on."""
    made = User.objects.get(username=ADMINISTRATOR, is_demo=True).date_joined
    return (now.date() - made.date()).days


def strike() -> None:
    """Take the cast away again. Accounts that visitors made for themselves stay."""
    for patient in Patient.objects.filter(user__in=_cast()):
        erase(patient)
    Team.objects.filter(name=TEAM.name, memberships__clinician__user__in=_cast()).delete()
    _cast().delete()
    directory.take_back()


def set_up(now: datetime) -> None:
    """Make the cast and its diaries as they stand at `now`."""
    password = make_password(PASSWORD)  # one hash for all: making one is slow on purpose
    clinicians = {staff.username: _make_staff(staff, password, now) for staff in STAFF}
    friend = beside.make_friend(password, now)
    team = care.make_team(clinicians, now, now - OLDER_THAN_ANY_DIARY)
    symptoms = {symptom.code: symptom for symptom in Symptom.objects.all()}
    actors = [Actor(person, now) for person in PEOPLE]
    for actor in actors:
        actor.sign_up(password)
        actor.write_diary(symptoms)
        actor.answer_questionnaires()
        visits.ask(actor)
        set_goals(actor)
        directory.save_help(actor)
        beside.let_see(actor, friend)
        for share in actor.person.shares:
            care.let_in(actor, share, clinicians[share.clinician], team)
        planned.make(actor, clinicians)
    pointed_out.raise_all(actors, now)
    directory.put_forward()


def open_invitation(now: datetime) -> str:
    """The code of Kim's invitation, open for as long as a fresh one, even if somebody has used it."""
    fields = {"clinician_id": User.objects.get(username=KIM).pk, "used_at": None, "used_by": None}
    fields["team"] = Team.objects.of(fields["clinician_id"]).first()
    fields |= {"created_at": now, "expires_at": now + timedelta(days=INVITATION_DAYS)}
    Invitation.objects.update_or_create(code_hash=Invitation.digest(INVITATION_CODE), defaults=fields)
    return INVITATION_CODE


def _cast():
    names = [FRIEND, *(each.username for each in (*PEOPLE, *STAFF))]
    return User.objects.filter(is_demo=True, username__in=names)


def _make_staff(staff: Staff, password: str, now: datetime) -> Clinician | None:
    is_administrator = staff.username == ADMINISTRATOR
    joined = now if is_administrator else now - OLDER_THAN_ANY_DIARY
    fields = {"is_staff": True, "is_superuser": is_administrator, "is_demo": True, "date_joined": joined}
    user = User.objects.create(username=staff.username, password=password, **fields)
    if is_administrator:
        return None
    names = {"name": staff.name, "organisation": staff.organisation, "commitment": staff.commitment}
    return Clinician.objects.create(user=user, **names)
