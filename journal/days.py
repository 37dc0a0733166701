"""Which days there are to write about."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Patient
from clinical.phases import local_day

EARLIEST_DAY = date(1990, 1, 1)
LATE_AFTER = timedelta(days=1)  # today's and yesterday's entries are on time (brief 1.5)
BACK_FILL_DAYS = 7  # days that are one tap away; earlier ones are found in the calendar (brief 1.5)


def today_of(patient: Patient) -> date:
    """Her present day: local, from 04:00."""
    return local_day(timezone.now(), patient.zone)


def why_not(day: date, today: date) -> str:
    """Why nothing can be written about `day`, in words for her; empty when it can."""
    if day > today:
        return "This day is still to come. You can write about it when it is here."
    if day < EARLIEST_DAY:
        return f"The journal begins in {EARLIEST_DAY.year}. Please choose a later day."
    return ""
