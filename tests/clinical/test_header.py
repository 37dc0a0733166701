"""The clocks on one line: honest about what isn't known, and kind about what is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.days import Totals, in_days, totals
from clinical.episodes import header
from clinical.phases import position

TODAY = date(2026, 3, 31)


def stands(day, precision="exact"):
    return position(TODAY - timedelta(days=day), precision, TODAY)


def test_it_says_all_three():
    assert header(stands(3), Totals(41, 45, 46, 38)).sentence == (
        "Day 3 since last use · 41 days without ketamine, of the 45 you told us about · your longest run so far 38 days"
    )


@pytest.mark.parametrize(
    ("where", "told", "parts"),
    [
        (None, Totals(0, 0, 0, None), ()),
        (None, Totals(4, 5, 5, 30), ("4 days without ketamine, of the 5 you told us about",)),
        (stands(0), Totals(0, 1, 1, None), ("Day 0 since last use",)),
        (stands(9, "about"), Totals(0, 0, 0, 9), ("About day 9 since last use",)),
        (stands(1), Totals(1, 1, 1, 1), ("Day 1 since last use", "1 day without ketamine, of the 1 you told us about")),
        (stands(0), Totals(0, 0, 1, 1), ("Day 0 since last use", "your longest run so far 1 day")),
    ],
)
def test_it_leaves_out_what_is_not_known(where, told, parts):
    assert header(where, told).parts == parts


def test_the_present_run_is_not_said_twice():
    assert header(stands(38), Totals(0, 0, 40, 38)).longest == ""
    assert header(stands(37), Totals(0, 0, 40, 38)).longest == "your longest run so far 38 days"


def test_it_speaks_of_her_to_others():
    told = header(stands(3), Totals(41, 45, 46, 38), "since the day counted from", own=False)
    assert told.parts == (
        "Day 3 since the day counted from", "41 days without ketamine, of the 45 told", "longest run so far 38 days",
    )  # fmt: skip


@pytest.mark.parametrize(("number", "words"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_days_are_counted_in_plain_words(number, words):
    assert in_days(number) == words


days_ago = st.integers(0, 60).map(lambda back: TODAY - timedelta(days=back))


@given(st.dictionaries(days_ago, st.none() | st.booleans()), st.sets(days_ago), st.sets(days_ago))
def test_totals_add_up_and_a_lapse_takes_no_other_day(answers, used_on, prescribed_on):
    given_days = {"answers": answers, "prescribed_on": prescribed_on, "today": TODAY}
    before = totals(used_on=used_on, **given_days)
    said_no = {day for day, used in answers.items() if used is False}
    assert before.not_using == len(said_no - used_on - prescribed_on)
    assert before.not_using <= before.told <= len(set(answers) | used_on)
    after = totals(used_on=used_on | {TODAY}, **given_days)
    assert before.not_using - after.not_using in {0, 1}
    assert (after.longest_run or 0) >= (before.longest_run or 0) - 1
