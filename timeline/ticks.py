"""The marks under the chart: days since last use, or dates."""

from collections.abc import Iterator
from datetime import date, timedelta

from .shapes import Tick

# Steps to choose from: days and whole weeks; then months, for dates.
DAY_STEPS = (1, 7, 14, 28, 56, 84, 168, 364, 728, 1820)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60)
MOST_TICKS = 8
DAYS_A_MONTH = 30.4
WEEKS_UP_TO_DAYS = 56


def by_day_number(first: date, last: date, day0: date) -> tuple[Tick, ...]:
    """Day numbers at even steps that meet day 0; days before it have a minus sign."""
    length = (last - first).days
    step = next((step for step in DAY_STEPS if length / step <= MOST_TICKS), DAY_STEPS[-1])
    lowest = -(-(first - day0).days // step) * step
    numbers = range(lowest, (last - day0).days + 1, step)
    return tuple(Tick(day0 + timedelta(days=number), _day_text(number)) for number in numbers)


def _day_text(number: int) -> str:
    return "day 0" if number == 0 else str(number).replace("-", "−")


def by_date(first: date, last: date) -> tuple[Tick, ...]:
    """Dates: days of some weeks, or months with their years below."""
    length = (last - first).days
    if length <= WEEKS_UP_TO_DAYS:
        step = next(step for step in DAY_STEPS if length / step <= MOST_TICKS - 2)
        days = [last - timedelta(days=back) for back in range(0, length + 1, step)]
        return tuple(Tick(day, f"{day.day} {day:%b}") for day in reversed(days))
    step = next((step for step in MONTH_STEPS if length / DAYS_A_MONTH / step <= MOST_TICKS), MONTH_STEPS[-1])
    months = list(_month_starts(first, last, step))
    if step >= 12:
        return tuple(Tick(day, str(day.year)) for day in months)
    return tuple(
        Tick(day, f"{day:%b}", str(day.year) if day == months[0] or day.month <= step else "") for day in months
    )


def _month_starts(first: date, last: date, step: int) -> Iterator[date]:
    month = first.year * 12 + first.month - 1
    month += first.day > 1
    month += -month % step
    while (day := date(month // 12, month % 12 + 1, 1)) <= last:
        yield day
        month += step
