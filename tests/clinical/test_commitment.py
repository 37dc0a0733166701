"""By when a flag is to be seen: brief 7.1."""

from datetime import date, timedelta

import pytest

from clinical.commitment import due_on, seen_in_time
from clinical.flags.rules import ATTENTION, INFO, URGENT

MONDAY = date(2026, 11, 23)
FRIDAY, SATURDAY, SUNDAY, NEXT_MONDAY = (MONDAY + timedelta(days=days) for days in (4, 5, 6, 7))


@pytest.mark.parametrize(
    ("severity", "raised", "due"),
    [
        (URGENT, MONDAY, MONDAY),
        (URGENT, FRIDAY, FRIDAY),
        (URGENT, SATURDAY, NEXT_MONDAY),
        (URGENT, SUNDAY, NEXT_MONDAY),
        (ATTENTION, MONDAY, MONDAY + timedelta(days=1)),
        (ATTENTION, FRIDAY, NEXT_MONDAY),
        (ATTENTION, SATURDAY, NEXT_MONDAY),
        (ATTENTION, SUNDAY, NEXT_MONDAY),
        (INFO, MONDAY, None),
    ],
)
def test_it_is_due_on_a_weekday(severity, raised, due):
    assert due_on(severity, raised) == due


def test_what_is_seen_on_its_day_is_in_time_and_later_is_not():
    assert seen_in_time(URGENT, FRIDAY, FRIDAY, NEXT_MONDAY) is True
    assert seen_in_time(URGENT, FRIDAY, SATURDAY, NEXT_MONDAY) is False
    assert seen_in_time(ATTENTION, FRIDAY, NEXT_MONDAY, NEXT_MONDAY) is True


def test_what_nobody_saw_is_open_until_its_day_is_over():
    assert seen_in_time(ATTENTION, FRIDAY, None, NEXT_MONDAY) is None
    assert seen_in_time(ATTENTION, FRIDAY, None, NEXT_MONDAY + timedelta(days=1)) is False


def test_nothing_is_promised_for_what_is_only_information():
    assert seen_in_time(INFO, MONDAY, None, NEXT_MONDAY) is None
