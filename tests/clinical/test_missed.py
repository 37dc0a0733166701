"""A gap is a gap: neither today nor a paused day is missed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.missed import Pause, days_silent, is_paused, missed_days, state

TODAY = date(2026, 3, 31)
offsets = st.integers(-2, 40)


def ago(days):
    return TODAY - timedelta(days=days)


def told(written=(), pauses=(), began=30):
    days = {"written": {ago(day) for day in written}, "began": ago(began) if began is not None else None}
    return days | {"pauses": [Pause(ago(first), ago(last)) for first, last in pauses], "today": TODAY}


def missed(**given_days):
    return [(TODAY - day).days for day in missed_days(**told(**given_days))]


def test_the_last_seven_days_count_and_today_does_not():
    assert missed() == [7, 6, 5, 4, 3, 2, 1]
    assert missed(written=[1, 3, 5]) == [7, 6, 4, 2]


def test_nothing_is_missed_before_she_began_nor_on_that_day():
    assert missed(began=3) == [2, 1]
    assert missed(began=0) == missed(began=None) == []


def test_paused_days_are_not_missed():
    assert missed(pauses=[(4, 2)]) == [7, 6, 5, 1]
    assert missed(pauses=[(40, -5)]) == []


@pytest.mark.parametrize(("first", "last", "paused"), [(0, 0, True), (5, 0, True), (0, -3, True), (5, 1, False),
                                                       (-1, -3, False), (0, 1, False)])  # fmt: skip
def test_a_pause_holds_from_its_first_day_to_its_last(first, last, paused):
    assert is_paused([Pause(ago(first), ago(last))], TODAY) is paused


@pytest.mark.parametrize(
    ("given_days", "silent"),
    [
        ({"written": [0]}, 0),
        ({"written": [1]}, 0),
        ({"written": [2]}, 1),
        ({"written": [4]}, 3),  # last entry on day 6, now day 10: days 7, 8 and 9
        ({"written": [9, 4]}, 3),
        ({"written": [], "began": 4}, 3),
        ({"written": [90], "began": 4}, 3),  # an older diary she brought along
        ({"written": [-1]}, 0),  # written before she flew west
        ({"written": [], "began": None}, 0),
        ({"written": [6], "pauses": [(4, 3)]}, 3),
        ({"written": [6], "pauses": [(5, 3), (4, 2)]}, 1),
    ],
)
def test_silence_is_counted_in_whole_days(given_days, silent):
    assert days_silent(**told(**given_days)) == silent


@pytest.mark.parametrize(
    ("given_days", "greeted_as"),
    [
        ({"began": None}, "new"),
        ({"began": 0}, "new"),
        ({"began": 1}, "new"),
        ({"began": 2}, "missed"),
        ({"written": [1]}, "on_track"),
        ({"written": [0, 6]}, "on_track"),
        ({"written": [2]}, "missed"),
        ({"written": [9], "pauses": [(8, 0)]}, "paused"),
        ({"began": 0, "pauses": [(0, 0)]}, "paused"),
        ({"written": [9], "pauses": [(8, 1)]}, "on_track"),
        ({"written": [9], "pauses": [(8, 2)]}, "missed"),
    ],
)
def test_it_knows_how_to_greet_her(given_days, greeted_as):
    assert state(**told(**given_days)) == greeted_as


@given(st.sets(offsets), st.lists(st.tuples(offsets, offsets)), offsets)
def test_it_agrees_with_a_slow_and_obvious_computation(written, pauses, began):
    open_days = [day for day in range(60) if not any(last <= day <= first for first, last in pauses)]
    since = min([*written, began])
    silent = [day for day in open_days if 0 < day < since]
    days = told(written, pauses, began)
    assert days_silent(**days) == len(silent)
    week = [day for day in open_days if 1 <= day <= 7 and day < began and day not in written]
    assert [(TODAY - day).days for day in missed_days(**days)] == sorted(week, reverse=True)


@given(st.sets(offsets), st.lists(st.tuples(offsets, offsets)), offsets, offsets, offsets)
def test_a_pause_never_makes_more_days_silent(written, pauses, began, first, last):
    before, after = (told(written, each, began) for each in (pauses, [*pauses, (first, last)]))
    assert days_silent(**after) <= days_silent(**before)
    assert set(missed_days(**after)) <= set(missed_days(**before))
