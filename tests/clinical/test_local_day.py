"""A day is hers: local, from 04:00, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.phases import local_day

LONDON = ZoneInfo("Europe/London")
OFFSETS = ["Etc/GMT-14", "Pacific/Tongatapu", "Etc/GMT+11", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns"]


def at(zone: ZoneInfo, *when: int, fold: int = 0) -> datetime:
    return datetime(*when, tzinfo=zone, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(("hour", "minute", "day"), [(3, 59, 9), (4, 0, 10), (23, 59, 10), (0, 30, 9)])
def test_her_day_begins_at_four(hour, minute, day):
    assert local_day(at(LONDON, 2026, 6, 10, hour, minute), LONDON) == date(2026, 6, day)


@pytest.mark.parametrize("night", [(2026, 3, 29), (2026, 10, 25)])
def test_the_nights_on_which_clocks_change_begin_no_day_early_or_late(night):
    day = date(*night)
    assert local_day(at(LONDON, *night, 3, 59), LONDON) == day - timedelta(days=1)
    assert local_day(at(LONDON, *night, 4, 0), LONDON) == day
    assert local_day(at(LONDON, *night, 23, 0), LONDON) == day


def test_the_hour_that_comes_twice_belongs_to_the_day_before_both_times():
    twice = [local_day(at(LONDON, 2026, 10, 25, 1, 30, fold=fold), LONDON) for fold in (0, 1)]
    assert twice == [date(2026, 10, 24)] * 2


@pytest.mark.parametrize("name", OFFSETS)
def test_it_holds_at_every_distance_from_greenwich(name):
    zone = ZoneInfo(name)
    assert local_day(at(zone, 2026, 6, 10, 3, 59), zone) == date(2026, 6, 9)
    assert local_day(at(zone, 2026, 6, 10, 4, 0), zone) == date(2026, 6, 10)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="needs a time zone"):
        local_day(datetime(2026, 6, 10, 12), LONDON)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", *OFFSETS]),
)
def test_days_never_run_backwards_and_last_about_a_day(instant, name):
    zone = ZoneInfo(name)
    today, next_hour = (local_day(instant + timedelta(hours=hours), zone) for hours in (0, 1))
    assert today <= next_hour
    assert local_day(instant + timedelta(hours=26), zone) > today
