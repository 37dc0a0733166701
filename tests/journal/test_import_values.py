"""Cells as answers, and dates as days: the plain rules under the import."""

from datetime import date
from decimal import Decimal

import pytest

from journal.importing.dates import DMY, MDY, YMD, is_certain, read_date, ways_to_read
from journal.importing.values import READERS, BadCell
from journal.models import Symptom


def reader(scale="nrs10", low=0, high=10, turned=False, **fields):
    ranges = {"nrs10": 10, "hours": 24, "count": 20, "bool": 1, "ord4": 3}
    symptom = Symptom(scale=scale, minimum=Decimal(0), maximum=Decimal(ranges[scale]), **fields)
    return READERS[scale](symptom, low=Decimal(low), high=Decimal(high), turned=turned)


def answer(text, **fields):
    made = reader(**fields)
    return made.settle([made.read(cell) for cell in text.split("|")])


@pytest.mark.parametrize(
    ("text", "rating"), [("-3", 0), ("0", 5), ("3", 10), ("-1", 3), ("1.5", 8), ("-0.11", 5), ("−3", 0), ("+3,0", 10)]
)
def test_minus_three_to_three_becomes_zero_to_ten(text, rating):
    assert answer(text, low=-3, high=3) == rating


@pytest.mark.parametrize(("text", "rating"), [("1", 10), ("7", 0), ("4", 5), ("5.5", 3), ("3.67", 6)])
def test_a_turned_scale_runs_the_other_way(text, rating):
    assert answer(text, low=1, high=7, turned=True) == rating


@pytest.mark.parametrize(("text", "rating"), [("2.5", 3), ("2.49", 2), ("0.5", 1), ("9.5", 10)])
def test_halves_go_up(text, rating):
    assert answer(text) == rating


def test_the_mean_is_taken_before_it_is_made_whole():
    assert answer("2.4|2.4|2.9") == 3
    assert answer("1|2", low=1, high=7) == 1


@pytest.mark.parametrize(
    ("text", "hours"), [("7", 7), ("7,5", 7.5), ("7.2", 7), ("7.25", 7.5), ("7:30", 7.5), ("6|9", 7.5)]
)
def test_hours_are_kept_in_halves(text, hours):
    assert answer(text, scale="hours") == hours


@pytest.mark.parametrize(
    ("text", "said"), [("yes", True), ("No", False), ("1", True), ("FALSE", False), ("no|yes", True)]
)
def test_yes_and_no_come_in_many_words_and_one_yes_is_a_yes(text, said):
    assert answer(text, scale="bool") is said


def test_worded_steps_take_only_our_own_words_and_numbers_and_the_highest_stands():
    steps = {"scale": "ord4", "choices": ["No", "They passed quickly", "They kept coming back", "Hard"]}
    assert answer("no|they kept coming back|1", **steps) == 2
    with pytest.raises(BadCell, match="is not between 0 and 3"):
        answer("7", **steps)


@pytest.mark.parametrize(
    ("text", "fields", "why"),
    [
        ("abc", {}, "“abc” is not a number"),
        ("=1+1", {}, "“=1\\+1” is not a number"),
        ("1e5", {}, "is not a number"),
        ("٣", {}, "is not a number"),
        ("8", {"low": 1, "high": 7}, "“8” is not between 1 and 7"),
        ("-4", {"low": -3, "high": 3}, "“-4” is not between −3 and 3"),
        ("25", {"scale": "hours"}, "is not between 0 and 24"),
        ("maybe", {"scale": "bool"}, "“maybe” is not yes or no"),
        ("1.5", {"scale": "ord4"}, "is not a whole number"),
        ("x" * 100, {}, "“x{29}…” is not a number"),
    ],
)
def test_what_is_no_answer_is_said_in_words(text, fields, why):
    with pytest.raises(BadCell, match=why):
        answer(text, **fields)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2026-03-04", YMD), ("2026/3/4", YMD), ("2026-03-04T23:10:05.123Z", YMD), ("2026-03-04 07:15", YMD),
        ("04/03/2026", DMY), ("4.3.26", DMY), ("04-03-2026 11:05 PM", DMY), ("03/04/2026", MDY),
        ("3/4/26, 9:00 am", MDY),
    ],
)  # fmt: skip
def test_dates_are_read_in_the_order_she_chose(text, order):
    assert read_date(text, order) == date(2026, 3, 4)


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30", "2026-13-01", "04/03-2026", "1/2/3/4", "20260304"])
def test_what_is_no_date_is_none(text):
    assert [read_date(text, order) for order in (YMD, DMY, MDY)] == [None, None, None]


def test_two_digit_years_belong_to_the_time_the_journal_covers():
    assert [read_date(f"1/1/{year}", DMY).year for year in ("89", "90", "05")] == [2089, 1990, 2005]


@pytest.mark.parametrize(
    ("cells", "orders", "certain"),
    [
        (["2026-03-04"], [YMD], True),
        (["13/04/2026", "05/04/2026"], [DMY, MDY], True),
        (["04/13/2026", "04/05/2026"], [MDY, DMY], True),
        (["03/04/2026", "05/06/2026"], [DMY, MDY], False),
        (["13/04/2026", "04/13/2026"], [DMY, MDY], False),
        (["05/05/2026"], [DMY, MDY], True),
        (["Monday"], [], False),
    ],
)
def test_day_or_month_first_is_certain_only_when_the_dates_say_so(cells, orders, certain):
    ways = ways_to_read(cells)
    assert [way.order for way in ways] == orders
    assert is_certain(ways, cells) is certain
