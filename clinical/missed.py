"""Which days she didn't write. Today isn't over, so it is never missed; nor is the day she began, or a paused one.

For a kind word after a gap, and for whoever she shares with; never for a count that is held against her (brief 8.2).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# As far back as a day can be filled in with one tap (brief 1.5).
LOOKS_BACK_DAYS = 7

NEW, ON_TRACK, MISSED, PAUSED = "new", "on_track", "missed", "paused"


@dataclass(frozen=True)
class Pause:
    """Days on which nothing is expected, both ends included. One that ends before it starts holds on no day."""

    starts_on: date
    ends_on: date

    def holds_on(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return self.starts_on <= day <= self.ends_on


def is_paused(pauses: Iterable[Pause], today: date) -> bool:
    """Whether a pause holds today."""
    return any(pause.holds_on(today) for pause in pauses)


def missed_days(
    *, written: Collection[date], pauses: Collection[Pause] = (), began: date | None, today: date
) -> tuple[date, ...]:
    """Of the seven days before today those she could have written about and didn't, oldest first. None without the
    day she `began`."""
    if began is None:
        return ()
    week = (today - timedelta(days=back) for back in range(LOOKS_BACK_DAYS, 0, -1))
    written = frozenset(written)
    return tuple(day for day in week if day > began and day not in written and not is_paused(pauses, day))


@dataclass(frozen=True)
class Kept:
    """Of a stretch of days: how many she wrote about, how many she could have and didn't, and how many she paused."""

    written: int
    missed: int
    paused: int

    @property
    def days(self) -> int:
        """All of them. Today, and the day she began, count only if she wrote."""
        return self.written + self.missed + self.paused


def kept(
    *, written: Collection[date], pauses: Collection[Pause] = (), began: date | None, first: date, today: date
) -> Kept:
    """How the days from `first` to `today` went. A day she wrote about is written, paused or not, and also when it
    lies before the day she `began`: an older diary tells of it. Other days before that are none."""
    told = {day for day in written if first <= day <= today}
    quiet = [day for day in _days_between(first, today) if began and day > began and day not in told]
    paused = sum(is_paused(pauses, day) for day in quiet)
    return Kept(len(told), len(quiet) - paused, paused)


def _days_between(first: date, end: date) -> Iterator[date]:
    """From `first` to the day before `end`."""
    return (first + timedelta(days=step) for step in range((end - first).days))


def days_silent(*, written: Collection[date], pauses: Collection[Pause] = (), began: date | None, today: date) -> int:
    """Whole days since she last wrote (or began, if she never did), paused ones not counted. 0 when she wrote today or
    yesterday, and without either day."""
    last = max(written, default=None)
    known = [day for day in (last, began) if day]
    if not known:
        return 0
    since = max(known)
    silent = (since + timedelta(days=step) for step in range(1, (today - since).days))
    return sum(not is_paused(pauses, day) for day in silent)


def state(*, written: Collection[date], pauses: Collection[Pause] = (), began: date | None, today: date) -> str:
    """How the page of today greets her. PAUSED while a pause holds, whatever else; NEW before there was a day to write
    about; MISSED from the first whole day without a word since she last wrote; else ON_TRACK."""
    if is_paused(pauses, today):
        return PAUSED
    if days_silent(written=written, pauses=pauses, began=began, today=today):
        return MISSED
    return ON_TRACK if written else NEW
