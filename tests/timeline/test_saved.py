"""After a check-in."""

from datetime import timedelta
from functools import partial

import pytest

from clinical.phases import DEFAULT_PHASES, position
from journal.days import today_of
from journal.models import AdviceShown, Entry, Supporter
from tests.people import make_entry, make_episode
from timeline.band import WIDTH, band_parts, point_on_band


def page_after(client, patient, **ratings):
    make_entry(patient, today_of(patient), ratings=ratings)
    return client.get(f"/journal/{today_of(patient)}/saved/").content.decode()


def test_it_says_the_day_and_the_phase(as_patient, patient):
    make_episode(patient, days_ago=10)
    page = page_after(as_patient, patient, craving=3)
    assert "Day 10 since last use" in page
    assert "Weeks 2–4" in page


def test_it_shows_no_day_to_who_wants_none(as_patient, patient):
    make_episode(patient, days_ago=10)
    patient.show_day_counts = False
    patient.save()
    assert "since last use" not in page_after(as_patient, patient, craving=3)


@pytest.mark.parametrize("day", [0, 3, 7, 8, 28, 29, 180, 5000])
def test_the_point_lies_in_its_own_part_of_the_band(day):
    import datetime

    today = datetime.date(2026, 6, 1)
    where = position(today - datetime.timedelta(days=day), "exact", today)
    part = next(part for part in band_parts(DEFAULT_PHASES) if part.code == where.phase.code)
    assert part.x < point_on_band(where, DEFAULT_PHASES) < part.x + part.width <= WIDTH


def test_the_clocks_stand_on_one_line(as_patient, patient):
    make_episode(patient, days_ago=10)
    make_entry(patient, today_of(patient) - timedelta(days=1), ratings={"used_ketamine": False})
    told = "Day 10 since last use · 2 days without ketamine, of the 2 you told us about"
    assert told in page_after(as_patient, patient, used_ketamine=False)


def test_an_earlier_day_is_told_without_what_came_since(as_patient, patient):
    make_episode(patient, days_ago=10)
    make_entry(patient, today_of(patient), ratings={"used_ketamine": False})
    day = today_of(patient) - timedelta(days=4)
    make_entry(patient, day, ratings={"used_ketamine": False})
    page = as_patient.get(f"/journal/{day}/saved/").content.decode()
    assert "Day 6 since last use" in page
    assert "without ketamine" not in page


def test_the_picture_names_no_day_to_who_wants_none(as_patient, patient):
    make_episode(patient, days_ago=10)
    patient.show_day_counts = False
    patient.save()
    page = page_after(as_patient, patient, craving=3)
    assert 'aria-label="Now: Weeks 2–4"' in page
    assert "Day 10" not in page


def test_more_questions_are_one_tap_away(as_patient, patient):
    assert f"/journal/{today_of(patient)}/?full=1" in page_after(as_patient, patient, craving=3)


def test_one_thing_that_fits_is_offered(as_patient, patient):
    assert "Something that may help" in page_after(as_patient, patient, craving=8)


def test_another_patients_day_is_not_found(as_other_patient, patient):
    make_entry(patient, today_of(patient))
    assert as_other_patient.get(f"/journal/{today_of(patient)}/saved/").status_code == 404


ON_THE_WORST_NIGHT = {"self_harm_thoughts": 3, "used_ketamine": True, "seizure": True, "jaundice": True, "craving": 9}


@pytest.mark.parametrize(("ratings", "most"), [({"craving": 8}, 12), (ON_THE_WORST_NIGHT, 18)])
def test_it_takes_the_same_number_of_queries_however_long_the_diary_is(
    as_patient, patient, count_queries, ratings, most
):
    make_episode(patient, days_ago=300)
    page_after(as_patient, patient, **ratings)
    look = partial(as_patient.get, f"/journal/{today_of(patient)}/saved/")
    few = count_queries(look)
    days = [today_of(patient) - timedelta(days=back) for back in range(1, 200)]
    Entry.objects.bulk_create(Entry(patient=patient, date=day, ratings=ratings) for day in days)
    Supporter.objects.bulk_create(Supporter(patient=patient, name="A", phone="1") for _ in range(20))
    AdviceShown.objects.bulk_create(AdviceShown(patient=patient, kind="use") for _ in range(200))
    assert count_queries(look) == few <= most
