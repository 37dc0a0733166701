"""A diary with something of every kind in it, and copies of it as somebody gets them."""

import json
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from accounts.models import ConsentRecord
from flags.models import Flag
from journal.days import today_of
from journal.models import OwnTag, UseEvent
from tests import people
from timeline.disclosure import Disclosure, Purpose, notice
from timeline.fhir import Copy, write_bundle
from timeline.squeezed import Squeezed

NOTE = "Walked by the sea."
OWN_WORDS = "Quarrel with Jo"
STEP = "Put on the red shoes"
RATINGS = {
    "craving": 7, "low_mood": None, "sleep_hours": 6.5, "nocturia": 3, "blood_in_urine": True, "used_ketamine": True,
    "used_other": ["Alcohol", "Cannabis"], "self_harm_thoughts": 2, "safe_now": False,
}  # fmt: skip
PHQ9 = {f"phq9_{n}": 1 for n in range(1, 11)} | {"phq9_9": 3}  # a total of 11


def one_of_everything(patient):
    """Today's entry and all else that a copy can hold."""
    tag = OwnTag.objects.create(patient=patient, kind="trigger", label=OWN_WORDS)
    today = today_of(patient)
    people.make_entry(patient, ratings=RATINGS, note=NOTE, triggers=["stress", tag.code], coping=["walk"])
    people.make_episode(patient, days_ago=3)
    people.make_urge(patient, before=8, after=3)
    people.make_response(patient, "phq9", scores=PHQ9)
    people.make_response(patient, "gad7", scores=2)
    UseEvent.objects.create(patient=patient, date=today - timedelta(days=3))
    people.make_plan(patient, is_shared=True, steps=STEP)
    make_flag(patient, "craving_high", needs=["ratings"], evidence=evidence("craving", today, 9))
    make_flag(patient, "self_harm_any", needs=["self_harm"], evidence=evidence("self_harm_thoughts", today, 2))


def evidence(code: str, day, value) -> list[dict]:
    """What a flag rests on."""
    return [{"code": code, "date": day.isoformat(), "value": value}]


def make_flag(patient, code, **fields) -> Flag:
    """A flag of her today."""
    today = today_of(patient)
    fields = {"rule_version": 1, "severity": "attention", "about": str(today), "day": today, "needs": []} | fields
    return Flag.objects.create(patient=patient, rule_code=code, **fields)


def disclosed(patient, clinician, scope, **fields) -> Disclosure:
    """A copy for `clinician` under a consent of this scope."""
    given = ConsentRecord(pk=1, patient=patient, clinician=clinician, scope=scope, signed_name="Robin",
                          recipient=str(clinician), expires_on=timezone.now().date(), text_version="1")  # fmt: skip
    told = {"purpose": Purpose.CARE, "at": timezone.now(), "notice": notice(), "facts": (("Whose", "K7-2F0A"),)}
    return Disclosure(clinician=clinician, consents=(given,), scope=frozenset(scope), **(told | fields))


def bundle(patient, disclosure=None, first=None) -> dict:
    """The bundle as it is sent."""
    out = Squeezed()
    write_bundle(Copy(patient, datetime(2026, 3, 4, 20, 15, tzinfo=UTC), disclosure, first), out)
    return json.loads(b"".join(out.pieces()))


def of_kind(found: dict, kind: str) -> list[dict]:
    """The resources of one kind."""
    return [each["resource"] for each in found["entry"] if each["resource"]["resourceType"] == kind]


def observed(found: dict) -> dict[str, dict]:
    """The observations by their first code."""
    return {each["code"]["coding"][0]["code"]: each for each in of_kind(found, "Observation")}
