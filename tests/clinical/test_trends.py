"""Means of what was answered, and of nothing else."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.trends import (
    fortnight_against_fortnight,
    mean_of,
    one_decimal,
    running_means,
    week_against_week,
    week_to,
)

TODAY = date(2026, 3, 14)
answers_of_two_weeks = st.lists(st.none() | st.integers(0, 10), min_size=14, max_size=14)


def days_to_today(*values):
    return {TODAY - timedelta(days=back): value for back, value in enumerate(reversed(values))}


def test_an_unanswered_day_is_not_a_zero():
    assert mean_of([8, None, 8, None, 8, 8, None]).value == 8
    assert mean_of([8, None, 8, None, 8, 8, None]).days == 4


def test_three_answers_make_no_mean():
    assert mean_of([8, 8, 8, None, None, None, None]) is None


def test_zero_is_an_answer():
    assert mean_of([0, 0, 0, 0]).value == 0


@pytest.mark.parametrize(("value", "shown"), [(2.25, 2.3), (2.24, 2.2), (6.85, 6.9), (7, 7.0), (0.04, 0.0)])
def test_it_rounds_halves_up_to_one_decimal(value, shown):
    assert one_decimal(value) == shown


def test_the_line_has_no_point_on_a_day_that_was_not_answered():
    means = running_means(days_to_today(4, 4, 4, 4, None, 4))
    assert sorted(means) == [TODAY - timedelta(days=2), TODAY]


def test_the_line_looks_back_seven_days_and_no_further():
    means = running_means(days_to_today(10, 0, 0, 0, 0, 0, 0, 0))
    assert means[TODAY] == 0
    assert means[TODAY - timedelta(days=1)] == one_decimal(10 / 7)


@pytest.mark.parametrize(
    ("before", "now", "direction"),
    [(4.0, 3.1, "lower"), (2.6, 2.4, "same"), (3.0, 3.5, "higher"), (3.0, 3.4, "same"), (3.5, 3.0, "lower")],
)
def test_it_compares_this_week_with_the_week_before(before, now, direction):
    week = week_against_week(days_to_today(*[before] * 7, *[now] * 7), TODAY)
    assert (week.direction, week.before.value, week.now.value) == (direction, before, now)
    assert (week.days_before, week.days_now) == (7, 7)


def test_it_compares_nothing_with_too_few_days_and_says_how_many_there_are():
    week = week_against_week(days_to_today(*[5] * 7, 1, None, 2, None, 3, None, None), TODAY)
    assert (week.direction, week.now, week.days_now, week.days_before) == (None, None, 3, 7)


@given(answers_of_two_weeks)
def test_it_agrees_with_a_slow_and_obvious_computation(values):
    answers = days_to_today(*values)
    for day, mean in running_means(answers).items():
        window = [answers[each] for each in week_to(day) if answers.get(each) is not None]
        assert len(window) >= 4
        assert abs(mean - sum(window) / len(window)) <= 0.0501
    assert all(answers[day] is not None for day in running_means(answers))


def test_two_weeks_beside_two_take_two_answers_in_each():
    once_a_week = days_to_today(*[None] * 6, 6, *[None] * 6, 4, *[None] * 6, 3, *[None] * 6, 2)
    of_two = fortnight_against_fortnight(once_a_week, TODAY)
    assert (of_two.direction, of_two.before.value, of_two.now.value) == ("lower", 5, 2.5)
    assert (of_two.days_before, of_two.days_now) == (2, 2)


def test_one_answer_in_two_weeks_is_too_few_and_is_counted():
    of_two = fortnight_against_fortnight(days_to_today(*[3] * 14, *[None] * 13, 9), TODAY)
    assert (of_two.direction, of_two.now, of_two.days_now, of_two.days_before) == (None, None, 1, 14)


@pytest.mark.parametrize(("now", "direction"), [(4.1, "same"), (4.0, "lower"), (6.0, "higher"), (5.9, "same")])
def test_over_two_weeks_less_than_a_whole_point_is_about_the_same(now, direction):
    of_two = fortnight_against_fortnight(days_to_today(*[5] * 14, *[now] * 14), TODAY)
    assert of_two.direction == direction


@given(answers_of_two_weeks, answers_of_two_weeks)
def test_two_weeks_beside_two_agree_with_a_count_by_hand(before, now):
    of_two = fortnight_against_fortnight(days_to_today(*before, *now), TODAY)
    told = [[value for value in side if value is not None] for side in (before, now)]
    assert [of_two.days_before, of_two.days_now] == [len(side) for side in told]
    means = [one_decimal(sum(side) / len(side)) if len(side) >= 2 else None for side in told]
    assert [mean and mean.value for mean in (of_two.before, of_two.now)] == means
    assert (of_two.direction is None) == (None in means)
