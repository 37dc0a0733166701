"""Is it getting better? Means over seven days, and this week beside the week before; two weeks beside two for what is
asked once a week. Never a verdict or a forecast.

A day that wasn't answered is a gap: it takes no part in a mean, and it is never 0.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

WINDOW_DAYS = 7
# A mean of fewer days jumps about too much to show. The rule that compares a day with the week before it asks for four
# answers too (brief 7.2, `personal_rise`); a judgement, not a trial result.
MINIMUM_DAYS = 4
# Means closer than this are "about the same": half a point, or the half hour in which sleep is asked (brief 1.1).
# A judgement. It says only what is worth a word, not what matters clinically.
NOTICEABLE = 0.5

# Bladder and cramps are asked once a week (brief 1.5), so two weeks stand beside the two before: two answers in each
# are all there can be. They are whole points and trips, and few, so less than a whole one is "about the same".
# Judgements, as above.
FORTNIGHT_DAYS = 14
MINIMUM_WEEKLY = 2
NOTICEABLE_WEEKLY = 1.0

LOWER, SAME, HIGHER = "lower", "same", "higher"

Answers = Mapping[date, float | None]


@dataclass(frozen=True)
class Mean:
    """A mean to one decimal, and of how many answered days."""

    value: float
    days: int


@dataclass(frozen=True)
class Comparison:
    """This week beside the week before, or two weeks beside two. `direction` is None when one side has too few
    answers; the counts still hold."""

    direction: str | None
    now: Mean | None
    before: Mean | None
    days_now: int
    days_before: int


def number_of(answer: object) -> float | None:
    """An answer as the number it is; None for a yes, a word or nothing."""
    is_number = isinstance(answer, (int, float)) and not isinstance(answer, bool) and math.isfinite(answer)
    return answer if is_number else None


def one_decimal(value: float) -> float:
    """`value` as it is shown: one decimal, halves rounded up (2.25 → 2.3)."""
    return math.floor(float(value) * 10 + 0.5) / 10


class Shown(dict):
    """`one_decimal` of numbers, each worked out once: a long diary holds the same few again and again."""

    def __missing__(self, value: float) -> float:
        self[value] = shown = one_decimal(value)
        return shown


def mean_of(values: Iterable[float | None], minimum: int = MINIMUM_DAYS) -> Mean | None:
    """The mean of what was answered, or None for fewer than `minimum` answers."""
    answered = [float(value) for value in values if value is not None]
    if len(answered) < max(minimum, 1):
        return None
    return Mean(one_decimal(sum(answered) / len(answered)), len(answered))


def week_to(last_day: date) -> tuple[date, ...]:
    """The seven days that end with `last_day`, oldest first."""
    return days_to(last_day, WINDOW_DAYS)


@lru_cache(maxsize=64)
def days_to(last_day: date, length: int) -> tuple[date, ...]:
    """The `length` days that end with `last_day`, oldest first."""
    return tuple(last_day - timedelta(days=back) for back in range(length - 1, -1, -1))


def running_means(answers: Answers) -> dict[date, float]:
    """The seven-day mean on each answered day that has enough answers behind it, oldest first. Other days have none."""
    answered = sorted((day, value) for day, value in answers.items() if value is not None)
    days, values = [day.toordinal() for day, _ in answered], [value for _, value in answered]
    means, shown, first = {}, Shown(), 0
    for last, (day, _) in enumerate(answered, start=1):
        while days[last - 1] - days[first] >= WINDOW_DAYS:
            first += 1
        if last - first >= MINIMUM_DAYS:
            means[day] = shown[sum(values[first:last]) / (last - first)]
    return means


def week_against_week(answers: Answers, today: date) -> Comparison:
    """The seven days to `today` beside the seven before them."""
    return _compared(answers, today, WINDOW_DAYS, MINIMUM_DAYS, NOTICEABLE)


def fortnight_against_fortnight(answers: Answers, today: date) -> Comparison:
    """The fourteen days to `today` beside the fourteen before them, for what is asked once a week."""
    return _compared(answers, today, FORTNIGHT_DAYS, MINIMUM_WEEKLY, NOTICEABLE_WEEKLY)


def _compared(answers: Answers, today: date, length: int, minimum: int, noticeable: float) -> Comparison:
    lately = [answers.get(day) for day in days_to(today, length)]
    earlier = [answers.get(day) for day in days_to(today - timedelta(days=length), length)]
    now, before = mean_of(lately, minimum), mean_of(earlier, minimum)
    return Comparison(_direction(now, before, noticeable), now, before, _answered(lately), _answered(earlier))


def _answered(values: Iterable[float | None]) -> int:
    return sum(value is not None for value in values)


def _direction(now: Mean | None, before: Mean | None, noticeable: float) -> str | None:
    if now is None or before is None:
        return None
    change = round(now.value - before.value, 1)  # of the numbers shown, so that words and numbers never disagree
    if abs(change) < noticeable:
        return SAME
    return HIGHER if change > 0 else LOWER
