"""The marks under the chart."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from timeline.ticks import MOST_TICKS, by_date, by_day_number

DAY0 = date(2026, 10, 20)


def texts(ticks):
    return [tick.text for tick in ticks]


def test_day_numbers_meet_day_0():
    assert texts(by_day_number(DAY0, DAY0 + timedelta(days=35), DAY0)) == ["day 0", "7", "14", "21", "28", "35"]


def test_days_before_day_0_have_a_minus_sign():
    ticks = by_day_number(DAY0 - timedelta(days=26), DAY0 + timedelta(days=14), DAY0)
    assert texts(ticks) == ["−21", "−14", "−7", "day 0", "7", "14"]


def test_four_weeks_are_marked_by_dates_that_end_today():
    assert texts(by_date(date(2026, 10, 26), date(2026, 11, 22))) == ["1 Nov", "8 Nov", "15 Nov", "22 Nov"]


def test_months_say_their_year_once():
    ticks = by_date(date(2012, 8, 13), date(2013, 4, 8))
    assert [(tick.text, tick.below) for tick in ticks][:1] == [("Sep", "2012")]
    assert [tick.below for tick in ticks if tick.below] == ["2012", "2013"]


@given(st.dates(date(1990, 1, 1), date(2026, 1, 1)), st.integers(0, 13_000), st.integers(-400, 400))
def test_there_are_never_too_many_and_none_lies_outside(first, length, shift):
    last = first + timedelta(days=length)
    for ticks in (by_date(first, last), by_day_number(first, last, first + timedelta(days=shift))):
        assert len(ticks) <= MOST_TICKS + 1
        assert all(first <= tick.day <= last for tick in ticks)
