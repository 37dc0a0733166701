"""Factories: plain functions, every field defaulted. They run outside any role, as the tests' own connection does."""

import re
from datetime import date, timedelta
from itertools import count

from django.test import Client
from django.utils import timezone

from accounts.models import CareLink, Clinician, ConsentRecord, Membership, Patient, Team, User
from assessments.models import Response
from clinical import instruments
from friends.models import Line, Tie
from goals.models import Goal, week_of
from journal.days import today_of
from journal.models import Entry, Episode, Urge
from plans import services as planning
from plans.models import Author, Plan
from plans.models import Line as PlanLine

PASSWORD = "a long enough password"
EVERYTHING = ["ratings", "questionnaires", "use", "notes", "self_harm", "urges"]
_number = count(1)


def make_user(**fields) -> User:
    """An account; a patient's, unless it says `is_staff`."""
    fields.setdefault("username", f"person{next(_number)}")
    return User.objects.create_user(password=PASSWORD, **fields)


def signed_in(user: User) -> Client:
    """A browser in which this account is signed in."""
    client = Client()
    client.force_login(user)
    return client


def make_patient(**fields) -> Patient:
    """A patient who has been welcomed."""
    now = timezone.now()
    fields.setdefault("user", None)
    fields["user"] = fields["user"] or make_user()
    defaults = {"chosen_name": "Sam", "time_zone": "Europe/London", "country": "GB", "goal": "stop"}
    defaults |= {"adult_confirmed_at": now, "welcomed_at": now, "show_day_counts": True}
    return Patient.objects.create(**(defaults | fields))


def make_clinician(**fields) -> Clinician:
    """A clinician with an account."""
    fields.setdefault("user", None)
    fields["user"] = fields["user"] or make_user(is_staff=True)
    return Clinician.objects.create(**({"name": "Kim Keyworker", "organisation": "Town Service"} | fields))


def make_team(*members, lead=None, **fields) -> Team:
    """A team of these clinicians; `lead` leads it and belongs to it, too."""
    team = Team.objects.create(**({"name": f"Team {next(_number)}", "organisation": "Town Service"} | fields))
    for each in members:
        if each != lead:
            Membership.objects.create(team=team, clinician=each)
    if lead:
        Membership.objects.create(team=team, clinician=lead, role=Membership.Role.LEAD)
    return team


def make_link(patient, holder, scope=EVERYTHING, within=None, **consent) -> CareLink:
    """An open care link with a standing consent, to a clinician (cover stays `within` a team) or to a team."""
    whom = {"team" if isinstance(holder, Team) else "clinician": holder}
    link = CareLink.objects.create(patient=patient, within=within, **whom)
    expires = timezone.now().date() + timedelta(days=365)
    fields = {"scope": scope, "expires_on": expires, "signed_name": "Sam", "purpose": "care", "recipient": "Kim"}
    ConsentRecord.objects.create(patient=patient, link=link, **(whom | fields | consent))
    return link


def make_entry(patient, day: date | None = None, **fields) -> Entry:
    """An entry of `day` (her today unless given)."""
    fields.setdefault("ratings", {"craving": 6, "low_mood": 4, "used_ketamine": False})
    return Entry.objects.create(patient=patient, date=day or today_of(patient), **fields)


def make_episode(patient, days_ago: int = 5, **fields) -> Episode:
    """The present episode, with day 0 so many of her days ago."""
    fields.setdefault("day0", today_of(patient) - timedelta(days=days_ago))
    return Episode.objects.create(patient=patient, **fields)


def make_urge(patient, tool: str = "breathing", minutes_ago: int = 10, **fields) -> Urge:
    """An urge so many minutes ago; with `after` it was rated again."""
    fields = {"before": 7, "at": timezone.now() - timedelta(minutes=minutes_ago)} | fields
    if fields.get("after") is not None:
        fields.setdefault("ended_at", timezone.now())
    return Urge.objects.create(patient=patient, tool=tool, **fields)


def make_response(patient, key: str = "phq9", days_ago: int = 0, scores=1, **fields) -> Response:
    """An answered questionnaire of so many of her days ago. `scores`: one for all of its items, or some by their code;
    those that aren't named were left out."""
    instrument = instruments.get(key)
    codes = [item.code for item in instrument.items]
    answers = {code: scores if isinstance(scores, int) else scores.get(code) for code in codes}
    day = today_of(patient) - timedelta(days=days_ago)
    at = timezone.now() - timedelta(days=days_ago)
    fields = {"version": instrument.version, "recorded_at": at, "updated_at": at} | fields
    return Response.objects.create(patient=patient, instrument=key, day=day, answers=answers, **fields)


def make_plan(patient, kind: str = "safety", is_shared: bool = False, by: Author = planning.HERSELF, **lines) -> Plan:
    """A plan with a line or several in some sections: `steps="Walk"`, `helpers=[PlanLine("Ada", phone="07700")]`."""
    plan = planning.begin(patient=patient, kind=kind)
    lines = lines or {"steps": "Walk to the sea", "helpers": PlanLine("Ada", phone="07700 900123")}
    for section, told in lines.items():
        given = told if isinstance(told, list) else [told]
        told = [each if isinstance(each, PlanLine) else PlanLine(each) for each in given]
        plan = planning.save_section(plan=plan, section=section, lines=told, by=by)
    return planning.show_to_clinicians(patient=patient, kind=kind) if is_shared else plan


def make_friend(patient, sees_status=True, called="My sister", **fields):
    """Somebody close to `patient` with an account, and the tie through which they see something."""
    account = fields.pop("account", None) or make_user(is_friend=True)
    now = timezone.now()
    fields = {"patient_code": patient.code, "code_expires_at": now, "joined_at": now} | fields
    tie = Tie.objects.create(patient=patient, account=account, called=called, sees_status=sees_status, **fields)
    Line.objects.create(account=account, tie=tie, called="Robbie")
    return tie


def make_goal(patient, text="Walk to the park", weeks_ago=0, **fields) -> Goal:
    """A goal of this week of hers, or of an earlier one."""
    week = week_of(patient) - timedelta(days=7 * weeks_ago)
    return Goal.objects.create(patient=patient, text=text, week=week, **fields)


def seen_by(client):
    """What stands for the words on the consent page, as its form sends it back."""
    found = re.search(r'name="seen" value="([^"]+)"', client.get("/share/consent/").content.decode())
    return found[1] if found else ""
