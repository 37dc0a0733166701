"""By when a flag is to be seen (brief 7.1, from the expert-consensus values in C:L36): urgent ones on the same weekday,
those that ask for attention at the next daily review. Public holidays are nobody's to know here: they count as days."""

from datetime import date, timedelta

from .flags.rules import ATTENTION, URGENT

DAY = timedelta(days=1)
SATURDAY = 5
# How many weekdays may begin before somebody has looked. What is only for information has no day.
URGENT_WEEKDAYS, ATTENTION_WEEKDAYS = 0, 1
WEEKDAYS_LATER = {URGENT: URGENT_WEEKDAYS, ATTENTION: ATTENTION_WEEKDAYS}


def due_on(severity: str, raised_on: date) -> date | None:
    """The last day on which it is seen in time; None when nothing is promised. One of a weekend is due on Monday."""
    if severity not in WEEKDAYS_LATER:
        return None
    later, day = WEEKDAYS_LATER[severity], raised_on
    while day.weekday() >= SATURDAY:
        day, later = day + DAY, 0
    while later:
        day += DAY
        later -= day.weekday() < SATURDAY
    return day


def seen_in_time(severity: str, raised_on: date, seen_on: date | None, today: date) -> bool | None:
    """Whether it was; None while that is still open, and where nothing is promised."""
    due = due_on(severity, raised_on)
    if due is None:
        return None
    if seen_on is not None:
        return seen_on <= due
    return None if today <= due else False
