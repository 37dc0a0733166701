"""When a questionnaire is due, and how soon somebody may begin on her own (brief 3.5)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.instruments.schedule import due

SIGN_UP = date(2026, 3, 1)


def day(number: int) -> date:
    """So many days after signing up."""
    return SIGN_UP + timedelta(days=number)


def at(last: int | None, today: int, asked: int | None = None):
    told = {"last": None if last is None else day(last), "asked_on": None if asked is None else day(asked)}
    return due(signed_up=SIGN_UP, today=day(today), **told)


def test_it_is_due_on_the_day_of_sign_up_and_stays_so():
    assert at(None, 0).is_due and at(None, 0).is_open
    assert at(None, 400).is_due


def test_somebody_who_answers_at_once_does_so_every_14_days_to_day_56_and_then_every_28():
    days, last = [], None
    for today in range(170):
        if at(last, today).is_due:
            days.append(today)
            last = today
    assert days == [0, 14, 28, 42, 56, 84, 112, 140, 168]


@pytest.mark.parametrize(("last", "next_one"), [(15, 29), (55, 69), (56, 84), (57, 85)])
def test_it_is_counted_from_the_last_time_and_not_from_a_calendar(last, next_one):
    assert at(last, last).due_on == day(next_one)


@given(st.integers(0, 500), st.integers(0, 60))
def test_without_being_asked_two_are_never_closer_than_14_days(last, later):
    assert not at(last, last + later).is_due or later >= 14


@pytest.mark.parametrize(("later", "is_open"), [(0, False), (6, False), (7, True), (14, True)])
def test_on_her_own_she_can_begin_after_7_days(later, is_open):
    assert at(20, 20 + later).is_open is is_open


def test_a_clinician_can_ask_for_it_sooner():
    assert at(20, 22, asked=22).is_due and at(20, 22, asked=22).is_open
    assert at(20, 23, asked=22).due_on == day(22)


def test_asked_for_on_the_day_it_was_answered_it_is_due_on_the_next():
    asked = at(20, 20, asked=20)
    assert not asked.is_due and not asked.is_open and asked.was_today
    assert at(20, 21, asked=20).is_due


def test_being_asked_late_puts_nothing_off():
    assert at(20, 34, asked=40).due_on == day(34)


def test_somebody_who_never_answered_is_only_asked_once_more():
    assert at(None, 3, asked=3).due_on == SIGN_UP
