"""Totals of questionnaires, for a summary."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Patient
from assessments.models import Response
from assessments.wording import total_words

MOST_TOTALS = 3  # of one questionnaire: due every 14 days (brief 3.5), there are no more in 28 days unless asked for


@dataclass(frozen=True)
class Score:
    """What one questionnaire came to, on one day: `PHQ-9`, `12 of 27`."""

    title: str
    day: date
    words: str


def scores_of(patient: Patient, first: date, last: date) -> tuple[Score, ...]:
    """Her totals of the days from `first` to `last`, newest first, without a label for how much that is. One query."""
    found = Response.objects.filter(patient=patient, day__range=(first, last)).order_by("-day", "-instrument")
    return tuple(Score(each.definition.title, each.day, total_words(each)) for each in found)
