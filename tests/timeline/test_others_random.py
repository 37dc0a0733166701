"""The nightly aggregate equals a slow, obvious re-computation from the raw rows, whoever the people are."""

from datetime import UTC, datetime, timedelta
from random import Random

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Patient, User
from journal.models import Entry, Episode, UseEvent
from tests.timeline.crowd import DAY0, agree, make_people, points, slowly
from timeline import others
from timeline.contributing import TEXT_VERSION

CODES = {"craving", "sleep_hours", "nocturia"}
BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
DAYS = [0, 1, 2, 180, 181]
ENDS = [(None, "use_reported"), (2, "use_reported"), (4, "date_corrected"), (3, "journey_closed")]
USES = [{"kind": "non_prescribed"}, {"kind": "prescribed"}, {"taken_back_at": BEGAN}]
found = []


def on(day):
    return None if day is None else DAY0 + timedelta(days=day)


def some_time(chance):
    return BEGAN + timedelta(hours=chance.randint(0, 40))  # few, so that people arrive at once


def ratings(chance):
    told = {
        "craving": chance.choice([*range(11), None, "7", True, 11, -1]),
        "sleep_hours": chance.randint(0, 48) / 2,
        "nocturia": chance.randint(0, 21),
        "self_harm_thoughts": chance.randint(0, 3),
        "used_ketamine": chance.random() < 0.1,
    }
    return {code: answer for code, answer in told.items() if chance.random() < 0.9}


def put_in(patient, chance):
    """Somebody with a past of any kind, who is mostly to be counted."""
    version = "2020-01-01" if rarely(chance) else TEXT_VERSION
    withdrawn = some_time(chance) if rarely(chance) else None
    agree([patient], text_version=version, agreed_at=some_time(chance), withdrawn_at=withdrawn)
    put_in_episodes(patient, chance)
    Entry.objects.bulk_create(an_entry(patient, day, chance) for day in chance.sample(DAYS, k=chance.randint(3, 5)))
    if chance.random() < 0.2:
        UseEvent.objects.create(patient=patient, date=on(chance.randint(0, 3)), **chance.choice(USES))
    if rarely(chance):
        User.objects.filter(pk=patient.pk).update(is_active=False)
    if rarely(chance):
        Patient.objects.filter(pk=patient.pk).update(erase_on=on(30))


def rarely(chance):
    return chance.random() < 0.05


def an_entry(patient, day, chance):
    source = "import" if rarely(chance) else "form"
    return Entry(patient=patient, date=on(day), ratings=ratings(chance), updated_at=some_time(chance), source=source)


def put_in_episodes(patient, chance):
    earlier, reason = chance.choice(ENDS)
    made = [an_episode(patient, chance)]
    if chance.random() < 0.3:
        made.append(an_episode(patient, chance, ended_on=on(earlier or 1), end_reason=reason))
    for episode in Episode.objects.bulk_create(made):
        Episode.objects.filter(pk=episode.pk).update(started_at=some_time(chance))


def an_episode(patient, chance, **end):
    day0 = chance.choice([0] * 9 + [1, 3, None])
    precision = "unknown" if day0 is None else chance.choice(["exact"] * 9 + ["about"])
    return Episode(patient=patient, day0=on(day0), precision=precision, **end)


class _Undo(Exception):
    """Takes an example back."""


def compare(chance):
    for patient in make_people(chance.choice([19, 40, 60, 70])):
        put_in(patient, chance)
    others.rebuild()
    assert points() == slowly(CODES)
    found.append(len(points()))
    raise _Undo


def test_the_nightly_aggregate_equals_the_slow_one(cast, settings):
    settings.OTHERS_BAND = True
    any_group()
    assert sum(map(bool, found)) >= 5 and sum(found) > len(found)  # enough of them had something to compare


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def any_group(seed):
    try:
        with transaction.atomic():
            compare(Random(seed))  # noqa: S311
    except _Undo:
        pass
