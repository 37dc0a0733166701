"""When a plan should be looked at again (brief 4.4, 6.1)."""

from datetime import date, timedelta

import pytest

from clinical.plan_reviews import next_review, review_after_writing

MADE = date(2026, 3, 1)


def days_until_next(is_safety_plan, age):
    today = MADE + timedelta(days=age)
    return (next_review(is_safety_plan=is_safety_plan, made_on=MADE, today=today) - today).days


@pytest.mark.parametrize("age", [0, 59, 60, 400])
def test_a_safety_plan_is_looked_at_after_30_days(age):
    assert days_until_next(True, age) == 30


@pytest.mark.parametrize(("age", "days"), [(0, 14), (59, 14), (60, 30), (400, 30)])
def test_a_staying_well_plan_after_14_days_in_the_first_two_months_then_30(age, days):
    assert days_until_next(False, age) == days


@pytest.mark.parametrize(("due_in", "expected"), [(None, 30), (-3, 30), (0, 30), (1, 1), (90, 90)])
def test_writing_leaves_a_day_to_come_and_moves_one_that_has(due_in, expected):
    due = None if due_in is None else MADE + timedelta(days=due_in)
    told = review_after_writing(is_safety_plan=True, made_on=MADE, due=due, today=MADE)
    assert (told - MADE).days == expected
