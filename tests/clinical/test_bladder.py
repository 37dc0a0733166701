"""Signs of the last days, and bladder trouble that is still there four weeks after stopping (brief 2.4, 4.5, 7.2)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.bladder import ASKED, Told, signs, still_there, tells_of_trouble

TODAY = date(2026, 3, 29)  # the day of the change to summer time
PAIN = {"urinary_pain": 3}


def back(days):
    return TODAY - timedelta(days=days)


def diary(ratings_by_days_ago):
    return {back(days): ratings for days, ratings in ratings_by_days_ago.items()}


def found(ratings_by_days_ago, last_use=40, precision="exact"):
    return still_there(diary(ratings_by_days_ago), back(last_use), precision, TODAY)


def test_pain_on_two_days_of_the_last_two_weeks_is_still_there():
    trouble = found({8: PAIN, 1: {"urinary_pain": 4, "urinary_frequency": 11, "nocturia": 3}})
    assert (trouble.last_use, trouble.days) == (back(40), 2)
    assert trouble.told == (
        Told("urinary_frequency", 1, 11.0),
        Told("nocturia", 1, 3.0),
        Told("urinary_pain", 2, 3.5),
    )


@pytest.mark.parametrize(
    ("days", "is_told"),
    [
        ({1: PAIN}, False),
        ({1: PAIN, 14: PAIN}, False),
        ({1: PAIN, 13: PAIN}, True),
        ({0: PAIN, 1: {"urinary_pain": 0}}, False),
    ],
)
def test_it_takes_two_days_with_trouble_within_fourteen(days, is_told):
    assert bool(found(days)) == is_told


@pytest.mark.parametrize(("last_use", "is_told"), [(26, False), (27, False), (28, True), (29, True), (4000, True)])
def test_the_later_of_them_lies_four_weeks_after_last_use(last_use, is_told):
    assert bool(found({0: PAIN, 7: PAIN}, last_use)) == is_told


def test_trouble_of_the_first_four_weeks_that_is_over_is_not_still_there():
    assert found({3: PAIN, 4: PAIN, 0: {"urinary_pain": 0}}, last_use=30) is None


@pytest.mark.parametrize(
    ("precision", "is_told"), [("exact", True), ("about", True), ("unknown", False), ("using", False)]
)
def test_it_needs_a_date_of_last_use(precision, is_told):
    assert bool(found({0: PAIN, 7: PAIN}, precision=precision)) == is_told
    assert still_there(diary({0: PAIN, 7: PAIN}), None, precision, TODAY) is None


@pytest.mark.parametrize(
    ("ratings", "is_trouble"),
    [
        ({"urinary_pain": 1}, True), ({"urinary_urgency": 0.3}, True), ({"nocturia": 2}, True),
        ({"nocturia": 1}, False), ({"urine_leak": True}, True), ({"blood_in_urine": True}, True),
        ({"urinary_frequency": 30}, False), ({"urinary_pain": 0, "urine_leak": False}, False), ({}, False),
        ({"urinary_pain": None, "nocturia": None}, False), ({"urinary_pain": True}, False),
        ({"urinary_pain": "9"}, False), ({"urinary_pain": float("nan")}, False),
    ],
)  # fmt: skip
def test_what_counts_as_trouble(ratings, is_trouble):
    assert tells_of_trouble(ratings) == is_trouble


def test_a_skipped_answer_takes_no_part_in_a_mean():
    trouble = found({1: PAIN | {"nocturia": None}, 2: PAIN | {"nocturia": 4}, 3: {"nocturia": 0}})
    assert Told("nocturia", 2, 2.0) in trouble.told


def test_signs_of_four_weeks_are_told_with_their_last_day():
    trouble = found({1: PAIN, 2: PAIN, 20: {"blood_in_urine": True}, 28: {"cannot_urinate": True}})
    assert trouble.signs == (("blood_in_urine", back(20)),)
    assert trouble.codes == ("urinary_pain", "blood_in_urine")


def test_a_sign_stays_in_sight_for_seven_days_and_its_last_day_counts():
    days = {7: {"cannot_urinate": True}, 6: {"blood_in_urine": True}, 2: {"blood_in_urine": True}}
    assert signs(diary(days), TODAY) == {"blood_in_urine": back(2)}
    assert signs(diary({6: {"cannot_urinate": True}}), TODAY) == {"cannot_urinate": back(6)}


@pytest.mark.parametrize("answer", [False, None, 1, "yes"])
def test_only_a_plain_yes_is_a_sign(answer):
    assert signs(diary({0: {"blood_in_urine": answer}}), TODAY) == {}


numbers = st.none() | st.integers(0, 3)
a_day = st.fixed_dictionaries(
    {},
    optional={
        code: st.none() | st.booleans() if code.endswith(("urine", "urinate", "leak")) else numbers for code in ASKED
    },
)


@given(st.dictionaries(st.integers(0, 40), a_day, max_size=20), st.integers(0, 60))
def test_it_agrees_with_a_slow_look_at_every_day(days, last_use):
    troubled = []
    for ago in range(13, -1, -1):
        said = days.get(ago, {})
        hurts = [code for code in ("urinary_pain", "urinary_urgency") if said.get(code) not in (None, 0)]
        wakes = said.get("nocturia") is not None and said["nocturia"] >= 2
        yes = [code for code in ("blood_in_urine", "cannot_urinate", "urine_leak") if said.get(code)]
        troubled += [ago] if hurts or wakes or yes else []
    expected = len(troubled) >= 2 and last_use - troubled[-1] >= 28
    trouble = found(days, last_use)
    assert (trouble is not None) == expected
    assert trouble is None or trouble.days == len(troubled)
