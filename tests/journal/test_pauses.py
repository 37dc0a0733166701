"""Pausing: why, from when and until when; and coming back."""

from datetime import timedelta

import pytest

from clinical.missed import missed_days
from journal.days import today_of
from journal.models import Entry, Pause
from journal.pauses import current_pause, first_silent_day
from tests.people import make_entry

PAGE, BACK = "/journal/pause/", "/journal/pause/back/"


@pytest.fixture
def today(patient):
    """Her day."""
    return today_of(patient)


@pytest.fixture
def ago(today):
    """The day so many days before hers."""
    return lambda days: today - timedelta(days=days)


@pytest.fixture
def paused(patient, ago):
    """In hospital since the day before yesterday, for ten more days."""
    return Pause.objects.create(patient=patient, reason="hospital", starts_on=ago(2), ends_on=ago(-10))


def send(client, **answers):
    return client.post(PAGE, {"reason": "no_phone", "since": "today", "until": "7"} | answers)


def said(client):
    return client.get(PAGE).content.decode()


@pytest.mark.parametrize(("until", "days"), [("7", 7), ("14", 14), ("30", 30)])
def test_three_taps_make_a_pause(as_patient, patient, ago, until, days):
    assert send(as_patient, until=until).url == PAGE
    made = Pause.objects.get()
    assert (made.reason, made.starts_on, made.ends_on, made.patient) == ("no_phone", ago(0), ago(-days), patient)
    assert f"{made.ends_on:%A %-d %B}" in said(as_patient)


def test_it_may_begin_when_it_went_quiet(as_patient, patient, ago):
    make_entry(patient, ago(9))
    assert f"{ago(8):%A %-d %B}, when it went quiet" in said(as_patient)
    send(as_patient, since="silent")
    assert Pause.objects.get().starts_on == ago(8)


@pytest.mark.parametrize(
    ("written", "silent"), [([], None), ([0], None), ([1], None), ([2], 1), ([31], 30), ([32], None)]
)
def test_it_knows_since_when_it_is_quiet(patient, today, ago, written, silent):
    for days in written:
        make_entry(patient, ago(days))
    assert first_silent_day(patient, today) == (ago(silent) if silent else None)


def test_a_day_she_wrote_about_further_east_is_no_gap(patient, today, ago):
    make_entry(patient, ago(3))
    make_entry(patient, ago(-1))
    assert first_silent_day(patient, today) == ago(2)


def test_after_a_pause_it_is_quiet_from_its_end_on(patient, today, ago):
    make_entry(patient, ago(20))
    Pause.objects.create(patient=patient, reason="hospital", starts_on=ago(15), ends_on=ago(5))
    assert first_silent_day(patient, today) == ago(4)


@pytest.mark.parametrize(("first", "last", "problem"), [
    (30, -180, ""), (0, 0, ""), (9, 3, ""), (31, -7, "can begin today"), (-1, -7, "can begin today"),
    (0, -181, "at most"), (3, 4, "before the first day"), ("", 0, "put in the day"), (3, "", "put in the day"),
    ("soon", 0, "Enter a valid date"),
])  # fmt: skip
def test_any_recent_day_and_any_end_within_half_a_year_will_do(as_patient, ago, first, last, problem):
    days = [ago(day).isoformat() if isinstance(day, int) else day for day in (first, last)]
    answer = send(as_patient, since="other", starts_on=days[0], until="other", ends_on=days[1])
    assert answer.status_code == (422 if problem else 302)
    assert problem in answer.content.decode()
    assert Pause.objects.count() == (not problem)


def test_what_was_typed_stays_when_something_is_missing(as_patient, ago):
    day = ago(3).isoformat()
    page = send(as_patient, reason="", since="other", starts_on=day).content.decode()
    assert "Please choose one of these." in page
    assert f'value="{day}"' in page


def test_a_date_under_another_choice_counts_for_nothing(as_patient, ago):
    send(as_patient, starts_on=ago(5).isoformat(), ends_on="nonsense")
    assert (Pause.objects.get().starts_on, Pause.objects.get().ends_on) == (ago(0), ago(-7))


def test_the_same_form_sent_twice_is_one_pause(as_patient, ago):
    past = {"since": "other", "starts_on": ago(9).isoformat(), "until": "other", "ends_on": ago(3).isoformat()}
    for answers in (past, past, {}, {}):
        assert send(as_patient, **answers).status_code == 302
    assert list(Pause.objects.values_list("starts_on", "ends_on")) == [(ago(0), ago(-7)), (ago(9), ago(3))]


def test_days_that_are_paused_already_are_named(as_patient, patient, ago):
    Pause.objects.create(patient=patient, reason="hospital", starts_on=ago(9), ends_on=ago(3))
    answer = send(as_patient, since="other", starts_on=ago(5).isoformat())
    assert answer.status_code == 422
    assert f"from {ago(9):%A %-d %B} to {ago(3):%A %-d %B}" in answer.content.decode()
    assert Pause.objects.count() == 1


def test_the_pause_that_holds_is_shown_with_a_way_back(as_patient, paused):
    page = said(as_patient)
    assert f"You are paused until {paused.ends_on:%A %-d %B}" in page
    assert "I'm back" in page
    assert 'name="since"' not in page


def test_its_reason_and_its_end_can_be_changed(as_patient, paused, ago):
    assert as_patient.post(PAGE, {"reason": "not_now", "ends_on": ago(-20).isoformat()}).url == PAGE
    paused.refresh_from_db()
    assert (paused.reason, paused.starts_on, paused.ends_on) == ("not_now", ago(2), ago(-20))


def test_it_can_be_said_to_have_ended_some_days_ago(as_patient, patient, paused, today, ago):
    as_patient.post(PAGE, {"reason": "hospital", "ends_on": ago(1).isoformat()})
    paused.refresh_from_db()
    assert (paused.ends_on, current_pause(patient, today)) == (ago(1), None)


@pytest.mark.parametrize(
    ("days", "problem"), [(3, "before the first day"), (-181, "at most"), (None, "put in the day")]
)
def test_a_changed_end_is_looked_at_as_well(as_patient, paused, ago, days, problem):
    ends_on = ago(days).isoformat() if days is not None else ""
    answer = as_patient.post(PAGE, {"reason": "not_now", "ends_on": ends_on})
    assert answer.status_code == 422
    assert problem in answer.content.decode()


def test_coming_back_ends_it_with_yesterday(as_patient, patient, paused, today, ago):
    answer = as_patient.post(BACK, follow=True)
    assert answer.redirect_chain[0][0] == "/journal/today/"
    assert "Good to see you" in answer.content.decode()
    paused.refresh_from_db()
    assert (paused.ends_on, paused.ended_at is None) == (ago(1), False)
    assert current_pause(patient, today) is None


def test_coming_back_on_the_first_day_leaves_no_paused_day(as_patient, patient, ago):
    send(as_patient)
    as_patient.post(BACK)
    as_patient.post(BACK)
    assert list(Pause.objects.values_list("starts_on", "ends_on")) == [(ago(0), ago(1))]
    assert "Earlier pauses" not in said(as_patient)
    assert send(as_patient).status_code == 302


def test_a_pause_that_was_taken_back_at_once_is_in_nobodys_way(as_patient, ago):
    send(as_patient)
    as_patient.post(BACK)
    assert send(as_patient, since="other", starts_on=ago(2).isoformat()).status_code == 302


def test_coming_back_is_a_decision_not_a_link(as_patient, paused):
    assert as_patient.get(BACK).status_code == 405


def test_writing_is_welcome_and_ends_nothing(as_patient, patient, paused, today, ago):
    assert as_patient.post(f"/journal/{today}/", {"craving": "3"}).status_code == 302
    assert Entry.objects.filter(patient=patient).count() == 1
    assert current_pause(patient, today) == paused
    assert "pause" not in as_patient.get(f"/journal/{today}/saved/").content.decode().lower()


def test_earlier_pauses_are_kept_and_shown(as_patient, patient, ago):
    Pause.objects.create(patient=patient, reason="hospital", starts_on=ago(40), ends_on=ago(35))
    send(as_patient)
    page = said(as_patient)
    assert "Earlier pauses" in page
    assert f"{ago(40):%-d %B %Y} to {ago(35):%-d %B %Y}" in page


def test_paused_days_are_no_missed_days(patient, paused, today, ago):
    pauses = [each.rule for each in patient.pauses.all()]
    assert missed_days(written=[], pauses=pauses, began=ago(5), today=today) == (ago(4), ago(3))


def test_nobody_sees_or_ends_the_pause_of_another(as_other_patient, paused, ago):
    assert "You are paused" not in said(as_other_patient)
    as_other_patient.post(BACK)
    paused.refresh_from_db()
    assert paused.ends_on == ago(-10)


@pytest.mark.parametrize("page", [PAGE, BACK])
def test_staff_find_nothing_and_visitors_log_in(page, client, paused, as_clinician, as_stranger, as_administrator):
    assert client.post(page).url.startswith("/accounts/login/")
    for staff in (as_clinician, as_stranger, as_administrator):
        assert (staff.get(page).status_code, staff.post(page).status_code) == (404, 404)


def test_its_queries_do_not_grow_with_pauses(as_patient, patient, ago, count_queries):
    def fill(first, last):
        for number in range(first, last):
            day = ago(300 - 2 * number)
            Pause.objects.create(patient=patient, reason="not_now", starts_on=day, ends_on=day)

    fill(0, 2)
    few = count_queries(lambda: as_patient.get(PAGE))
    fill(2, 60)
    assert count_queries(lambda: as_patient.get(PAGE)) <= few <= 8
