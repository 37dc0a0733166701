"""Which days are offered to look at, and what comes first."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clinical.phases import DEFAULT_PHASES, position
from timeline.ranges import available, choose

TODAY = date(2026, 11, 22)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def offered(days_ago, day0=None):
    written = sorted(ago(days) for days in days_ago)
    return available(written=written, day0=day0, today=TODAY, phases=DEFAULT_PHASES)


def test_it_begins_with_last_use_and_shows_where_the_next_phase_begins():
    first = offered(range(4), day0=ago(3))[0]
    assert (first.code, first.first, first.last) == ("since", ago(3), ago(3) + timedelta(days=14))


def test_it_ends_a_little_after_today_in_the_last_phase():
    first = offered(range(100), day0=ago(100))[0]
    assert TODAY < first.last <= TODAY + timedelta(days=10)


def test_a_lapse_does_not_wipe_the_weeks_before_it():
    first = offered(range(60), day0=ago(2))[0]
    assert (first.first, first.label) == (ago(27), "Around last use")


def test_a_diary_begun_long_after_last_use_begins_the_picture():
    assert offered(range(20), day0=ago(800))[0].first == ago(19)


def test_without_day_0_it_begins_with_four_weeks():
    codes = [choice.code for choice in offered(range(60))]
    assert codes == ["28", "all"]


def test_a_range_that_adds_nothing_is_not_offered():
    assert [choice.code for choice in offered(range(10), day0=ago(9))] == ["since"]
    assert [choice.code for choice in offered(range(40), day0=ago(39))] == ["since", "28"]


def test_an_older_diary_is_looked_at_on_its_own_and_comes_first_when_it_is_all_there_is():
    choices = offered(range(5000, 5100), day0=ago(33))
    assert [choice.code for choice in choices] == ["2012-12", "since"]
    assert (choices[0].first, choices[0].last) == (ago(5099), ago(5000))


def test_an_older_diary_stands_beside_the_present_one():
    choices = offered([*range(30), *range(5000, 5100)], day0=ago(29))
    assert [choice.code for choice in choices] == ["since", "28", "2012-12", "all"]


def test_a_diary_that_ended_long_ago_ends_the_picture():
    first = offered(range(400, 440), day0=ago(440))[0]
    assert (first.first, first.last) == (ago(440), ago(400))


def test_an_unknown_range_gives_the_default():
    choices = offered(range(60))
    assert choose("nonsense", choices) == choices[0]
    assert choose("all", choices).code == "all"


@given(st.sets(st.integers(0, 1500), max_size=40), st.none() | st.integers(0, 1500))
def test_every_written_day_can_be_seen_and_the_default_shows_some(days_ago, last_use):
    choices = offered(days_ago, None if last_use is None else ago(last_use))
    seen = {days for days in days_ago for choice in choices if choice.first <= ago(days) <= choice.last}
    assert seen == days_ago
    assert not days_ago or any(choices[0].first <= ago(days) <= choices[0].last for days in days_ago)
    assert all(choice.first <= choice.last for choice in choices)


def phase_of(day: int):
    return position(ago(day), "exact", TODAY)


def ranges_on(day: int, days_ago) -> dict:
    written = sorted(ago(days) for days in days_ago)
    phases = {"phases": DEFAULT_PHASES, "position": phase_of(day)}
    return {choice.code: choice for choice in available(written=written, day0=ago(day), today=TODAY, **phases)}


def test_this_phase_is_all_its_days_also_those_to_come():
    found = ranges_on(12, range(13))["phase"]
    assert (found.first, found.last) == (ago(4), ago(12) + timedelta(days=28))


def test_a_phase_without_an_end_goes_to_where_the_picture_ends():
    found = ranges_on(60, range(61))
    assert found["phase"].first == ago(31) and found["phase"].last == found["since"].last


def test_90_and_180_days_are_offered_to_whoever_wrote_for_longer():
    assert {"90", "180"}.isdisjoint(ranges_on(89, range(90)))
    assert "90" in ranges_on(100, range(101)) and "180" not in ranges_on(100, range(101))
    assert ranges_on(200, range(201))["180"].first == ago(179)
