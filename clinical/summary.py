"""What four weeks come to, for the next appointment: what changed most, how far something ranged, how often it was a
yes. Numbers and the days behind them; never a verdict, and a day that wasn't answered is never 0.

The last fourteen days stand beside the fourteen before them. That uses every day of the four weeks, so that one hard
day moves little; the first week beside the last would leave half of what she wrote out. A judgement: the brief asks for
28 days (section 3.1 knows them from treatment outcome reports) and names no rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from .trends import (
    FORTNIGHT_DAYS,
    HIGHER,
    LOWER,
    MINIMUM_DAYS,
    NOTICEABLE,
    Answers,
    Mean,
    days_to,
    mean_of,
    one_decimal,
)
from .urges import MINIMUM_USES, Rated

HALF_DAYS = FORTNIGHT_DAYS
SUMMARY_DAYS = 2 * HALF_DAYS
MOST_CHANGES = 5
# Sizes are compared as shares of a scale. Hours of sleep could be 24, but no fourteen nights are; a chart of them ends
# at twelve. A judgement, like `trends.NOTICEABLE`.
HOURS_SPAN = 12


@dataclass(frozen=True)
class Measure:
    """One question with its answers by day. `span` is how far its scale goes, in its own unit."""

    code: str
    span: float
    answers: Answers


@dataclass(frozen=True)
class Change:
    """One question's last fourteen days beside the fourteen before."""

    code: str
    before: Mean
    now: Mean

    @property
    def difference(self) -> float:
        """Of the numbers as they are shown, so that they and it never disagree."""
        return round(self.now.value - self.before.value, 1)

    @property
    def direction(self) -> str:
        """LOWER or HIGHER."""
        return HIGHER if self.difference > 0 else LOWER


@dataclass(frozen=True)
class Changes:
    """The largest changes, largest first, and of how many questions that could be compared."""

    largest: tuple[Change, ...]
    compared: int


@dataclass(frozen=True)
class Spread:
    """How far the answers of some days went. `mean` is None for fewer than MINIMUM_DAYS of them."""

    lowest: float
    highest: float
    mean: Mean | None
    days: int


@dataclass(frozen=True)
class YesDays:
    """On how many of the answered days it was a yes."""

    yes: int
    answered: int


@dataclass(frozen=True)
class BeforeAndAfter:
    """How many urges were rated before and after, and both means to one decimal; None for fewer than MINIMUM_USES."""

    times: int
    before: float | None = None
    after: float | None = None


def first_day(today: date) -> date:
    """The first of the 28 days that end with `today`."""
    return today - timedelta(days=SUMMARY_DAYS - 1)


def changes(measures: Iterable[Measure], today: date, most: int = MOST_CHANGES) -> Changes:
    """What changed by half a point (half an hour, half a time a day) or more, the largest share of its scale first; the
    earlier of `measures` first where two are as large. Each fourteen days need MINIMUM_DAYS answers: a question asked
    once a week has too few, and is told by its `spread`."""
    compared = [(measure, change) for measure in measures if (change := _change(measure, today))]
    moved = [pair for pair in compared if abs(pair[1].difference) >= NOTICEABLE]
    moved.sort(key=lambda pair: -round(abs(pair[1].difference) / pair[0].span, 9))
    return Changes(tuple(change for _, change in moved[:most]), len(compared))


def _change(measure: Measure, today: date) -> Change | None:
    now = _half(measure.answers, today)
    before = _half(measure.answers, today - timedelta(days=HALF_DAYS))
    return Change(measure.code, before, now) if before and now else None


def _half(answers: Answers, last_day: date) -> Mean | None:
    return mean_of(answers.get(day) for day in days_to(last_day, HALF_DAYS))


def spread(answers: Answers) -> Spread | None:
    """From the lowest to the highest answer; None without any."""
    answered = [float(value) for value in answers.values() if value is not None]
    if not answered:
        return None
    return Spread(min(answered), max(answered), mean_of(answered, MINIMUM_DAYS), len(answered))


def yes_days(answers: Mapping[date, bool | None]) -> YesDays:
    """How often it was a yes. A day without an answer is neither a yes nor a no."""
    answered = [answer for answer in answers.values() if answer is not None]
    return YesDays(sum(answered), len(answered))


def before_and_after(urges: Iterable[Rated]) -> BeforeAndAfter:
    """What became of the urges that were rated twice. The others say nothing of how they ended."""
    both = [urge for urge in urges if urge.before is not None and urge.after is not None]
    if len(both) < MINIMUM_USES:
        return BeforeAndAfter(len(both))
    before, after = (sum(each) / len(both) for each in zip(*((u.before, u.after) for u in both), strict=True))
    return BeforeAndAfter(len(both), one_decimal(before), one_decimal(after))
