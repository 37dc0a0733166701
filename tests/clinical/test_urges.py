"""When something is offered against an urge, and what has helped before: her own numbers and nothing more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.urges import MINIMUM_USES, Rated, Worked, high_distress, in_words, offers_tools, what_worked

strengths = st.none() | st.integers(0, 10)
urges = st.lists(
    st.builds(Rated, st.lists(st.sampled_from("abc")).map(tuple), strengths, strengths, st.none() | st.integers(0, 90))
)


def walked(before=8, after=4, minutes=20):
    return Rated(("walk",), before, after, minutes)


@pytest.mark.parametrize(("craving", "offered"), [(4, False), (5, True), (10, True), (None, False), (True, False)])
def test_an_urge_of_five_or_more_brings_up_tools(craving, offered):
    assert offers_tools({"craving": craving}) is offered


def test_an_unasked_craving_brings_up_nothing():
    assert offers_tools({}) is False


@pytest.mark.parametrize(
    ("ratings", "hard"),
    [
        ({"distress": 9}, True),
        ({"distress": 8}, False),
        ({"craving": 9, "control_confidence": 2}, True),
        ({"craving": 8, "control_confidence": 2}, False),
        ({"craving": 9, "control_confidence": 3}, False),
        ({"craving": 10, "control_confidence": None}, False),
        ({"craving": 10}, False),
        ({"craving": 10, "control_confidence": False}, False),
        ({"craving": 9, "control_confidence": 0, "self_harm_thoughts": 0}, True),
        ({"distress": 10, "self_harm_thoughts": 1}, False),
        ({"distress": 10, "self_harm_thoughts": None}, True),
        ({}, False),
    ],
)
def test_a_very_hard_day_brings_up_people(ratings, hard):
    assert high_distress(ratings) is hard


def test_it_takes_three_rated_uses_to_show_a_number():
    assert what_worked([walked()] * 2) == ()
    assert what_worked([walked()] * 3) == (Worked("walk", 3, 8.0, 4.0, 20),)


def test_an_urge_without_both_ratings_says_nothing():
    assert what_worked([walked()] * 2 + [walked(after=None), walked(before=None)]) == ()


def test_zero_is_a_rating():
    assert what_worked([walked(after=0)] * 3)[0].after == 0


def test_minutes_are_shown_when_enough_uses_have_them():
    assert what_worked([walked()] * 2 + [walked(minutes=None)])[0].minutes is None
    assert what_worked([walked()] * 2 + [walked(minutes=21), walked(minutes=None)])[0].minutes == 20


def test_the_most_used_stands_first_not_the_one_that_went_best():
    best = [Rated(("rest",), 9, 0)] * 3
    assert [each.code for each in what_worked([*best, *[walked(8, 8)] * 4])] == ["walk", "rest"]
    assert [each.code for each in what_worked([*[walked()] * 3, *best])] == ["rest", "walk"]


def test_an_urge_counts_once_for_each_thing_she_did():
    found = what_worked([Rated(("walk", "music", "walk"), 6, 3)] * 3)
    assert [(each.code, each.uses) for each in found] == [("music", 3), ("walk", 3)]


@pytest.mark.parametrize(
    ("worked", "words"),
    [
        (Worked("w", 5, 7.2, 3.8, 20), "Walk: 5 times. From 7.2 to 3.8 on average, after about 20 minutes."),
        (Worked("w", 3, 5.0, 5.0, 1), "Walk: 3 times. From 5.0 to 5.0 on average, after about 1 minute."),
        (Worked("w", 3, 4.0, 6.3, 0), "Walk: 3 times. From 4.0 to 6.3 on average, within a minute."),
        (Worked("w", 3, 7.0, 3.0, None), "Walk: 3 times. From 7.0 to 3.0 on average."),
    ],
)
def test_it_says_her_own_numbers_whichever_way_they_go(worked, words):
    assert in_words("Walk", worked) == words


@given(urges)
def test_it_agrees_with_a_slow_and_obvious_computation(told):
    found = {each.code: each for each in what_worked(told)}
    for code in "abc":
        mine = [u for u in told if code in u.strategies and None not in (u.before, u.after)]
        assert (code in found) == (len(mine) >= MINIMUM_USES)
        if code in found:
            assert found[code].uses == len(mine)
            assert abs(found[code].before - sum(u.before for u in mine) / len(mine)) <= 0.0501
            assert abs(found[code].after - sum(u.after for u in mine) / len(mine)) <= 0.0501
