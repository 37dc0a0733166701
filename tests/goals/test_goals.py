"""Small things for a week: done or not yet, never lost, hers alone, and a week that begins on her own Monday."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection

from accounts import rls
from goals.models import Goal, week_of
from plans.models import Item, Plan
from tests.people import make_goal

PAGE = "/goals/"


def text_of(client):
    return client.get(PAGE).content.decode()


def test_a_goal_is_added_for_this_week_and_is_not_yet_done(as_patient, patient):
    assert as_patient.post(PAGE, {"text": " Walk  to the park "}).url == PAGE
    goal = Goal.objects.get()
    assert (goal.text, goal.week, goal.is_done) == ("Walk to the park", week_of(patient), False)
    assert "Walk to the park" in text_of(as_patient) and "Not yet" in text_of(as_patient)


def test_one_tap_says_done_and_one_takes_it_back(as_patient, patient):
    goal = make_goal(patient)
    as_patient.post(PAGE, {"done": goal.pk})
    assert Goal.objects.get().is_done
    as_patient.post(PAGE, {"not_yet": goal.pk})
    assert not Goal.objects.get().is_done


def test_the_same_words_twice_are_one_goal_and_bring_back_what_was_put_away(as_patient, patient):
    goal = make_goal(patient)
    as_patient.post(PAGE, {"away": goal.pk})
    assert goal.text not in text_of(as_patient)
    as_patient.post(PAGE, {"text": goal.text})
    assert goal.text in text_of(as_patient) and Goal.objects.count() == 1


def test_a_week_has_an_end_and_what_was_typed_stays(as_patient, patient):
    for n in range(5):
        make_goal(patient, f"Thing {n}")
    answer = as_patient.post(PAGE, {"text": "One more"})
    assert answer.status_code == 422 and "One more" in answer.content.decode()
    assert as_patient.post(PAGE, {"text": " "}).status_code == 422


def test_what_was_left_last_week_can_be_taken_along_and_older_things_are_let_go(as_patient, patient):
    left, done, older = (make_goal(patient, text, weeks) for text, weeks in (("Left", 1), ("Done", 1), ("Older", 2)))
    done.mark(datetime.now(UTC))
    shown = text_of(as_patient)
    assert "Left" in shown and ">Done<" not in shown and "Older" not in shown
    as_patient.post(PAGE, {"along": left.pk})
    assert Goal.objects.get(pk=left.pk).week == week_of(patient)


def test_nothing_is_taken_along_into_a_full_week(as_patient, patient):
    left = make_goal(patient, "Left", 1)
    for n in range(5):
        make_goal(patient, f"Thing {n}")
    as_patient.post(PAGE, {"along": left.pk})
    assert Goal.objects.get(pk=left.pk).week == left.week


@pytest.mark.parametrize(
    ("zone", "at", "monday"),
    [
        ("Europe/London", datetime(2026, 3, 2, 3, 59, tzinfo=UTC), date(2026, 2, 23)),
        ("Europe/London", datetime(2026, 3, 2, 4, 0, tzinfo=UTC), date(2026, 3, 2)),
        ("Europe/London", datetime(2026, 3, 30, 2, 59, tzinfo=UTC), date(2026, 3, 23)),
        ("Europe/London", datetime(2026, 3, 30, 3, 0, tzinfo=UTC), date(2026, 3, 30)),
        ("Pacific/Auckland", datetime(2026, 3, 1, 15, 0, tzinfo=UTC), date(2026, 3, 2)),
    ],
)
def test_her_week_begins_at_four_on_her_own_monday(patient, zone, at, monday):
    patient.time_zone = zone
    with time_machine.travel(at):
        assert week_of(patient) == monday


@pytest.mark.parametrize("tap", ["done", "not_yet", "away", "along"])
def test_a_goal_of_somebody_else_is_not_there(as_other_patient, patient, tap):
    goal = make_goal(patient)
    assert as_other_patient.post(PAGE, {tap: goal.pk}).status_code == 404
    assert as_other_patient.post(PAGE, {tap: "x"}).status_code == 404
    assert goal.text not in text_of(as_other_patient)


def test_her_clinician_meets_no_goal(patient, clinician):
    make_goal(patient)
    with rls.acting_as(rls.CLINICIAN, clinician.pk):
        assert not Goal.objects.exists()


def test_the_database_holds_no_words(patient):
    make_goal(patient)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM goals_goal")
        assert "park" not in cursor.fetchone()[0]


def test_it_takes_the_same_number_of_queries_however_many_there_were(as_patient, patient, count_queries):
    make_goal(patient)
    few = count_queries(lambda: as_patient.get(PAGE))
    for week in range(1, 60):
        make_goal(patient, f"Thing {week}", weeks_ago=week)
    assert count_queries(lambda: as_patient.get(PAGE)) == few <= 7


def test_a_goal_of_her_plan_is_one_tap_away_until_it_is_taken(as_patient, patient, other_patient):
    for person, text in ((patient, "Swim"), (other_patient, "Theirs")):
        plan = Plan.objects.create(patient=person, kind="staying-well", revision=1)
        Item.objects.create(patient=person, plan=plan, section="goals", position=0, text=text)
    assert 'name="text" value="Swim"' in text_of(as_patient) and "Theirs" not in text_of(as_patient)
    as_patient.post(PAGE, {"text": "Swim"})
    assert "From your plan" not in text_of(as_patient) and Goal.objects.get().text == "Swim"


def test_the_page_never_says_that_anything_was_missed(as_patient, patient):
    make_goal(patient, weeks_ago=1)
    shown = text_of(as_patient).lower()
    assert not [word for word in ("fail", "missed", "overdue", "should", "late") if f" {word}" in shown]
