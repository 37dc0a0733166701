"""Four weeks in numbers: what changed most, and how far something went."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.missed import Kept, Pause, kept
from clinical.summary import Measure, before_and_after, changes, first_day, spread, yes_days
from clinical.urges import Rated

TODAY = date(2026, 11, 26)
ratings = st.one_of(st.none(), st.integers(0, 10))


def ago(days):
    return TODAY - timedelta(days=days)


def measure(code="craving", before=(6,) * 14, now=(3,) * 14, span=10):
    """A question with its answers, the newest first in each half."""
    answers = {ago(back): value for back, value in enumerate([*now, *[None] * (14 - len(now)), *before])}
    return Measure(code, span, answers)


def largest(*measures, **options):
    return [change.code for change in changes(measures, TODAY, **options).largest]


def test_28_days_end_with_today():
    assert first_day(TODAY) == date(2026, 10, 30)
    assert (TODAY - first_day(TODAY)).days + 1 == 28


def test_the_last_fourteen_days_stand_beside_the_fourteen_before():
    [change] = changes([measure()], TODAY).largest
    assert (change.before.value, change.before.days, change.now.value, change.now.days) == (6.0, 14, 3.0, 14)
    assert (change.difference, change.direction) == (-3.0, "lower")


def test_a_day_further_back_or_still_to_come_is_not_in_it():
    answers = measure().answers | {ago(28): 10, ago(-1): 10}
    assert changes([Measure("craving", 10, answers)], TODAY) == changes([measure()], TODAY)


@pytest.mark.parametrize(("before", "now", "compared"), [(3, 14, 0), (14, 3, 0), (4, 4, 1), (0, 0, 0)])
def test_each_half_needs_four_answered_days(before, now, compared):
    assert changes([measure(before=(6,) * before, now=(3,) * now)], TODAY).compared == compared


def test_an_unanswered_day_is_never_a_zero():
    [change] = changes([measure(before=(6, None) * 7, now=(3, None) * 7)], TODAY).largest
    assert (change.before.value, change.before.days, change.now.value) == (6.0, 7, 3.0)


def test_less_than_half_a_point_is_no_change_but_was_compared():
    found = changes(
        [measure(before=(5,) * 14, now=(5,) * 8 + (6,) * 6), measure("anxiety", (5,) * 14, (5,) * 7 + (6,) * 7)], TODAY
    )
    assert ([change.code for change in found.largest], found.compared) == (["anxiety"], 2)


def test_the_largest_share_of_a_scale_comes_first_and_five_at_most():
    sleep = measure("sleep_hours", (4,) * 14, (8,) * 14, span=12)  # a third
    moves = [measure(f"moved_{by}", (0,) * 14, (by,) * 14) for by in (1, 2, 3, 5, 4)]
    assert largest(sleep, *moves) == ["moved_5", "moved_4", "sleep_hours", "moved_3", "moved_2"]


def test_as_large_a_change_keeps_the_order_of_the_catalogue():
    up, down = measure("up", (2,) * 14, (4,) * 14), measure("down", (4,) * 14, (2,) * 14)
    hours = measure("hours", (4,) * 14, (6.4,) * 14, span=12)
    assert largest(up, down, hours) == ["up", "down", "hours"]
    assert largest(hours, down, up) == ["hours", "down", "up"]


@given(st.lists(st.tuples(ratings, ratings), min_size=14, max_size=14))
def test_it_agrees_with_a_plain_computation(pairs):
    before, now = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    halves = [[value for value in half if value is not None] for half in (before, now)]
    found = changes([measure(before=before, now=now)], TODAY)
    assert found.compared == all(len(half) >= 4 for half in halves)
    for change in found.largest:
        for mean, half in zip((change.before, change.now), halves, strict=True):
            assert (abs(mean.value - sum(half) / len(half)) <= 0.0501, mean.days) == (True, len(half))
        assert abs(change.difference) >= 0.5


def test_a_spread_needs_answers_and_its_mean_four():
    assert spread({ago(1): None}) is None
    few = spread({ago(1): 3, ago(8): 6, ago(15): None})
    assert (few.lowest, few.highest, few.mean, few.days) == (3, 6, None, 2)
    assert spread({ago(back): back for back in range(4)}).mean.value == 1.5


def test_a_day_without_an_answer_is_neither_yes_nor_no():
    told = yes_days({ago(1): True, ago(2): False, ago(3): None})
    assert (told.yes, told.answered) == (1, 2)


def test_urges_have_a_mean_from_three_that_were_rated_twice():
    twice, once = Rated((), 7, 4), Rated((), 9, None)
    assert (before_and_after([twice, twice, once]).times, before_and_after([twice, twice]).before) == (2, None)
    found = before_and_after([twice, twice, Rated((), 8, 3), once])
    assert (found.times, found.before, found.after) == (3, 7.3, 3.7)


def kept_in(written=(), pauses=(), began=40):
    days = {"written": {ago(day) for day in written}, "pauses": [Pause(ago(a), ago(b)) for a, b in pauses]}
    return kept(**days, began=ago(began) if began is not None else None, first=first_day(TODAY), today=TODAY)


def test_days_are_written_missed_or_paused_and_today_is_not_over():
    assert kept_in() == Kept(0, 27, 0)
    assert kept_in(written=[0, 1, 30], pauses=[(4, 1), (40, 26)]) == Kept(2, 21, 5)


def test_days_before_she_began_count_only_when_an_older_diary_tells_of_them():
    assert kept_in(written=[3, 20], began=5) == Kept(2, 3, 0)
    assert kept_in(written=[3], began=None) == Kept(1, 0, 0)
    assert kept_in(began=0).days == 0
