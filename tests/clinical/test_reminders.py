"""A reminder is kind: once, at its time, never at night, and soon quiet when nobody answers."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.reminders import Decision, due, first_chance, ignored_in_a_row, is_quiet

TODAY = date(2026, 3, 31)
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def ago(*days):
    return {TODAY - timedelta(days=day) for day in days}


def decide(now=(20, 0), *, sent=(), written=(), at=time(20), quiet=(time(22), time(8)), paused=False):
    moment = datetime.combine(TODAY + timedelta(days=now[0] < 4), time(*now))
    asked = {"at": at, "quiet_from": quiet[0], "quiet_until": quiet[1], "paused": paused, "today": TODAY}
    return due(moment, sent_on=ago(*sent), written=ago(*written), **asked)


@pytest.mark.parametrize(
    ("asked", "decision"),
    [
        ({}, Decision.DUE),
        ({"now": (19, 59)}, Decision.EARLY),
        ({"now": (21, 59)}, Decision.DUE),
        ({"now": (22, 0)}, Decision.QUIET),
        ({"now": (1, 0)}, Decision.QUIET),
        ({"now": (1, 0), "quiet": (None, None)}, Decision.DUE),
        ({"now": (5, 0), "quiet": (None, None)}, Decision.EARLY),
        ({"written": [0]}, Decision.WRITTEN),
        ({"written": [1]}, Decision.DUE),
        ({"sent": [0]}, Decision.SENT),
        ({"sent": [-1]}, Decision.SENT),
        ({"sent": [1, 2]}, Decision.DUE),
        ({"sent": [1, 2, 3]}, Decision.IGNORED),
        ({"sent": [1, 2, 3], "written": [1]}, Decision.DUE),
        ({"paused": True}, Decision.PAUSED),
    ],
)
def test_it_goes_out_when_it_is_welcome(asked, decision):
    assert decide(**asked) == decision


@pytest.mark.parametrize(
    ("sent", "written", "ignored"),
    [
        ([], [], 0),
        ([3, 2, 1], [], 3),
        ([9, 5, 1], [], 3),
        ([4, 3, 2, 1], [3], 2),
        ([3, 2, 1], [1], 0),
        ([5, 4, 1], [3], 1),  # she wrote on a day without a reminder in between
        ([2, 1, 0], [], 2),  # today's may still be answered
        ([2, 1], [-1], 2),
    ],
)
def test_writing_begins_the_row_again(sent, written, ignored):
    assert ignored_in_a_row(ago(*sent), ago(*written), TODAY) == ignored


@pytest.mark.parametrize(
    ("moment", "quiet_from", "quiet_until", "quiet"),
    [
        (time(22), time(22), time(8), True),
        (time(21, 59), time(22), time(8), False),
        (time(0), time(22), time(8), True),
        (time(7, 59), time(22), time(8), True),
        (time(8), time(22), time(8), False),
        (time(13), time(13), time(15), True),
        (time(15), time(13), time(15), False),
        (time(12), time(12), time(12), False),
        (time(12), None, time(15), False),
        (time(12), time(11), None, False),
    ],
)
def test_quiet_hours_may_run_over_midnight(moment, quiet_from, quiet_until, quiet):
    assert is_quiet(moment, quiet_from, quiet_until) is quiet


@pytest.mark.parametrize(
    ("at", "quiet", "chance"),
    [
        (time(20), (time(22), time(8)), time(20)),
        (time(5), (time(22), time(8)), time(8)),
        (time(23), (time(22), time(8)), None),
        (time(23), (time(22), time(2)), time(2)),
        (time(1), (None, None), time(1)),
    ],
)
def test_it_tells_when_a_reminder_could_first_go_out(at, quiet, chance):
    assert first_chance(at, *quiet) == chance


@given(times, times, times, times)
def test_a_chance_is_told_just_when_there_is_one(now, at, quiet_from, quiet_until):
    decision = decide((now.hour, now.minute), at=at, quiet=(quiet_from, quiet_until))
    chance = first_chance(at, quiet_from, quiet_until)
    assert decision != Decision.DUE or chance is not None
    assert chance is None or decide((chance.hour, chance.minute), at=at, quiet=(quiet_from, quiet_until)) == "due"


@given(st.sets(st.integers(1, 40)), st.sets(st.integers(1, 40)))
def test_no_fourth_goes_out_unanswered(sent, written):
    answered = min(written, default=99)
    ignored = [day for day in sent if day < answered]
    assert (decide(sent=sent, written=written) == Decision.IGNORED) == (len(ignored) >= 3)
