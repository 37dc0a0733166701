"""About the same as yesterday: one tap, kept as her own report."""

import re
from datetime import timedelta

import pytest

from journal.days import today_of
from journal.models import Entry
from tests.people import make_entry

BEFORE = {
    "craving": 6, "low_mood": None, "sleep_hours": 6.5, "used_ketamine": True, "used_other": ["Alcohol"],
    "self_harm_thoughts": 2, "safe_now": True, "chest_pain": True, "irritability": 3,
}  # fmt: skip


@pytest.fixture
def today(patient):
    return today_of(patient)


@pytest.fixture
def yesterday(patient, today):
    return make_entry(patient, today - timedelta(days=1), ratings=BEFORE, note="A private line", triggers=["boredom"])


def one_tap(client, today):
    return client.post(f"/journal/{today}/same/")


def test_one_tap_copies_how_it_was_and_says_so(as_patient, patient, today, yesterday):
    assert one_tap(as_patient, today).status_code == 302
    entry = Entry.objects.get(patient=patient, date=today)
    assert entry.ratings == {"craving": 6, "sleep_hours": 6.5, "irritability": 3}
    assert entry.same_as == yesterday.date
    assert "About the same as" in as_patient.get(f"/journal/{today}/look/").content.decode()


def test_use_safety_notes_and_tags_are_never_copied(as_patient, patient, today, yesterday):
    one_tap(as_patient, today)
    entry = Entry.objects.get(patient=patient, date=today)
    assert not {"used_ketamine", "used_other", "self_harm_thoughts", "safe_now", "chest_pain"} & set(entry.ratings)
    assert (entry.note, entry.triggers) == ("", [])


def test_answering_what_is_open_keeps_the_mark_and_changing_an_answer_drops_it(as_patient, patient, today, yesterday):
    one_tap(as_patient, today)
    answers = {"craving": "6", "sleep_hours": "6.5", "used_ketamine": "no"}
    as_patient.post(f"/journal/{today}/", answers)
    assert Entry.objects.get(patient=patient, date=today).same_as == yesterday.date
    as_patient.post(f"/journal/{today}/", answers | {"craving": "2"})
    assert Entry.objects.get(patient=patient, date=today).same_as is None


def test_it_never_goes_over_an_entry(as_patient, patient, today, yesterday):
    make_entry(patient, today, ratings={"craving": 1})
    one_tap(as_patient, today)
    assert Entry.objects.get(patient=patient, date=today).ratings == {"craving": 1}


def test_it_is_offered_only_where_there_is_a_yesterday_and_no_today(as_patient, patient, today, yesterday):
    assert "About the same as yesterday" in as_patient.get("/journal/today/").content.decode()
    one_tap(as_patient, today)
    assert "About the same as yesterday" not in as_patient.get("/journal/today/").content.decode()


def test_without_a_day_before_there_is_nothing_to_be_the_same_as(as_patient, as_other_patient, today, yesterday):
    assert one_tap(as_patient, today - timedelta(days=5)).status_code == 404
    assert one_tap(as_other_patient, today).status_code == 404
    assert one_tap(as_patient, today + timedelta(days=1)).status_code == 404


def folded(client, today):
    """The codes that stand in the folded part of the form, and those that stand open."""
    page = client.get(f"/journal/{today}/").content.decode()
    part = re.search(r'<details class="group folded"( open)?>(.*?)</details>', page, re.S)
    inside = set(re.findall(r'id="div_id_(\w+)"', part[2])) if part else set()
    return inside, set(re.findall(r'id="div_id_(\w+)"', page)) - inside


def test_what_the_tap_said_is_folded_and_what_is_still_open_stands_there(as_patient, patient, today, yesterday):
    one_tap(as_patient, today)
    inside, outside = folded(as_patient, today)
    assert inside == {"craving", "sleep_hours"}
    assert {"used_ketamine", "self_harm_thoughts", "low_mood", "note"} <= outside


def test_nothing_is_folded_once_what_was_open_is_answered(as_patient, patient, today, yesterday):
    one_tap(as_patient, today)
    as_patient.post(f"/journal/{today}/", {"craving": "6", "sleep_hours": "6.5", "used_ketamine": "no"})
    assert folded(as_patient, today)[0] == set()
    assert "You wrote about this day already" in as_patient.get("/journal/today/").content.decode()


def test_an_error_in_what_is_folded_opens_it(as_patient, patient, today, yesterday):
    one_tap(as_patient, today)
    page = as_patient.post(f"/journal/{today}/", {"craving": "11"}).content.decode()
    assert '<details class="group folded" open>' in page


def test_what_is_folded_and_left_alone_stays_as_it_was(as_patient, patient, today, yesterday):
    one_tap(as_patient, today)
    as_patient.post(f"/journal/{today}/", {"craving": "6", "sleep_hours": "6.5", "self_harm_thoughts": "0"})
    ratings = Entry.objects.get(patient=patient, date=today).ratings
    assert (ratings["craving"], ratings["irritability"], ratings["self_harm_thoughts"]) == (6, 3, 0)
