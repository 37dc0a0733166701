"""What goes together: days with something beside other days, from one person's own answers. Never a cause.

Days are put side by side and counted, no more: nothing is tested, ranked by its difference, or foretold. What was not
answered takes part in nothing, and is never 0.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .trends import MINIMUM_DAYS, Mean, mean_of

# From so many answered days on there is something to put side by side: two weeks, as the founding issue asks.
MINIMUM_ANSWERED = 14
# Each side needs as many days as a mean does everywhere else (`trends`).
MINIMUM_A_SIDE = MINIMUM_DAYS
# The days looked at. Older ones are of another time in somebody's recovery, and would say more about time than about
# what goes together. A judgement.
LOOK_BACK_DAYS = 90
# A handful: more would be read as a league table. A judgement.
MOST_ROWS = 5
# A night of fewer hours is a short one. A judgement, as no source of the brief says it: brief 7.2 (`sleep_low`) flags
# fewer than 4 hours three nights running, and most nights of a hard week lie above that.
SHORT_NIGHT_UNDER_HOURS = 6
SHORT_NIGHT = "short-night"


@dataclass(frozen=True)
class Day:
    """A day as it was told: the answer that is looked at, the tags that made it harder, and the hours slept the night
    before. None: not answered."""

    date: date
    outcome: float | None
    tags: frozenset[str] = frozenset()
    hours_slept: float | None = None


@dataclass(frozen=True)
class SideBySide:
    """The answers of the days with something (a tag, or SHORT_NIGHT) and of other days, oldest first."""

    code: str
    days_with: tuple[Day, ...]
    other_days: tuple[Day, ...]

    @property
    def mean_with(self) -> Mean:
        """Of the days with it."""
        return _mean(self.days_with)

    @property
    def mean_of_others(self) -> Mean:
        """Of the other days."""
        return _mean(self.other_days)


@dataclass(frozen=True)
class Together:
    """On how many days the question was answered, and what can be put side by side: the short nights first, then the
    tags with most days."""

    answered: int
    rows: tuple[SideBySide, ...] = ()

    @property
    def is_enough(self) -> bool:
        """Whether there are days enough to put any side by side."""
        return self.answered >= MINIMUM_ANSWERED


def together(days: Iterable[Day], *, with_nights: bool = True) -> Together:
    """Put the answered days side by side. Without `with_nights` short nights are left out, for answers about sleep.

    Other days are all those without the tag: it wasn't tapped, which says nothing about why. A day whose night wasn't
    answered is on neither side of the short nights.
    """
    answered = sorted((day for day in days if day.outcome is not None), key=lambda day: day.date)
    if len(answered) < MINIMUM_ANSWERED:
        return Together(len(answered))
    rows = [_nights(answered)] if with_nights else []
    rows += [_tag(code, answered) for code in _by_days(answered)]
    enough = [row for row in rows if min(len(row.days_with), len(row.other_days)) >= MINIMUM_A_SIDE]
    return Together(len(answered), tuple(enough[:MOST_ROWS]))


def _by_days(answered: Sequence[Day]) -> list[str]:
    """The tags, those with most days first; equal ones by their codes."""
    counts = Counter(tag for day in answered for tag in day.tags)
    return sorted(counts, key=lambda tag: (-counts[tag], tag))


def _tag(code: str, answered: Sequence[Day]) -> SideBySide:
    return _split(code, [(day, code in day.tags) for day in answered])


def _nights(answered: Sequence[Day]) -> SideBySide:
    known = (day for day in answered if day.hours_slept is not None)
    return _split(SHORT_NIGHT, [(day, day.hours_slept < SHORT_NIGHT_UNDER_HOURS) for day in known])


def _split(code: str, sorted_days: Sequence[tuple[Day, bool]]) -> SideBySide:
    days_with = tuple(day for day, has in sorted_days if has)
    return SideBySide(code, days_with, tuple(day for day, has in sorted_days if not has))


def _mean(days: Sequence[Day]) -> Mean:
    return mean_of((day.outcome for day in days), minimum=1)
