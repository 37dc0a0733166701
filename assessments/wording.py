"""A total in words, and what became of the one before. Never a verdict: what a difference can mean, and no more."""

from datetime import date

from django.conf import settings

from clinical.instruments import Instrument, scoring
from clinical.instruments.scoring import LOWER, SAME

from .models import Response


def band_label(instrument: Instrument, total: int | None) -> str:
    """The published label of a total; empty without one, and where the labels are switched off."""
    band = scoring.band(instrument, total) if settings.ENABLE_PHQ_GAD_BANDS else None
    return band.label if band else ""


def total_words(response: Response) -> str:
    """`12 of 27`; why there is none, where something was left out."""
    total = response.total
    if total is not None:
        return f"{total} of {response.definition.highest}"
    done = scoring.completeness(response.definition, response.answers)
    return f"no total: {done.answered} of {done.of} answered"


def what_changed(now: Response, before: Response | None) -> str:
    """What became of the total since `before`; empty unless there are both."""
    found = scoring.change(now.definition, before.total if before else None, now.total)
    if found is None:
        return ""
    if found.direction == SAME:
        return f"The same as on {_day(before.day, now.day)}."
    direction = "Lower" if found.direction == LOWER else "Higher"
    moved = f"{direction}: {now.total}, was {before.total} on {_day(before.day, now.day)}."
    return f"{moved} {'That is a clear change.' if found.is_clear else 'A change this small can be chance.'}"


def _day(day: date, beside: date) -> str:
    return f"{day:%-d %B}" if day.year == beside.year else f"{day:%-d %B %Y}"
