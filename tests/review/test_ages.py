"""How old something is, in one way of saying it."""

from datetime import timedelta

import pytest

from review import ages


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "under 1 h"), (59, "under 1 h"), (60, "1 h"), (72 * 60, "72 h"), (73 * 60, "73 h (3 d)")],
)
def test_an_age_is_told_in_hours_and_past_three_days_in_days_too(minutes, words):
    assert ages.told(timedelta(minutes=minutes)) == words
