"""The test vectors of brief 7.4, by number, through the real services."""

import pytest
from django.test import Client

from accounts.sharing import end_sharing
from flags.models import Flag, FlagRule
from journal.silence import raise_silent
from tests import people

from .telling import answer, at, flags, on, tell, totalling


def test_vector_01_high_craving_on_two_of_three_days_with_a_gap(patient, clinician, stranger):
    tell(patient, 1, craving=8)
    assert flags(patient) == []
    tell(patient, 3, craving=9)
    assert flags(patient) == [("craving_high", "attention", 3, "open")]


def test_vector_02_two_high_days_that_are_too_far_apart(patient, clinician, stranger):
    for day, craving in enumerate([8, 3, 3, 9], start=1):
        tell(patient, day, craving=craving)
    assert flags(patient, "craving_high") == []


def test_vector_03_a_rise_against_her_own_mean(patient, clinician, stranger):
    for day, mood in ((1, 2), (3, 2), (4, 3), (6, 2), (8, 6)):
        tell(patient, day, low_mood=mood)
    assert flags(patient) == [("personal_rise", "attention", 8, "open")]
    told = Flag.objects.get(patient=patient).evidence
    assert [piece["value"] for piece in told] == [2, 2, 3, 2, 6]


def test_vector_04_a_rise_below_the_floor(patient, clinician, stranger):
    for day, mood in ((1, 0), (3, 0), (4, 0), (6, 0), (8, 4)):
        tell(patient, day, low_mood=mood)
    assert flags(patient) == []


def test_vector_05_too_few_answers_before(patient, clinician, stranger):
    for day, mood in ((1, 0), (3, 0), (4, 0), (8, 10)):
        tell(patient, day, low_mood=mood)
    assert flags(patient) == []


def test_vector_06_short_nights_that_are_not_in_a_row(patient, clinician, stranger):
    for day, hours in enumerate([3.5, 3.0, None, 3.5], start=1):
        tell(patient, day, sleep_hours=hours)
    assert flags(patient) == []


def test_vector_07_item_9_without_a_total(patient, clinician, stranger):
    response = answer(patient, 1, n1=None, n2=None, n3=None, n4=None, n9=1)
    assert response.total is None
    assert flags(patient) == [("phq9_item9", "attention", 1, "open")]


def test_vector_08_a_total_that_is_high_and_risen(patient, clinician, stranger):
    answer(patient, 1, **totalling(14))
    assert flags(patient) == []
    answer(patient, 15, **totalling(19))
    assert flags(patient) == [("phq9_high", "attention", 15, "open"), ("phq9_rise", "attention", 15, "open")]


def test_vector_09_thoughts_of_self_harm_and_not_safe(as_patient, patient, clinician, stranger):
    tell(patient, 1, self_harm_thoughts=1)
    with at(1):
        page = Client()
        page.force_login(patient.user)
        page.post(f"/journal/{on(1)}/safe/", {"safe_now": "no"})
        shown = page.get(f"/journal/{on(1)}/saved/").content.decode()
    assert flags(patient) == [("self_harm_any", "attention", 1, "superseded"), ("self_harm_any", "urgent", 1, "open")]
    assert "Please call now, or ask somebody to call for you" in shown


def test_vector_10_chose_not_to_answer(patient, clinician, as_clinician, stranger):
    entry = tell(patient, 1, self_harm_thoughts=None)
    assert flags(patient) == []
    page = as_clinician.get(f"/admin/journal/entry/{entry.pk}/change/").content.decode()
    assert "Thoughts of harming yourself" in page.split("Skipped:")[1]


def test_vector_11_back_filled_craving(patient, clinician, stranger):
    tell(patient, 1, told_on=5, craving=9)
    tell(patient, 2, told_on=5, craving=9)
    assert flags(patient) == []


def test_vector_12_back_filled_thoughts_of_self_harm(patient, clinician, stranger):
    tell(patient, 1, told_on=5, self_harm_thoughts=2)
    assert flags(patient) == [("self_harm_any", "urgent", 1, "open")]
    assert Flag.objects.get(patient=patient).late


@pytest.fixture
def quiet_since_day_6(patient):
    """Last use on day 0; she wrote on day 6."""
    with at(1):
        people.make_episode(patient, days_ago=1)
    patient.welcomed_at = patient.created_at = "2026-02-28T12:00:00Z"
    patient.save()
    tell(patient, 6, craving=2)


@pytest.mark.parametrize(("day", "raised"), [(9, []), (10, [("missed_acute", "attention", 10, "open")])])
def test_vector_13_three_whole_days_without_an_entry(quiet_since_day_6, patient, clinician, stranger, day, raised):
    with at(day):
        raise_silent()
    assert flags(patient) == raised


def test_vector_14_no_row_without_a_clinician(quiet_since_day_6, patient, clinician, stranger):
    end_sharing(patient=patient, link=patient.care_links.get())
    with at(10):
        raise_silent()
    tell(patient, 10, self_harm_thoughts=3)
    assert not Flag.objects.filter(patient=patient).exists()


def test_vector_15_consent_taken_back_yesterday(as_patient, patient, clinician, stranger):
    with at(1):
        end_sharing(patient=patient, link=patient.care_links.get())
    tell(patient, 2, self_harm_thoughts=3)
    assert not Flag.objects.filter(patient=patient).exists()
    with at(2):
        page = Client()
        page.force_login(patient.user)
        assert "No one from a service sees this" in page.get(f"/journal/{on(2)}/saved/").content.decode()


def test_vector_16_another_number_flags_nothing_again(patient, clinician, stranger):
    tell(patient, 1, craving=7)
    tell(patient, 2, craving=7)
    numbers = {"rating_from": 7, "days": 2, "window_days": 3, "cooldown_days": 3}
    FlagRule.objects.create(code="craving_high", version=2, parameters=numbers, why="lower")
    assert flags(patient) == []
    tell(patient, 4, craving=2)
    assert flags(patient) == []
    tell(patient, 5, craving=7)
    tell(patient, 6, craving=7)
    assert flags(patient) == [("craving_high", "attention", 6, "open")]
    assert Flag.objects.get(patient=patient).rule_version == 2
