"""At every distance from Greenwich, and on both nights of the clocks: one entry a day of hers, and the right one."""

import zoneinfo
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from clinical.phases import local_day
from journal.models import Entry

NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
NIGHTS = [("Europe/London", date(2026, 3, 29)), ("Europe/London", date(2026, 10, 25)),
          ("America/New_York", date(2026, 3, 8)), ("America/New_York", date(2026, 11, 1)),
          ("Australia/Lord_Howe", date(2026, 4, 5)), ("Australia/Lord_Howe", date(2026, 10, 4))]  # fmt: skip


def a_zone_for_every_offset() -> list[str]:
    """One zone for each distance from Greenwich that there is in June."""
    zones = sorted(zoneinfo.available_timezones())
    return sorted({NOON.astimezone(zoneinfo.ZoneInfo(name)).utcoffset(): name for name in zones}.values())


def test_there_are_as_many_offsets_as_on_earth():
    assert len(a_zone_for_every_offset()) > 35


@pytest.fixture
def living_in(patient):
    """living_in(zone): she lives there now."""

    def moved(name):
        patient.time_zone = name
        patient.save()
        return zoneinfo.ZoneInfo(name)

    return moved


@pytest.mark.parametrize("name", a_zone_for_every_offset())
def test_her_day_changes_at_four_on_her_wall_and_makes_one_entry_each(as_patient, patient, living_in, name):
    zone = living_in(name)
    four = datetime(2026, 6, 10, 4, tzinfo=zone).astimezone(UTC)
    for minutes in (-600, -1, 0, 600):
        with time_machine.travel(four + timedelta(minutes=minutes), tick=False):
            as_patient.post("/journal/today/", {"craving": "3"})
    assert sorted(Entry.objects.values_list("date", flat=True)) == [date(2026, 6, 9), date(2026, 6, 10)]


@pytest.mark.parametrize(("name", "night"), NIGHTS)
def test_on_the_nights_of_the_clocks_no_day_is_doubled_or_left_out(as_patient, patient, living_in, name, night):
    zone = living_in(name)
    begin = datetime(night.year, night.month, night.day, tzinfo=zone).astimezone(UTC) - timedelta(hours=12)
    days = set()
    for hours in range(0, 49, 4):
        with time_machine.travel(begin + timedelta(hours=hours), tick=False):
            as_patient.post("/journal/today/", {"craving": str(hours % 11)})
            days.add(local_day(begin + timedelta(hours=hours), zone))
    assert set(Entry.objects.values_list("date", flat=True)) == days
    assert days >= {night - timedelta(days=1), night} and Entry.objects.count() == len(days)


def test_whoever_flies_west_meets_her_day_again_and_not_a_second_one(as_patient, patient, living_in):
    living_in("Pacific/Kiritimati")
    with time_machine.travel(NOON, tick=False):
        as_patient.post("/journal/today/", {"craving": "3"})
        living_in("Pacific/Niue")
        assert as_patient.post("/journal/2026-06-11/", {"craving": "4"}).status_code == 400
        as_patient.post("/journal/today/", {"craving": "5"})
    assert sorted(Entry.objects.values_list("date", "ratings__craving")) == [
        (date(2026, 6, 9), 5), (date(2026, 6, 10), 3),
    ]  # fmt: skip
