"""Whether a reminder goes out now. Once a day at most, never on a day she wrote or paused, never in quiet hours, and
no more after three that nobody answered (brief 8.2)."""

from collections.abc import Collection
from datetime import date, datetime, time
from enum import StrEnum

from .phases import DAY_STARTS_AT_HOUR

# Reminders stop after so many in a row that were ignored (brief 8.2, rule 6).
STOP_AFTER_IGNORED = 3

HOURS, MINUTES = 24, 60


class Decision(StrEnum):
    """Whether one is due, or why not."""

    DUE = "due"
    PAUSED = "she paused"
    WRITTEN = "she wrote today"
    SENT = "one went out today"
    IGNORED = "three in a row were ignored"
    EARLY = "it isn't time yet"
    QUIET = "these are quiet hours"


def due(
    now_local: datetime,
    *,
    at: time,
    quiet_from: time | None,
    quiet_until: time | None,
    sent_on: Collection[date],
    written: Collection[date],
    paused: bool,
    today: date,
) -> Decision:
    """Decide for somebody on whose wall it is `now_local`, within her day `today` (from 04:00).

    `sent_on` are the days on which reminders went out since she last turned them on; `written` the days with an
    entry, as far back as `sent_on` goes. A reminder missed at its time goes out later in the same day.
    """
    if paused:
        return Decision.PAUSED
    if today in written:
        return Decision.WRITTEN
    if any(day >= today for day in sent_on):
        return Decision.SENT
    if ignored_in_a_row(sent_on, written, today) >= STOP_AFTER_IGNORED:
        return Decision.IGNORED
    if _minute_of_her_day(now_local.time()) < _minute_of_her_day(at):
        return Decision.EARLY
    return Decision.QUIET if is_quiet(now_local.time(), quiet_from, quiet_until) else Decision.DUE


def ignored_in_a_row(sent_on: Collection[date], written: Collection[date], today: date) -> int:
    """How many of the newest reminders went by since a day she wrote about. Today's, if any, may still be answered."""
    last = max((day for day in written if day <= today), default=date.min)
    return sum(last < day < today for day in set(sent_on))


def is_quiet(moment: time, quiet_from: time | None, quiet_until: time | None) -> bool:
    """Whether `moment` lies in the quiet hours; their first minute does, their last doesn't. They may run over
    midnight. There are none without both ends, or when both are the same."""
    if quiet_from is None or quiet_until is None:
        return False
    if quiet_from <= quiet_until:
        return quiet_from <= moment < quiet_until
    return moment >= quiet_from or moment < quiet_until


def first_chance(at: time, quiet_from: time | None, quiet_until: time | None) -> time | None:
    """The first minute of her day, from `at` on, at which a reminder may go out. None: her quiet hours last until the
    next day begins, so it never could."""
    start, whole_day = _minute_of_her_day(at), HOURS * MINUTES
    for minute in range(start, whole_day):
        moment = _from_minute(minute)
        if not is_quiet(moment, quiet_from, quiet_until):
            return moment
    return None


def _minute_of_her_day(moment: time) -> int:
    """Minutes since her day began: 01:00 comes after 23:00."""
    return (moment.hour - DAY_STARTS_AT_HOUR) % HOURS * MINUTES + moment.minute


def _from_minute(minute: int) -> time:
    hour, rest = divmod(minute, MINUTES)
    return time((hour + DAY_STARTS_AT_HOUR) % HOURS, rest)
