"""Days beside other days: counted right, from answers alone."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clinical.together import MOST_ROWS, SHORT_NIGHT, Day, together
from clinical.trends import one_decimal

FIRST = date(2026, 3, 1)


def days(*told):
    """A day for each (answer, tags, hours slept)."""
    return [
        Day(FIRST + timedelta(days=number), outcome, frozenset(tags), slept)
        for number, (outcome, tags, slept) in enumerate(told)
    ]


def row(found, code):
    return next((each for each in found.rows if each.code == code), None)


def test_days_with_a_tag_stand_beside_all_other_days():
    found = together(days(*[(6, ["argument"], 8)] * 6, *[(4, [], 8)] * 15))
    beside = row(found, "argument")
    assert (beside.mean_with.value, beside.mean_with.days) == (6, 6)
    assert (beside.mean_of_others.value, beside.mean_of_others.days) == (4, 15)


def test_it_takes_fourteen_days_with_an_answer():
    told = [(6, ["argument"], 5)] * 6 + [(4, [], 8)] * 7
    assert not together(days(*told)).is_enough and together(days(*told)).rows == ()
    assert together(days(*told, (None, ["argument"], 5))).answered == 13
    assert together(days(*told, (0, [], 8))).rows


def test_it_takes_four_days_on_each_side():
    three_with = together(days(*[(6, ["argument"], None)] * 3, *[(4, [], None)] * 20))
    three_without = together(days(*[(6, ["argument"], None)] * 20, *[(4, [], None)] * 3))
    assert three_with.is_enough and three_with.rows == three_without.rows == ()
    assert together(days(*[(6, ["argument"], None)] * 4, *[(4, [], None)] * 20)).rows


def test_an_unanswered_day_is_on_no_side_and_never_a_zero():
    told = [(6, ["argument"], 8)] * 4 + [(None, ["argument"], 8), (4, [], 8), (None, [], 8)] * 10
    beside = row(together(days(*told)), "argument")
    assert (len(beside.days_with), len(beside.other_days), beside.mean_with.value) == (4, 10, 6)


def test_a_night_under_six_hours_is_short_and_an_unanswered_night_is_on_no_side():
    beside = row(together(days(*[(7, [], 5.5)] * 5, *[(3, [], 6)] * 9, *[(9, [], None)] * 4)), SHORT_NIGHT)
    assert (beside.mean_with.days, beside.mean_with.value) == (5, 7)
    assert (beside.mean_of_others.days, beside.mean_of_others.value) == (9, 3)


def test_no_sleep_at_all_is_a_short_night():
    assert len(row(together(days(*[(7, [], 0)] * 4, *[(3, [], 8)] * 10)), SHORT_NIGHT).days_with) == 4


def test_answers_about_sleep_are_not_put_beside_nights():
    told = days(*[(7, ["argument"], 5)] * 5, *[(3, [], 8)] * 9)
    assert [each.code for each in together(told, with_nights=False).rows] == ["argument"]


def test_the_nights_come_first_then_the_tags_with_most_days_and_a_handful_at_most():
    tags = [f"tag{number}" for number in range(9)]
    told = [(5, tags[day // 4 :], 5 if day % 2 else 8) for day in range(36)]
    codes = [each.code for each in together(days(*told)).rows]
    assert codes == [SHORT_NIGHT, "tag7", "tag6", "tag5", "tag4"]
    assert len(codes) == MOST_ROWS


some_days = st.lists(
    st.tuples(st.none() | st.integers(0, 10), st.sets(st.sampled_from("abc")), st.none() | st.integers(0, 10)),
    max_size=40,
)


@given(some_days)
def test_it_agrees_with_a_slow_count_of_each_side(told):
    answered = [each for each in told if each[0] is not None]
    expected = {}
    for code in "abc":
        expected[code] = [[value for value, tags, _ in answered if (code in tags) is has] for has in (True, False)]
    nights = [each for each in answered if each[2] is not None]
    expected[SHORT_NIGHT] = [[value for value, _, slept in nights if (slept < 6) is short] for short in (True, False)]
    enough = {code for code, sides in expected.items() if len(answered) >= 14 and min(map(len, sides)) >= 4}
    found = together(days(*told))
    assert {each.code for each in found.rows} == enough
    for each in found.rows:
        means = [one_decimal(sum(side) / len(side)) for side in expected[each.code]]
        assert [each.mean_with.value, each.mean_of_others.value] == means
        assert [each.mean_with.days, each.mean_of_others.days] == list(map(len, expected[each.code]))


@given(some_days, st.randoms())
def test_the_order_in_which_days_come_changes_nothing(told, dice):
    in_order = days(*told)
    mixed = dice.sample(in_order, len(in_order))
    assert together(mixed) == together(in_order)
