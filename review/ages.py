"""How long something has waited, in the same words wherever a clinician meets it."""

from datetime import timedelta

HOUR, HOURS_A_DAY = timedelta(hours=1), 24
DAYS_FROM_HOURS = 72  # more hours than these are told in days, too


def told(age: timedelta) -> str:
    """“under 1 h”, “26 h”, “100 h (4 d)”."""
    hours = age // HOUR
    if hours < 1:
        return "under 1 h"
    return f"{hours} h" if hours <= DAYS_FROM_HOURS else f"{hours} h ({hours // HOURS_A_DAY} d)"
