"""What is there to read: people who kept a diary for half a year, or for ten, and caseloads. Import it when the
database is open."""

from collections.abc import Collection, Iterable
from dataclasses import replace
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
from recovery_tracker import seed

from .pages import CASELOAD, HALF_A_YEAR, MILLION, TEN_YEARS, Page

PASSWORD = "a quiet river at noon"  # noqa: S105  of invented people, in a folder that is thrown away
SEEDS = {CASELOAD: seed.Shape(name=CASELOAD), MILLION: seed.Shape(patients=2740 * 12 // 11, flags=3000, name=MILLION)}
DAYS = {HALF_A_YEAR: 180, TEN_YEARS: 3650}
CHARTED = 14  # how many symptoms that can be a line everybody answers
NOTE_EVERY, GAP_EVERY = 3, 11
USED_AGO = (61, 90, 140)
NOTE = "Slept a little better. Rang my sister and we went for a walk by the river."


def write(count: int, diaries: Collection[str]) -> list[dict[str, str]]:
    """`count` people with each of `diaries`, up to yesterday: the names they log in with, by diary."""
    seeds = {name: SEEDS[name] for name in diaries if name in SEEDS}
    for shape in seeds.values():
        seed.write(shape, timezone.now(), PASSWORD, is_demo=False)
    people = [{diary: f"{diary}-{number}" for diary in diaries if diary not in seeds} for number in range(count)]
    password = make_password(PASSWORD)
    with service_role():
        symptoms = _symptoms()
        for names in people:
            for diary, name in names.items():
                _write_one(User.objects.create(username=name, password=password), symptoms, DAYS[diary])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # which the database does by itself after a while
    connection.close()
    return [names | {name: shape.clinician for name, shape in seeds.items()} for names in people]


def addressed(pages: Iterable[Page]) -> list[Page]:
    """`pages` with the number of a patient in their paths."""
    return [replace(page, path=page.path.format(patient=_somebody(page))) for page in pages]


def _somebody(page: Page) -> int | None:
    """One who shares everything and wrote until today."""
    shape = SEEDS.get(page.whose)
    return shape and User.objects.get(username=shape.patient(1)).pk


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
