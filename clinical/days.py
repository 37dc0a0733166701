"""The clocks that stand side by side, so that a lapse takes nothing away (brief 2.3, 8.2).

A day counts as one not using only when she said so: silence isn't an answer, neither a good nor a bad one. So the
second clock speaks of the days she told us about, and not of all the days that went by.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True)
class Totals:
    """`not_using` of the `told` days she told us about; `on_the_way` since she began, today included (0 before that);
    `longest_run` in days, None as long as no day of use is known."""

    not_using: int
    told: int
    on_the_way: int
    longest_run: int | None


def totals(
    *,
    answers: Mapping[date, bool | None],
    used_on: Collection[date],
    prescribed_on: Collection[date] = (),
    starts: Collection[date] = (),
    began: date | None = None,
    today: date,
) -> Totals:
    """Count the days up to `today`.

    `answers` holds each day with an entry: used (True), not used (False) or not answered (None). `used_on` are days
    of use she reported otherwise; they outweigh a "no". `starts` are dates of last use; they end runs but aren't
    counted, as she may never have written about them. Days with nothing but a prescribed dose count as neither.
    `began` is the first day of her way.
    """
    said_yes = {day for day, used in answers.items() if used}
    said_no = {day for day, used in answers.items() if used is False}
    used = (said_yes - set(prescribed_on)) | set(used_on)
    not_using = said_no - used - set(prescribed_on)
    return Totals(
        not_using=len(not_using),
        told=len(not_using) + len(used),
        on_the_way=max((today - began).days + 1, 1) if began else 0,
        longest_run=longest_run([*used, *starts], today),
    )


def longest_run(used_on: Iterable[date], today: date) -> int | None:
    """The highest number of days since last use she has reached, today's among them. None without any day of use."""
    days = sorted({day for day in used_on if day <= today})
    if not days:
        return None
    between = [(after - before).days - 1 for before, after in pairwise(days)]
    return max([*between, (today - days[-1]).days])


def in_days(number: int) -> str:
    """`1 day`, `3 days`."""
    return f"{number} day" if number == 1 else f"{number} days"
