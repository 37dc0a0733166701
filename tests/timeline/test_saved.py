"""After a check-in."""

import pytest
from django.utils.html import escape

from clinical.phases import DEFAULT_PHASES, position
from journal.days import today_of
from resources.models import CrisisLine
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


def test_an_answer_about_self_harm_puts_help_first(as_patient, patient):
    page = page_after(as_patient, patient, self_harm_thoughts=1)
    assert "Thank you for telling us" in page
    assert page.index("tel:999") < page.index("is written down")
    assert "tel:116123" in page


@pytest.mark.parametrize("country", ["US", "IE", "AU", "NZ", "CA", "FR"])
def test_the_numbers_are_those_of_her_country(as_patient, patient, country):
    patient.country = country
    patient.save()
    page = page_after(as_patient, patient, self_harm_thoughts=2)
    lines = CrisisLine.objects.published().filter(country=country, kind="crisis")
    assert lines
    assert all(escape(line.name) in page for line in lines[:3])


@pytest.mark.parametrize("answer", [0, None])
def test_no_such_answer_no_such_panel(as_patient, patient, answer):
    assert "Thank you for telling us" not in page_after(as_patient, patient, self_harm_thoughts=answer)


def test_it_says_honestly_who_sees_the_answer(as_patient, patient):
    assert "shown to Kim Keyworker" in page_after(as_patient, patient, self_harm_thoughts=3)


def test_it_says_so_when_nobody_sees_it(as_patient, patient):
    patient.care_links.update(ended_at="2026-01-01T00:00Z")
    assert "No one from a service sees this" in page_after(as_patient, patient, self_harm_thoughts=3)


def test_use_is_met_with_thanks_and_safety_and_no_word_of_loss(as_patient, patient):
    page = page_after(as_patient, patient, used_ketamine=True)
    assert "Thank you for writing down" in page
    assert "your body is used to less" in page


def test_one_thing_that_fits_is_offered(as_patient, patient):
    assert "Something that may help" in page_after(as_patient, patient, craving=8)


def test_another_patients_day_is_not_found(as_other_patient, patient):
    make_entry(patient, today_of(patient))
    assert as_other_patient.get(f"/journal/{today_of(patient)}/saved/").status_code == 404


def test_it_takes_a_fixed_number_of_queries(as_patient, patient, count_queries):
    make_episode(patient, days_ago=10)
    make_entry(patient, today_of(patient), ratings={"craving": 8, "self_harm_thoughts": 1})
    assert count_queries(lambda: as_patient.get(f"/journal/{today_of(patient)}/saved/")) <= 10
