"""What use does to the day count, and what it is called."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.episodes import EXPLAINED, LAPSE, NAMES, NOT_KNOWN, RETURN, Use, counted_from, kind_of_return

STOPPED = date(2026, 3, 1)
days = st.integers(0, 40)
uses = st.lists(st.builds(Use, days.map(lambda number: on(number)), st.booleans(), st.none() | st.booleans(),
                          st.booleans()))  # fmt: skip


def on(number: int) -> date:
    return STOPPED + timedelta(days=number)


def kind(*used, day, today):
    return kind_of_return([on(each) for each in used], on(day), on(today))


def test_the_count_goes_from_the_date_she_stated():
    assert counted_from(STOPPED, "exact", []) == STOPPED
    assert counted_from(STOPPED, "about", []) == STOPPED


@pytest.mark.parametrize("precision", ["unknown", "using"])
def test_whoever_has_no_day_count_gets_none_by_using(precision):
    assert counted_from(None, precision, [Use(on(3))]) is None
    assert counted_from(STOPPED, precision, [Use(on(3))]) is None


@pytest.mark.parametrize(
    ("use", "number"),
    [
        (Use(on(3)), 3),
        (Use(on(3), restarts=True), 3),
        (Use(on(3), restarts=False), 0),
        (Use(on(3), prescribed=True), 0),
        (Use(on(3), prescribed=True, restarts=True), 3),
        (Use(on(3), prescribed=True, restarts=False), 0),
        (Use(on(3), taken_back=True), 0),
        (Use(on(3), restarts=True, taken_back=True), 0),
        (Use(on(-3)), 0),
    ],
)
def test_it_goes_on_from_use_as_she_says(use, number):
    assert counted_from(STOPPED, "exact", [use]) == on(number)


def test_a_report_taken_back_gives_the_count_back_to_the_one_before():
    told = [Use(on(3), taken_back=True), Use(on(5)), Use(on(9), taken_back=True)]
    assert counted_from(STOPPED, "exact", told) == on(5)


@given(uses, st.randoms())
def test_it_is_the_latest_date_in_whatever_order_things_were_told(told, random):
    start = counted_from(STOPPED, "exact", told)
    assert start == STOPPED or any(use.date == start and use.moves_the_count for use in told)
    assert not any(use.date > start and use.moves_the_count for use in told)
    random.shuffle(told)
    assert counted_from(STOPPED, "exact", told) == start


@given(uses, st.builds(Use, days.map(lambda number: on(number))))
def test_use_told_and_taken_back_leaves_the_count_as_it_was(told, use):
    back = Use(use.date, taken_back=True)
    assert counted_from(STOPPED, "about", [*told, back]) == counted_from(STOPPED, "about", told)


@pytest.mark.parametrize(
    ("used", "day", "today", "called"),
    [
        ([10], 10, 10, NOT_KNOWN),
        ([10], 10, 17, NOT_KNOWN),  # the seventh day isn't over
        ([10], 10, 18, LAPSE),
        ([10, 17], 10, 30, NOT_KNOWN),
        ([10, 18], 10, 30, LAPSE),
        ([10, 17], 17, 30, NOT_KNOWN),
        ([10, 11], 11, 40, NOT_KNOWN),
        ([10, 12, 16], 10, 16, RETURN),
        ([10, 12, 16], 12, 16, RETURN),
        ([10, 12, 16], 16, 40, RETURN),
        ([10, 12, 17], 12, 40, NOT_KNOWN),
        ([10, 11, 12, 30], 30, 40, LAPSE),
    ],
)
def test_it_knows_a_lapse_from_a_return(used, day, today, called):
    assert kind(*used, day=day, today=today) == called


def test_the_day_itself_need_not_be_among_the_known_ones():
    assert kind(10, 11, day=12, today=12) == RETURN


def test_use_that_lies_ahead_changes_no_name():
    assert kind(10, 12, 13, day=10, today=11) == NOT_KNOWN


@given(st.sets(days, min_size=1), days)
def test_it_agrees_with_a_slow_and_obvious_computation(used, wait):
    day, today = min(used), max(used) + wait
    full_days_around = {day + step for step in range(-7, 8)} - {day}
    in_a_week = any(len(used & set(range(first, first + 7))) >= 3 for first in range(day - 6, day + 1))
    lapse = not used & full_days_around and today >= day + 8
    assert kind(*used, day=day, today=today) == (RETURN if in_a_week else LAPSE if lapse else NOT_KNOWN)


@given(st.sets(days, min_size=1), days)
def test_a_name_once_given_stays_while_days_go_by(used, wait):
    for day in used:
        named = kind(*used, day=day, today=max(used))
        assert named == NOT_KNOWN or kind(*used, day=day, today=max(used) + wait) == named


def test_each_kind_has_words():
    assert set(NAMES) == set(EXPLAINED) == {LAPSE, RETURN, NOT_KNOWN}
