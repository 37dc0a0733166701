"""What came of a questionnaire: a total in words, next steps always, never a diagnosis (brief 3.5)."""

from datetime import timedelta

import pytest

from clinical.instruments import scoring
from journal.days import today_of
from resources.models import Resource
from tests.assessments.answering import answer, result_of
from tests.people import make_response

NEXT_STEPS = ("What you can do next", "talk", "Tell somebody you trust", "get help now")
LABELS = [(0, "minimal"), (1, "mild"), (2, "moderately severe"), (3, "severe")]


@pytest.mark.parametrize(("score", "label"), LABELS)
def test_it_gives_the_total_with_its_published_label_and_says_what_it_is_not(as_patient, patient, score, label):
    answer(as_patient, each=score)
    page = result_of(as_patient, patient)
    assert f"Your total is <b>{9 * score}</b> of 27." in page
    assert f"“{label}”. This is not a diagnosis." in " ".join(page.split())


def test_without_labels_there_is_the_total_alone(as_patient, patient, settings):
    settings.ENABLE_PHQ_GAD_BANDS = False
    answer(as_patient, each=2, n9=0)
    page = result_of(as_patient, patient)
    assert "Your total is <b>16</b> of 27. This is not a diagnosis." in page
    overview = as_patient.get("/assessments/").content.decode()
    assert not [words for words in ("moderate", "severe", "published", "talk it over with") if words in page + overview]


@pytest.mark.parametrize("each", [0, 3, None])
def test_next_steps_are_always_there(as_patient, patient, each):
    answer(as_patient, each=each, n9=0)
    page = result_of(as_patient, patient)
    assert not [words for words in NEXT_STEPS if words not in page]


@pytest.mark.parametrize(("more", "is_said"), [({"n1": 3}, False), ({"n1": 3, "n2": 2}, True)])
def test_from_ten_on_it_says_to_talk_it_over(as_patient, patient, more, is_said):
    answer(as_patient, "gad7", each=1, **more)
    assert ("talk it over with a doctor" in result_of(as_patient, patient, "gad7")) is is_said


def test_where_something_was_left_out_it_says_so_and_guesses_nothing(as_patient, patient):
    answer(as_patient, n2="skip", n5="skip", n9=0)
    page = result_of(as_patient, patient)
    assert "2 questions were left out, so there is no total" in page
    assert "Your total is" not in page


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [(2, 1, "Lower: 9, was 18 on"), (1, 2, "Higher: 18, was 9 on"), (1, 1, "The same as on")],
)
def test_it_says_what_became_of_the_last_total(as_patient, patient, before, now, told):
    make_response(patient, days_ago=14, scores=before)
    answer(as_patient, each=now)
    page = result_of(as_patient, patient)
    assert told in page
    assert ("That is a clear change" in page) is (before != now)


def test_a_small_change_is_said_to_be_small(as_patient, patient):
    make_response(patient, days_ago=14)
    answer(as_patient, n1=0, n9=0)
    assert "A change this small can be chance" in result_of(as_patient, patient)


def test_it_is_held_against_the_last_total_there_is(as_patient, patient):
    make_response(patient, days_ago=28, scores=2)
    make_response(patient, days_ago=14, scores={"phq9_1": 1})
    answer(as_patient)
    assert "Lower: 9, was 18" in result_of(as_patient, patient)


def test_each_answer_stands_there_in_the_words_that_were_chosen(as_patient, patient):
    answer(as_patient, n1=3, n2="skip", n9=0, n10=3)
    page = result_of(as_patient, patient)
    for words in ("<dd>Nearly every day</dd>", "<dd>left out</dd>", "<dd>Extremely difficult</dd>"):
        assert words in page


def test_something_of_the_directory_that_fits_may_help(as_patient, patient):
    Resource.objects.exclude(symptoms__overlap=["anxiety", "mood"]).delete()
    answer(as_patient, "gad7")
    assert "Something that may help" in result_of(as_patient, patient, "gad7")


def test_it_says_who_can_see_it(as_patient, patient):
    answer(as_patient, n9=0)
    assert "Kim Keyworker can see this" in result_of(as_patient, patient)
    patient.consents.update(scope=["ratings"])
    assert "Kim Keyworker does not see questionnaires" in result_of(as_patient, patient)
    patient.care_links.update(ended_at="2026-01-01T00:00Z")
    assert "No one from a service sees this" in result_of(as_patient, patient)


def test_the_other_one_is_offered_once_if_it_is_due(as_patient, patient):
    answer(as_patient, n9=0)
    assert "Go on with the questions about worry" in result_of(as_patient, patient)
    answer(as_patient, "gad7")
    assert "Go on with" not in result_of(as_patient, patient)


def test_an_earlier_day_can_be_read_and_not_changed(as_patient, patient):
    response = make_response(patient, days_ago=20, scores=0)
    page = result_of(as_patient, patient, day=response.day)
    assert "Change today" not in page and "Saved" not in page
    assert "Your total is <b>0</b>" in page


def test_a_day_without_answers_is_not_there(as_patient, patient):
    make_response(patient, days_ago=20)
    for day in (today_of(patient), today_of(patient) - timedelta(days=19)):
        assert as_patient.get(f"/assessments/phq9/{day}/").status_code == 404
    assert as_patient.get("/assessments/phq9/2026-02-30/").status_code == 404


def test_no_result_stands_in_a_title_or_a_message(as_patient, patient):
    reply = answer(as_patient, each=3)
    page = result_of(as_patient, patient)
    assert "<title>Your answers</title>" in page
    assert not reply.cookies.get("messages")


def test_its_queries_do_not_grow_with_what_she_answered(as_patient, patient, count_queries):
    answer(as_patient, each=3)
    result_of(as_patient, patient)
    few = count_queries(lambda: result_of(as_patient, patient))
    for place in range(1, 40):
        make_response(patient, days_ago=14 * place)
    assert count_queries(lambda: result_of(as_patient, patient)) == few <= 15


def test_the_cut_off_is_the_one_of_the_instrument(patient):
    response = make_response(patient, scores={f"phq9_{n}": 2 if n < 6 else 0 for n in range(1, 10)})
    assert scoring.is_positive(response.definition, response.total) and response.total == 10
