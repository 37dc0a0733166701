"""What is due, where it is brought up, and how it is put away: offered, never a duty (brief 3.5)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Patient
from assessments.due import ask_for, to_bring_up
from assessments.models import Asked, NotNow
from clinical.instruments import GAD7, PHQ9
from journal.days import today_of
from journal.models import Pause
from tests.assessments.answering import answer
from tests.people import make_entry, make_response

LINE = "The short questions about"


def saved_page(client, patient, **ratings):
    make_entry(patient, ratings={"craving": 2} | ratings)
    return client.get(f"/journal/{today_of(patient)}/saved/").content.decode()


def joined(patient, days_ago: int):
    Patient.objects.filter(pk=patient.pk).update(created_at=timezone.now() - timedelta(days=days_ago))
    patient.refresh_from_db()


def overview(client):
    return " ".join(client.get("/assessments/").content.decode().split())


def test_after_a_check_in_a_calm_line_says_what_is_ready(as_patient, patient):
    assert "The short questions about mood and about worry are ready" in saved_page(as_patient, patient)


def test_it_names_only_what_is_due(as_patient, patient):
    make_response(patient, days_ago=3)
    page = saved_page(as_patient, patient)
    assert "The short questions about worry are ready" in page


def test_nothing_is_brought_up_when_nothing_is_due(as_patient, patient):
    make_response(patient, days_ago=3)
    make_response(patient, "gad7", days_ago=13)
    assert LINE not in saved_page(as_patient, patient)


@pytest.mark.parametrize("ratings", [{"self_harm_thoughts": 1}, {"seizure": True}, {"distress": 10}])
def test_it_never_stands_beside_help(as_patient, patient, ratings):
    assert LINE not in saved_page(as_patient, patient, **ratings)


def test_it_is_not_brought_up_beside_an_earlier_day(as_patient, patient):
    day = today_of(patient) - timedelta(days=1)
    make_entry(patient, day, ratings={"craving": 2})
    assert LINE not in as_patient.get(f"/journal/{day}/saved/").content.decode()


def test_not_now_is_one_tap_and_holds_for_a_week(as_patient, patient):
    day = today_of(patient)
    assert LINE in saved_page(as_patient, patient)
    reply = as_patient.post("/assessments/not-now/", {"day": str(day)})
    assert reply.url == f"/journal/{day}/saved/"
    page = as_patient.get(reply.url).content.decode()
    assert LINE not in page and "We won&#x27;t bring it up for a week" in page
    for days, shown in ((6, False), (7, True)):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            assert bool(to_bring_up(patient)) is shown


def test_not_now_said_twice_is_one_row_and_nonsense_leads_to_the_list(as_patient, patient):
    for day in ("2026-01-01", "nonsense"):
        reply = as_patient.post("/assessments/not-now/", {"day": day})
    assert reply.url == "/assessments/"
    assert NotNow.objects.filter(patient=patient).count() == 1
    assert as_patient.get("/assessments/not-now/").status_code == 405


def test_while_she_is_paused_nothing_is_brought_up(as_patient, patient):
    today = today_of(patient)
    Pause.objects.create(patient=patient, reason="not_now", starts_on=today, ends_on=today)
    assert LINE not in saved_page(as_patient, patient)


def test_what_is_brought_up_costs_one_query(patient, count_queries):
    assert count_queries(lambda: to_bring_up(patient)) == 1


@pytest.mark.parametrize(
    ("since", "last", "due"), [(20, 14, True), (20, 13, False), (90, 27, False), (90, 28, True), (57, 14, True)]
)
def test_every_two_weeks_and_later_every_four(patient, since, last, due):
    joined(patient, since)
    make_response(patient, days_ago=last)
    assert (PHQ9 in to_bring_up(patient)) is due


def test_the_list_says_what_is_due_and_when_the_next_one_is(as_patient, patient):
    joined(patient, 20)
    make_response(patient, days_ago=4)
    page = overview(as_patient)
    assert page.index("About worry") < page.index("About mood")  # what is due comes first
    due_on, open_from = (today_of(patient) + timedelta(days=days) for days in (10, 3))
    assert f"Next time: from {due_on:%A %-d %B}. If you want to, from {open_from:%A %-d %B}." in page


def test_a_clinician_can_ask_for_it_sooner_and_is_named(as_patient, patient, clinician):
    make_response(patient, days_ago=3)
    ask_for(patient=patient, clinician=clinician, instrument=PHQ9)
    assert PHQ9 in to_bring_up(patient)
    for page in (overview(as_patient), as_patient.get("/assessments/phq9/").content.decode()):
        assert "Kim Keyworker, Town Service asks you to answer these. You don't have to." in page
    answer(as_patient)
    assert PHQ9 not in to_bring_up(patient) and "asks you" not in overview(as_patient)


def test_asking_twice_is_asking_once_until_it_is_answered(as_patient, patient, clinician):
    for _ in range(2):
        ask_for(patient=patient, clinician=clinician, instrument=GAD7)
    assert Asked.objects.count() == 1
    answer(as_patient, "gad7")
    ask_for(patient=patient, clinician=clinician, instrument=GAD7)
    assert Asked.objects.count() == 2


def test_nobody_asks_any_more_once_sharing_has_ended(as_patient, patient, clinician):
    make_response(patient, days_ago=3)
    ask_for(patient=patient, clinician=clinician, instrument=PHQ9)
    as_patient.post(f"/privacy/end/{patient.care_links.get().pk}/")
    assert PHQ9 not in to_bring_up(patient) and "asks you" not in overview(as_patient)


def test_the_trend_is_a_sentence_and_a_small_table(as_patient, patient):
    make_response(patient, days_ago=28, scores=2)
    make_response(patient, days_ago=14, scores={"phq9_1": 1})
    make_response(patient, days_ago=0)
    page = overview(as_patient)
    assert "Lower: 9, was 18 on" in page and "That is a clear change." in page
    assert "Totals go from 0 to 27" in page and "no total" in page and "moderately severe" in page


def test_a_first_total_stands_alone(as_patient, patient):
    make_response(patient, "gad7", days_ago=9)
    assert "Your total was 7 of 21." in overview(as_patient)
    make_response(patient, days_ago=9, scores={"phq9_1": 1})
    assert "Last time something was left out, so there is no total." in overview(as_patient)


def test_older_totals_stand_behind_a_line(as_patient, patient):
    for place in range(9):
        make_response(patient, days_ago=14 * place)
    page = overview(as_patient)
    assert page.index("<table") < page.index("Earlier</summary>") < page.index("Totals go from")
    assert page.count("/assessments/phq9/20") == 9


def test_the_list_asks_the_same_however_much_was_answered(as_patient, patient, count_queries):
    few = count_queries(lambda: overview(as_patient))
    for place in range(1, 80):
        make_response(patient, days_ago=14 * place)
        make_response(patient, "gad7", days_ago=14 * place)
    assert count_queries(lambda: overview(as_patient)) == few <= 8


def test_it_is_one_tap_away_under_more(as_patient):
    assert 'href="/assessments/"' in as_patient.get("/more/").content.decode()
