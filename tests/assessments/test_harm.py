"""An answer about harming oneself: kept first, then help, whatever the total is (brief 4.2)."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from accounts.pinned_help import BLOCK, LINK, NOTHING
from assessments.models import Response
from journal.days import today_of
from journal.models import AdviceShown, Supporter
from tests.assessments.answering import answer, at_hand, kept, result_of
from tests.people import make_response

ASKED = "Are you able to keep yourself safe right now?"


def say(client, patient, words, day=None):
    return client.post(f"/assessments/phq9/{day or today_of(patient)}/safe/", {"safe_now": words})


@pytest.mark.parametrize("score", [1, 2, 3])
def test_every_such_answer_is_kept_and_puts_help_before_all_else(as_patient, patient, score):
    assert answer(as_patient, each=0, n9=score).status_code == 302
    page = result_of(as_patient, patient)
    assert kept(patient).answers["phq9_9"] == score
    assert page.index("Thank you for telling us") < page.index("tel:999") < page.index("Your total is")
    assert "tel:116123" in page and at_hand(patient) == BLOCK


def test_it_counts_also_when_everything_else_was_left_out(as_patient, patient):
    answer(as_patient, each=None, n9=1)
    page = result_of(as_patient, patient)
    assert "Thank you for telling us" in page and "so there is no total" in page
    assert at_hand(patient) == BLOCK


@pytest.mark.parametrize("score", [0, "skip"])
def test_no_and_prefer_not_to_say_bring_no_panel_and_pin_nothing(as_patient, patient, score):
    answer(as_patient, each=3, n9=score)
    assert "Thank you for telling us" not in result_of(as_patient, patient)
    assert at_hand(patient) == NOTHING


def test_help_stays_for_a_day_then_a_link_for_a_week(as_patient, patient):
    answer(as_patient, n9=1)
    for after, shown in ((timedelta(hours=23), BLOCK), (timedelta(hours=25), LINK), (timedelta(days=8), NOTHING)):
        with time_machine.travel(timezone.now() + after):
            assert at_hand(patient) == shown


def test_a_yes_leaves_a_link_and_is_kept_beside_the_answers(as_patient, patient):
    answer(as_patient, n9=2)
    assert ASKED in result_of(as_patient, patient)
    assert say(as_patient, patient, "yes").url.endswith(f"/assessments/phq9/{today_of(patient)}/")
    response = kept(patient)
    assert (response.safe_now, response.revision, response.history.count()) == (True, 2, 2)
    assert at_hand(patient) == LINK


def test_a_no_keeps_it_pinned_and_puts_the_emergency_number_first(as_patient, patient):
    answer(as_patient, n9=2)
    say(as_patient, patient, "no")
    page = result_of(as_patient, patient)
    assert page.index("Please call now") < page.index("tel:999") < page.index("tel:116123")
    assert (kept(patient).safe_now, at_hand(patient)) == (False, BLOCK)


@pytest.mark.parametrize("words", ["", "maybe"])
def test_neither_is_asked_again(as_patient, patient, words):
    answer(as_patient, n9=2)
    reply = say(as_patient, patient, words)
    assert reply.status_code == 422 and "Please choose one of the two" in reply.content.decode()
    assert kept(patient).safe_now is None


def test_another_answer_about_harm_asks_afresh(as_patient, patient):
    answer(as_patient, n9=1)
    say(as_patient, patient, "yes")
    answer(as_patient, seen=2, n9=3)
    assert kept(patient).safe_now is None
    assert at_hand(patient) == BLOCK and ASKED in result_of(as_patient, patient)


def test_another_answer_about_something_else_asks_nothing_again(as_patient, patient):
    answer(as_patient, n9=1)
    say(as_patient, patient, "yes")
    answer(as_patient, seen=2, n1=3, n9=1)
    assert (kept(patient).safe_now, at_hand(patient)) == (True, LINK)


def test_a_wrong_tap_put_right_takes_the_numbers_down(as_patient, patient):
    answer(as_patient, n9=2)
    answer(as_patient, seen=1, n9=0)
    assert at_hand(patient) == LINK


def test_taking_it_back_into_silence_takes_nothing_down(as_patient, patient):
    answer(as_patient, n9=2)
    answer(as_patient, seen=1, n9="skip")
    assert at_hand(patient) == BLOCK


def test_neither_a_check_in_nor_a_questionnaire_takes_down_what_the_other_put_up(as_patient, patient):
    def check_in(thoughts):
        as_patient.post(f"/journal/{today_of(patient)}/", {"self_harm_thoughts": thoughts})

    answer(as_patient, n9=2)
    check_in(2)
    check_in(0)
    assert at_hand(patient) == BLOCK
    check_in(1)
    answer(as_patient, seen=1, n9=0)
    assert at_hand(patient) == BLOCK
    check_in(0)
    assert at_hand(patient) == LINK


def test_being_safe_takes_down_both(as_patient, patient):
    as_patient.post(f"/journal/{today_of(patient)}/", {"self_harm_thoughts": 2})
    answer(as_patient, n9=2)
    say(as_patient, patient, "yes")
    assert at_hand(patient) == LINK


def test_what_could_not_be_saved_calls_for_help_all_the_same(as_patient, patient):
    answer(as_patient, n9=0)
    reply = answer(as_patient, n9=3)
    assert reply.status_code == 409
    assert 'class="at-hand"' in reply.content.decode() and at_hand(patient) == BLOCK


def test_so_does_what_came_too_soon(as_patient, patient):
    make_response(patient, days_ago=2, scores=0)
    reply = answer(as_patient, n9=1)
    assert reply.status_code == 409 and "is not saved" in reply.content.decode()
    assert 'class="at-hand"' in reply.content.decode() and Response.objects.count() == 1


def test_her_people_can_be_called_and_it_says_who_sees_the_answer(as_patient, patient):
    Supporter.objects.create(patient=patient, name="My sister", phone="07700 900 123")
    answer(as_patient, n9=1)
    page = result_of(as_patient, patient)
    assert 'href="tel:07700900123"' in page
    assert "Your answer will be shown to Kim Keyworker" in page


@pytest.mark.parametrize("scope", [["questionnaires"], ["self_harm"], ["ratings"]])
def test_it_says_that_it_is_not_shown_unless_both_are_shared(as_patient, patient, scope):
    patient.consents.update(scope=scope)
    answer(as_patient, n9=1)
    assert "Kim Keyworker does not see this answer" in result_of(as_patient, patient)


def test_that_help_was_shown_is_noted_once_without_the_answer(as_patient, patient):
    answer(as_patient, n9=3)
    for _ in range(3):
        result_of(as_patient, patient)
    noted = AdviceShown.objects.get(patient=patient)
    assert (noted.kind, noted.codes, noted.country) == ("self_harm", ["phq9_9"], "GB")


def test_the_question_changes_its_place_from_one_time_to_the_next(as_patient, patient):
    as_patient.post(f"/journal/{today_of(patient)}/", {"self_harm_thoughts": 2})
    first = as_patient.get(f"/journal/{today_of(patient)}/saved/").content.decode()
    answer(as_patient, n9=2)
    second = result_of(as_patient, patient)
    assert first.index('id="safe-now"') > first.index("tel:116123")
    assert second.index('id="safe-now"') < second.index("tel:116123")


def test_weeks_later_the_page_of_that_day_leads_to_help_and_asks_nothing(as_patient, patient):
    response = make_response(patient, days_ago=30)
    page = result_of(as_patient, patient, day=response.day)
    assert "On that day you told us of thoughts" in page and ASKED not in page
    assert say(as_patient, patient, "no", response.day).status_code == 302
    assert kept(patient).safe_now is None and not AdviceShown.objects.exists()


def test_a_day_that_tells_of_no_harm_takes_no_such_answer(as_patient, patient):
    answer(as_patient, n9=0)
    assert say(as_patient, patient, "no").status_code == 302
    assert (kept(patient).safe_now, at_hand(patient)) == (None, NOTHING)


def test_nothing_else_is_offered_beside_it(as_patient, patient):
    answer(as_patient, n9=1)
    page = result_of(as_patient, patient)
    assert "Go on with" not in page and "Something that may help" not in page


def test_the_worry_questions_have_no_such_answer(as_patient, patient):
    answer(as_patient, "gad7", each=3)
    assert "Thank you for telling us" not in result_of(as_patient, patient, "gad7")
    assert say(as_patient, patient, "no").status_code == 404


def test_sent_twice_it_pins_nothing_twice(as_patient, patient):
    save_id = uuid4()
    answer(as_patient, save_id=save_id, n9=2)
    say(as_patient, patient, "yes")
    answer(as_patient, save_id=save_id, n9=2)
    assert at_hand(patient) == LINK
