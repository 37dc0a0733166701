"""What is there to read: people who kept a diary for half a year, or for ten. Import it when the database is open."""

from collections.abc import Collection
from datetime import timedelta
from decimal import Decimal

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils import timezone

from accounts.models import Patient, User
from accounts.rls import service_role
from journal.models import Entry, Episode, Symptom, UseEvent
from journal.models.entry import USED
from journal.services import today_of

from .pages import HALF_A_YEAR, TEN_YEARS

PASSWORD = "a quiet river at noon"  # noqa: S105  of invented people, in a folder that is thrown away
DAYS = {HALF_A_YEAR: 180, TEN_YEARS: 3650}
CHARTED = 14  # how many symptoms that can be a line everybody answers
NOTE_EVERY, GAP_EVERY = 3, 11
USED_AGO = (61, 90, 140)
NOTE = "Slept a little better. Rang my sister and we went for a walk by the river."


def write(count: int, diaries: Collection[str]) -> list[dict[str, str]]:
    """`count` people with each of `diaries`, up to yesterday: the names they log in with, by diary."""
    people = [{diary: f"{diary}-{number}" for diary in diaries} for number in range(count)]
    password = make_password(PASSWORD)
    with service_role():
        symptoms = _symptoms()
        for names in people:
            for diary, name in names.items():
                _write_one(User.objects.create(username=name, password=password), symptoms, DAYS[diary])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # which the database does by itself after a while
    connection.close()
    return people


def _symptoms() -> list[Symptom]:
    """Those of the quick check-in, and enough others that can be a line."""
    quick = list(Symptom.objects.quick())
    more = [symptom for symptom in Symptom.objects.active() if symptom.charted and symptom not in quick]
    return quick + more[: CHARTED - sum(symptom.charted for symptom in quick)]


def _write_one(user: User, symptoms: list[Symptom], days: int) -> None:
    now = timezone.now()
    settled = {"time_zone": "Europe/London", "country": "GB", "goal": "stop", "show_day_counts": True}
    settled |= {"chart_symptoms": [symptom.code for symptom in symptoms if symptom.charted][:3]}
    patient = Patient.objects.create(user=user, adult_confirmed_at=now, welcomed_at=now, **settled)
    today = today_of(patient)
    Episode.objects.create(patient=patient, day0=today - timedelta(days=min(USED_AGO)))
    written = [ago for ago in range(1, days + 1) if ago % GAP_EVERY]
    Entry.objects.bulk_create(
        Entry(
            patient=patient,
            date=today - timedelta(days=ago),
            ratings={symptom.code: _answer(symptom, ago) for symptom in symptoms},
            note=NOTE if ago % NOTE_EVERY == 0 else "",
        )
        for ago in written
    )
    UseEvent.objects.bulk_create(UseEvent(patient=patient, date=today - timedelta(days=ago)) for ago in USED_AGO)


def _answer(symptom: Symptom, ago: int) -> int | bool:
    if symptom.scale == Symptom.Scale.BOOL:
        return symptom.code == USED and ago in USED_AGO
    return int(symptom.minimum + Decimal(ago * symptom.position) % (symptom.maximum - symptom.minimum + 1))
