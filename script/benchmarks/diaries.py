"""What is there to read: people who kept a diary for half a year. Import it when the database is open."""

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

PASSWORD = "a quiet river at noon"  # noqa: S105  of invented people, in a folder that is thrown away
DAYS = 180
NOTE_EVERY, GAP_EVERY = 3, 11
USED_AGO = (61, 90, 140)
NOTE = "Slept a little better. Rang my sister and we went for a walk by the river."


def write(count: int) -> list[str]:
    """`count` people with a diary of the last 180 days, up to yesterday; the names they log in with."""
    names, password = [f"person{number}" for number in range(count)], make_password(PASSWORD)
    with service_role():
        symptoms = list(Symptom.objects.quick())
        for name in names:
            _write_one(User.objects.create(username=name, password=password), symptoms)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # which the database does by itself after a while
    connection.close()
    return names


def _write_one(user: User, symptoms: list[Symptom]) -> None:
    now = timezone.now()
    settled = {"time_zone": "Europe/London", "country": "GB", "goal": "stop", "show_day_counts": True}
    patient = Patient.objects.create(user=user, adult_confirmed_at=now, welcomed_at=now, **settled)
    today = today_of(patient)
    Episode.objects.create(patient=patient, day0=today - timedelta(days=min(USED_AGO)))
    written = [ago for ago in range(1, DAYS + 1) if ago % GAP_EVERY]
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
