"""A questionnaire on one page: what it asks, what of it is kept, and when it says no."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.utils import timezone
from django.utils.html import escape

from assessments.models import Response
from clinical.instruments import EVERY_VERSION, GAD7, PHQ9
from journal.days import today_of
from tests.assessments.answering import answer, kept, scores
from tests.people import make_response

SAVE = UUID("5f0f4a52-6f3c-4c8e-9a70-1d1f6a1c2e55")


def form(client, key="phq9"):
    return client.get(f"/assessments/{key}/").content.decode()


@pytest.mark.parametrize("instrument", EVERY_VERSION, ids=lambda each: each.key)
def test_the_page_has_every_word_of_it_and_its_notice(as_patient, patient, instrument):
    page = form(as_patient, instrument.key)
    for words in (instrument.recall, instrument.copyright, *(item.text for item in instrument.items)):
        assert escape(words) in page
    assert page.count("Prefer not to say") == len(instrument.items)
    assert page.count('type="radio"') == 5 * len(instrument.items)


def test_nothing_is_chosen_beforehand(as_patient):
    assert " checked>" not in form(as_patient)


def test_it_works_without_a_script_and_names_nothing_in_its_title(as_patient):
    page = form(as_patient)
    assert "<title>Questions</title>" in page
    assert page.count("<script") == form(as_patient, "gad7").count("<script") == 1  # that of every page


def test_answers_are_kept_whole_with_the_version_they_were_given_to(as_patient, patient):
    answer(as_patient, n9=0, n10=2)
    response = kept(patient)
    assert (response.instrument, response.version, response.language) == ("phq9", 1, "en")
    assert response.answers == {f"phq9_{n}": 1 for n in range(1, 9)} | {"phq9_9": 0, "phq9_10": 2}
    assert (response.day, response.total) == (today_of(patient), 8)


def test_left_out_and_left_alone_are_not_0_and_there_is_no_total(as_patient, patient):
    answer(as_patient, each=None, n1=0, n2="skip")
    assert kept(patient).answers == {"phq9_1": 0} | {f"phq9_{n}": None for n in range(2, 11)}
    assert kept(patient).total is None


def test_a_page_on_which_nothing_was_tapped_is_not_kept(as_patient):
    reply = answer(as_patient, each=None)
    assert reply.status_code == 422
    assert "Nothing is answered yet" in reply.content.decode()
    assert not Response.objects.exists()


def test_preferring_not_to_say_to_all_of_it_is_an_answer(as_patient, patient):
    assert answer(as_patient, each="skip").status_code == 302
    assert set(kept(patient).answers.values()) == {None}


def test_what_can_not_be_an_answer_is_refused_and_the_rest_stays_in_the_form(as_patient):
    reply = answer(as_patient, n3=7)
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "Please choose one of the answers" in page
    assert page.count(" checked>") == 9
    assert not Response.objects.exists()


def test_sent_twice_it_is_one(as_patient, patient):
    first, second = (answer(as_patient, save_id=SAVE) for _ in range(2))
    assert first.url == second.url
    assert (Response.objects.count(), kept(patient).revision, kept(patient).history.count()) == (1, 1, 1)


def test_sent_again_after_midnight_it_is_still_one(as_patient, patient):
    answer(as_patient, save_id=SAVE)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        as_patient.force_login(patient.user)
        assert answer(as_patient, save_id=SAVE).status_code == 302
    assert Response.objects.count() == 1


def test_an_old_form_that_the_browser_went_back_to_is_not_taken_for_the_same_save(as_patient, patient):
    answer(as_patient, save_id=SAVE)
    reply = answer(as_patient, save_id=SAVE, n1=3)
    assert reply.status_code == 409
    assert "It is not saved yet" in reply.content.decode()
    assert kept(patient).answers["phq9_1"] == 1


def test_on_the_same_day_it_can_be_put_right_and_both_versions_stay(as_patient, patient):
    answer(as_patient)
    assert form(as_patient).count(" checked>") == 10
    answer(as_patient, seen=1, n1=3)
    response = kept(patient)
    assert (response.revision, response.total) == (2, 11)
    assert [row.answers["phq9_1"] for row in response.history.order_by("pgh_id")] == [1, 3]


def test_two_pages_never_go_over_each_other_in_silence(as_patient, patient):
    answer(as_patient)
    reply = answer(as_patient, n1=3)
    page = reply.content.decode()
    assert reply.status_code == 409 and "It is not saved yet" in page
    assert 'value="3" autocomplete="off" checked>' in page
    assert kept(patient).answers["phq9_1"] == 1
    assert 'name="seen" value="1"' in page
    assert answer(as_patient, seen=1, n1=3).status_code == 302
    assert kept(patient).answers["phq9_1"] == 3


def test_two_pages_that_say_the_same_are_one(as_patient, patient):
    answer(as_patient)
    assert answer(as_patient).status_code == 302
    assert (kept(patient).revision, Response.objects.count()) == (1, 1)


@pytest.mark.parametrize(("days", "opens"), [(1, False), (6, False), (7, True), (20, True)])
def test_on_her_own_she_can_begin_again_after_a_week(as_patient, patient, days, opens):
    make_response(patient, days_ago=days)
    assert ("You can answer them again from" in form(as_patient)) is not opens
    assert answer(as_patient).status_code == (302 if opens else 409)
    assert Response.objects.count() == (2 if opens else 1)


def test_each_questionnaire_has_a_time_of_its_own(as_patient, patient):
    make_response(patient, days_ago=2)
    assert answer(as_patient, "gad7").status_code == 302


def test_her_day_begins_at_four(as_patient, patient):
    with time_machine.travel("2026-03-02T03:30:00Z", tick=False):
        as_patient.force_login(patient.user)
        answer(as_patient)
    assert str(kept(patient).day) == "2026-03-01"


@pytest.mark.parametrize("key", ["cssrs", "PHQ9", "phq9-2"])
def test_what_is_not_offered_is_not_there(as_patient, key):
    assert as_patient.get(f"/assessments/{key}/").status_code == 404


@pytest.mark.parametrize("field", [{"save_id": "nonsense"}, {"seen": "-1"}, {"seen": "9" * 40}, {"seen": "²"}])
def test_nonsense_beside_the_answers_does_no_harm(as_patient, patient, field):
    assert as_patient.post("/assessments/phq9/", scores() | field).status_code == 302
    assert kept(patient).total == 9


def test_its_queries_do_not_grow_with_what_she_answered(as_patient, patient, count_queries):
    few = count_queries(lambda: form(as_patient))
    for place in range(1, 40):
        make_response(patient, days_ago=14 * place)
        make_response(patient, "gad7", days_ago=14 * place)
    assert count_queries(lambda: form(as_patient)) == few <= 7


def test_the_two_of_them_are_what_is_offered(as_patient):
    assert {each.key for each in (PHQ9, GAD7)} == {"phq9", "gad7"}
    assert as_patient.get("/assessments/").content.decode().count("Answer these now") == 2
