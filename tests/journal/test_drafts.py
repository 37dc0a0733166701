"""Each tap is kept until it is saved: on the server as a draft, and over a log-in that has run out meanwhile."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from journal.days import today_of
from journal.models import Draft, Entry
from tests.people import PASSWORD, make_entry

JSON = {"accept": "application/json"}
BEGUN = "What you had begun is here"


@pytest.fixture
def address(patient):
    return f"/journal/{today_of(patient)}/"


def form_of(client, address) -> dict:
    """The hidden fields of the form, as a browser would send them back."""
    page = client.get(address).content.decode()
    return dict(re.findall(r'type="hidden" name="(save_id|seen|owner)" value="([^"]+)"', page))


def tap(client, address, **fields):
    return client.post(f"{address}draft/", fields, headers=JSON)


def marked(page, code, answer) -> bool:
    return f'name="{code}" value="{answer}" checked' in page.content.decode()


def test_what_was_tapped_is_there_again_and_isnt_called_saved(as_patient, patient, address):
    tap(as_patient, address, craving="7", note="A line.")
    tap(as_patient, address, craving="6")
    page = as_patient.get(address)
    assert marked(page, "craving", 6)
    assert all(words in page.content.decode() for words in (BEGUN, "A line."))
    assert not Entry.objects.filter(patient=patient).exists()


def test_nobody_else_finds_it(as_patient, as_other_patient, as_clinician, address):
    tap(as_patient, address, craving="7")
    assert BEGUN not in as_other_patient.get(address).content.decode()
    assert tap(as_clinician, address, craving="7").status_code == 404
    assert as_clinician.get(address).status_code == 404


def test_the_taps_of_somebody_elses_form_are_not_kept_here(as_patient, as_other_patient, address):
    form = form_of(as_patient, address)
    assert tap(as_other_patient, address, craving="7", **form).json() == {"owner": True}
    assert not Draft.objects.exists()


def test_a_save_makes_an_end_of_it_and_so_does_dropping_it(as_patient, address):
    tap(as_patient, address, craving="7")
    as_patient.post(address, form_of(as_patient, address) | {"craving": "7"})
    assert not Draft.objects.exists()
    tap(as_patient, address, craving="3")
    as_patient.post(f"{address}draft/", {"drop": "1"})
    assert BEGUN not in as_patient.get(address).content.decode()


def test_answers_of_the_full_form_open_it_again_also_by_the_short_address(as_patient, patient, address):
    tap(as_patient, address, irritability="8", triggers=["", "stress"])
    page = as_patient.get("/journal/today/")
    assert marked(page, "irritability", 8)
    as_patient.post(f"{address}?full=1", form_of(as_patient, address) | {"irritability": "8"})
    assert Entry.objects.get(patient=patient).ratings["irritability"] == 8


def test_a_quick_save_leaves_what_was_begun_of_other_questions(as_patient, patient, address):
    tap(as_patient, address, irritability="8", craving="2", seen="0")
    as_patient.post(address, {"craving": "7", "seen": "0"})  # as from the empty form that a phone keeps
    page = as_patient.get(address)
    assert marked(page, "irritability", 8)
    assert marked(page, "craving", 7)
    answer = as_patient.post(f"{address}?full=1", form_of(as_patient, address) | {"irritability": "8", "craving": "7"})
    assert answer.status_code == 302


@pytest.mark.parametrize(("path", "fields"), [("safe/", {"safe_now": "yes"}), ("same/", {})])
def test_an_answer_from_another_page_leaves_what_was_begun(as_patient, patient, address, path, fields):
    ratings = {"self_harm_thoughts": 2, "craving": 1}
    make_entry(patient, today_of(patient) - timedelta(days=path == "same/"), ratings=ratings)
    tap(as_patient, address, craving="8", seen="1" if path == "safe/" else "0")
    as_patient.post(f"{address}{path}", fields)
    assert marked(as_patient.get(address), "craving", 8)
    saved = as_patient.post(address, form_of(as_patient, address) | {"craving": "8"})
    assert saved.status_code == 302


def test_a_draft_that_comes_after_its_own_save_is_not_kept(as_patient, address):
    form = form_of(as_patient, address)
    as_patient.post(address, form | {"craving": "7"})
    as_patient.post(address, form_of(as_patient, address) | {"craving": "3"})
    assert tap(as_patient, address, craving="7", **form).json() == {"kept": False}
    assert BEGUN not in as_patient.get(address).content.decode()


def test_taps_after_a_save_whose_answer_was_lost_have_seen_it(as_patient, address):
    form, later = form_of(as_patient, address), form_of(as_patient, address)
    as_patient.post(address, form | {"craving": "7"})
    assert tap(as_patient, address, craving="3", after=form["save_id"], **later).json() == {"kept": True}
    answer = as_patient.post(address, form_of(as_patient, address) | {"craving": "3"})
    assert answer.status_code == 302


def test_a_save_sent_again_takes_nothing_out_of_what_was_begun_since(as_patient, address):
    form = form_of(as_patient, address)
    as_patient.post(address, form | {"craving": "7"})
    tap(as_patient, address, craving="3", seen="1")
    as_patient.post(address, form | {"craving": "7"}, headers=JSON)
    assert marked(as_patient.get(address), "craving", 3)


@pytest.mark.parametrize("fields", [{"craving": ["1", "2"]}, {"sleep_hours": ["1", "x"]}, {"used_ketamine": "<b>"}])
def test_a_draft_of_nonsense_still_opens(as_patient, address, fields):
    tap(as_patient, address, **fields)
    assert {as_patient.get(address + more).status_code for more in ("", "?full=1")} == {200}


def test_what_is_no_question_is_not_kept(as_patient, address):
    tap(as_patient, address, safe_now="yes", nonsense="x" * 4000, save="1")
    assert not Draft.objects.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "1989-12-31", "2999-01-01"])
def test_a_day_outside_the_journal_is_not_found(as_patient, day):
    assert {as_patient.post(f"/journal/{day}/{path}/").status_code for path in ("draft", "same")} == {404}


# The log-in has run out, or the token is an old one


@pytest.fixture
def left(patient, as_patient, address):
    """A browser whose session is over, with the form of before: (client, form)."""
    return Client(), form_of(as_patient, address)


def log_in(client, user):
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})


def test_a_form_sent_after_the_session_ended_is_in_the_form_after_the_log_in(left, patient, address):
    client, form = left
    answer = client.post(f"{address}?full=1", form | {"craving": "7", "irritability": "8", "note": "A line."})
    assert answer.url == f"/accounts/login/?next={address}"
    log_in(client, patient.user)
    page = client.get(address)
    assert marked(page, "craving", 7)
    assert marked(page, "irritability", 8)
    assert "A line." in page.content.decode()


def test_it_waits_on_its_own_day_when_another_one_is_opened_first(left, patient):
    client, form = left
    today = today_of(patient)
    for back in (1, 2):
        client.post(f"/journal/{today - timedelta(days=back)}/", form | {"craving": "7", "note": f"{back} ago."})
    log_in(client, patient.user)
    page = client.get("/journal/today/").content.decode()
    assert f"What you wrote about {today - timedelta(days=1):%A %-d %B} is kept there" in page
    for back in (1, 2):
        assert f"{back} ago." in client.get(f"/journal/{today - timedelta(days=back)}/").content.decode()


def test_it_never_lands_with_somebody_else(left, other_patient, address):
    client, form = left
    client.post(address, form | {"craving": "7", "note": "A line."})
    log_in(client, other_patient.user)
    assert "A line." not in client.get(address).content.decode()
    assert not Draft.objects.exists()


def test_a_script_is_told_401_and_nothing_is_kept_without_its_person(left, address):
    client, form = left
    for path in (address, f"{address}draft/", "/journal/today/"):
        answer = client.post(path, form | {"craving": "7"}, headers=JSON)
        assert (answer.status_code, answer.json()) == (401, {"login": "/accounts/login/"})
    assert client.get("/journal/outbox/", headers=JSON).status_code == 401
    assert "unsaved" not in client.session


def test_a_stale_token_loses_nothing(patient, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(patient.user)
    form = form_of(client, address) | {"craving": "7", "csrfmiddlewaretoken": "x" * 64}
    page = client.post(address, form)
    assert (page.status_code, "Your answers are kept" in page.content.decode()) == (403, True)
    assert client.post(address, form, headers=JSON).json() == {"csrf": True}
    assert marked(client.get(address), "craving", 7)


def test_a_stranger_cannot_fill_the_database_with_forms(client, address):
    for number in range(30):
        client.post(f"/journal/2026-01-{number % 28 + 1:02}/", {f"f{at}": "x" * 4000 for at in range(100)})
    assert len(client.session["unsaved"]) < 300_000


def test_the_longest_note_is_kept_to_the_last_letter(left, patient, address):
    client, form = left
    note = "\r\n".join(["x" * 39] * 100)  # 3,999 letters, as the page counts them
    client.post(address, form | {"note": note})
    log_in(client, patient.user)
    kept = form_of(client, address)
    assert Draft.objects.get().fields["note"] == note.replace("\r\n", "\n")
    assert client.post(address, kept | {"note": note}).status_code == 302
