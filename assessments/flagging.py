"""Flags after an answered questionnaire."""

from datetime import datetime
from functools import partial

from accounts.models import Patient
from clinical.flags import Score, Scores
from clinical.instruments import Answers, Instrument
from flags.services import raise_for, today_of

from .models import Response

EARLIER = 12  # a year's worth and more; the total before may be 60 days old


def raise_flags(response: Response, now: datetime | None = None) -> list[int]:
    """Raise what the rules find in these answers and in the totals before them; belongs into the transaction of the
    save. At most three queries (`flags.services.raise_for`)."""
    return raise_for(response.patient, partial(scores_of, response.patient, response), day=response.day, now=now)


def raise_for_harm(patient: Patient, instrument: Instrument, answers: Answers) -> list[int]:
    """The same for the answer about harming herself alone, where the others couldn't be kept."""
    today = today_of(patient)
    harm = answers.get(instrument.harm_item)
    return raise_for(patient, Scores(Score(instrument.key, today, None, harm)), day=today)


def scores_of(patient: Patient, response: Response) -> Scores:
    """What the rules look at. One query."""
    earlier = Response.objects.filter(patient=patient, instrument=response.instrument, day__lt=response.day)
    return Scores(_score(response), [_score(each) for each in earlier.order_by("-day")[:EARLIER]])


def _score(response: Response) -> Score:
    item = response.definition.harm_item
    harm = response.answers.get(item) if item else None
    return Score(response.instrument, response.day, response.total, harm, response.safe_now)
