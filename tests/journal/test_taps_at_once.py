"""Shaking hands and bad networks: the same thing, or several, sent at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client

from journal.days import today_of
from journal.models import Draft, Entry, Episode, OwnTag, Tag, UseEvent
from tests.people import make_entry, make_episode, make_patient, make_user

TIMES, ROUNDS = 6, 4
NAMES = ("craving", "low_mood", "anxiety", "fatigue", "body_discomfort", "sleep_hours")
SAVE_ID = "5f0f4a52-6f3c-4c8e-9a70-1d1f6a1c2e55"


def posted(user, address, form):
    client = Client(raise_request_exception=False)
    client.force_login(user)
    try:
        return client.post(address, form).status_code
    finally:
        connection.close()


@pytest.fixture
def at_once(committed):
    """at_once(patient, (address, form), …): the answers to all of them, sent side by side."""

    def sent(patient, *jobs):
        with ThreadPoolExecutor(len(jobs)) as taps:
            return set(taps.map(lambda job: posted(patient.user, *job), jobs))

    return sent


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_no_tap_is_lost_among_drafts(at_once, turn):
    patient = make_patient()
    address = f"/journal/{today_of(patient)}/draft/"
    assert at_once(patient, *[(address, {name: "5"}) for name in NAMES]) == {200}
    assert Draft.objects.get(patient=patient).fields == dict.fromkeys(NAMES, "5")


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_tap_under_way_during_its_save_is_no_draft_afterwards(at_once, turn):
    patient = make_patient()
    address, form = f"/journal/{today_of(patient)}/", {"save_id": SAVE_ID, "seen": "0"}
    jobs = [(address, form | {"craving": "7"}), *[(f"{address}draft/", form | {"craving": str(n)}) for n in range(3)]]
    assert at_once(patient, *jobs) == {200, 302}
    assert not Draft.objects.exists()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_what_she_says_of_a_use_is_said_once(at_once, turn):
    patient = make_patient()
    make_episode(patient, days_ago=9)
    day = today_of(patient)
    posted(patient.user, f"/journal/{day}/", {"used_ketamine": "yes"})
    forms = [{"prescribed": ("yes", "no")[n % 2], "restarts": "yes"} for n in range(TIMES)]
    assert at_once(patient, *[(f"/journal/{day}/used/", form) for form in forms]) == {302}
    assert UseEvent.objects.filter(patient=patient, taken_back_at=None).count() == 1
    assert Episode.objects.filter(patient=patient).current().count() == 1


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_days_of_use_saved_side_by_side_leave_one_count(at_once, turn):
    patient = make_patient()
    make_episode(patient, days_ago=9)
    days = [today_of(patient) - timedelta(days=back) for back in range(TIMES)]
    assert at_once(patient, *[(f"/journal/{day}/", {"used_ketamine": "yes"}) for day in days]) == {302}
    assert [episode.day0 for episode in Episode.objects.filter(patient=patient).current()] == [days[0]]


def test_words_of_her_own_are_added_once_and_all_that_she_hides_is_hidden(at_once):
    patient = make_patient()
    at_once(patient, *[("/journal/questions/words/", {"label": "Rain", "kind": "trigger"})] * TIMES)
    assert OwnTag.objects.filter(patient=patient).count() == 1
    codes = [tag.code for tag in Tag.objects.all()[:TIMES]]
    assert at_once(patient, *[("/journal/questions/hide/", {"code": code, "hide": "1"}) for code in codes]) == {302}
    patient.refresh_from_db()
    assert set(patient.hidden_tags) == set(codes)


def test_about_the_same_and_the_answer_about_safety_are_given_once(at_once):
    patient = make_patient()
    day = today_of(patient)
    make_entry(patient, day - timedelta(days=1))
    assert at_once(patient, *[(f"/journal/{day}/same/", {})] * TIMES) == {302}
    posted(patient.user, f"/journal/{day}/", {"self_harm_thoughts": "2"})
    safe = [(f"/journal/{day}/safe/", {"safe_now": ("yes", "no")[n % 2]}) for n in range(TIMES)]
    assert at_once(patient, *safe) == {302}
    assert Entry.objects.filter(patient=patient).count() == 2


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_welcome_sent_twice_is_one_welcome(at_once, turn):
    new = SimpleNamespace(user=make_user())
    form = {"adult": "on", "precision": "exact", "day0": "2026-01-01", "country": "GB", "time_zone": "Europe/London"}
    assert at_once(new, *[("/welcome/", form)] * TIMES) == {302}
    assert Episode.objects.filter(patient=new.user.patient).count() == 1
