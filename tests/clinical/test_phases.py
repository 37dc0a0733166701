"""The table of brief 2.2, and what must hold for any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.phases import (
    DEFAULT_PHASES,
    Phase,
    day_number,
    in_peak_window,
    phase_of,
    position,
    validate_phases,
)

LAST_USE = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("today", "number", "code", "peak"),
    [
        (date(2026, 3, 1), 0, "acute", True),
        (date(2026, 3, 4), 3, "acute", True),
        (date(2026, 3, 5), 4, "acute", False),
        (date(2026, 3, 8), 7, "acute", False),
        (date(2026, 3, 9), 8, "subacute", False),
        (date(2026, 3, 29), 28, "subacute", False),
        (date(2026, 3, 30), 29, "paws", False),
        (date(2028, 5, 9), 800, "paws", False),
    ],
)
def test_it_places_a_day_in_its_phase(today, number, code, peak):
    assert day_number(LAST_USE, today) == number
    assert phase_of(number).code == code
    assert in_peak_window(number) is peak


def test_it_refuses_a_day_before_last_use_and_says_why():
    with pytest.raises(ValueError, match="2026-03-01.*can't be in the future"):
        day_number(LAST_USE, date(2026, 2, 28))


def test_it_knows_the_position_of_an_exact_date():
    where = position(LAST_USE, "exact", date(2026, 3, 3))
    assert (where.day, where.phase.code, where.in_peak_window, where.approximate) == (2, "acute", True, False)


def test_it_calls_a_position_from_a_rough_date_rough_and_claims_no_first_72_hours():
    where = position(LAST_USE, "about", date(2026, 3, 3))
    assert (where.day, where.phase.code, where.in_peak_window, where.approximate) == (2, "acute", False, True)


@pytest.mark.parametrize("precision", ["unknown", "using"])
def test_it_gives_no_position_without_a_last_use(precision):
    assert position(None, precision, date(2026, 3, 3)) is None
    assert position(LAST_USE, precision, date(2026, 3, 3)) is None


@pytest.mark.parametrize(("hours", "peak"), [(71.5, True), (72, True), (72.5, False)])
def test_it_counts_72_hours_where_the_time_is_known(hours, peak):
    assert position(LAST_USE, "exact", date(2026, 3, 4), hours_since_use=hours).in_peak_window is peak


def test_it_stays_on_day_0_when_she_flies_over_the_date_line():
    assert position(LAST_USE, "exact", date(2026, 2, 27)).day == 0


def test_it_refuses_a_last_use_that_lies_truly_ahead():
    with pytest.raises(ValueError, match="can't be in the future"):
        position(LAST_USE, "exact", date(2026, 2, 20))


def test_it_follows_phases_that_were_edited():
    edited = (Phase("acute", "First ten days", 0, 10, 2), Phase("paws", "Later", 11))
    where = position(LAST_USE, "exact", LAST_USE + timedelta(days=9), edited)
    assert (where.phase.name, where.in_peak_window) == ("First ten days", False)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 20_000))
def test_every_day_since_last_use_has_one_number_and_one_phase(day0, number):
    assert day_number(day0, day0 + timedelta(days=number)) == number
    assert [phase.code for phase in DEFAULT_PHASES if phase.covers(number)] == [phase_of(number).code]


def test_the_phases_that_ship_fit_together():
    assert validate_phases(DEFAULT_PHASES) == []


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([], "There are no phases."),
        ([Phase("a", "A", 1)], "“A” is the first phase, so it must start on day 0."),
        ([Phase("a", "A", 0, 7), Phase("b", "B", 9)], "No phase covers days 8 to 8."),
        ([Phase("a", "A", 0, 7), Phase("b", "B", 7)], "“A” and “B” share days."),
        ([Phase("a", "A", 0, 7)], "“A” is the last phase, so it must have no last day."),
        ([Phase("a", "A", 0), Phase("b", "B", 8)], "“A” has no last day, but “B” follows it."),
        ([Phase("a", "A", 0, 7, 8), Phase("b", "B", 8)], "The hardest days of “A” end outside it."),
        ([Phase("a", "A", 0, 7), Phase("b", "B", 8, 5), Phase("c", "C", 9)], "“B” ends before it starts."),
    ],
)
def test_it_says_what_is_wrong_with_phases(rows, problem):
    assert problem in validate_phases(rows)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=6))
def test_no_problem_means_that_each_day_has_just_one_phase(limits):
    ends = [*limits[1:], None]
    rows = [Phase(str(i), str(i), start, end) for i, (start, end) in enumerate(zip(limits, ends, strict=True))]
    covered = all(sum(row.covers(day) for row in rows) == 1 for day in range(70))
    assert (validate_phases(rows) == []) == (
        covered and all(row.end_day is None or row.covers(row.end_day) for row in rows)
    )
