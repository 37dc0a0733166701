"""Answering a questionnaire: one row a day and instrument, every version kept, nothing taken over silently."""

from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid4

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts import pinned_help, rows
from accounts.models import Patient
from accounts.pinned_help import QUESTIONNAIRE
from clinical.instruments import Answers, Instrument, scoring

from .due import standing_of, today_of
from .flagging import raise_flags, raise_for_harm
from .models import Response

RESPONSES = "SELECT * FROM assessments_response WHERE patient_id = %s ORDER BY day, instrument"


class NewerVersion(Exception):
    """It was answered meanwhile in another version, which whoever saved hadn't seen. Nothing was written."""

    def __init__(self, response: Response):
        super().__init__("There is a newer version of this day's answers.")
        self.response = response


class TooSoon(Exception):
    """It was answered within the last days. Nothing was written."""


class Total(NamedTuple):
    """One answered questionnaire, as a chart draws it. `total` is None where something that counts was left out."""

    day: date
    key: str
    title: str
    total: int | None


def totals_for(patient: Patient) -> list[Total]:
    """Every questionnaire she answered, the oldest first. One query."""
    found = rows.read(Response, RESPONSES, [patient.pk])
    return [Total(row.day, row.instrument, row.definition.title, row.total) for row in found]


@transaction.atomic
def record_response(
    *, patient: Patient, instrument: Instrument, answers: Answers, save_id: UUID | None = None, seen: int | None = None
) -> Response:
    """Keep her answers of today, or put right those she gave today; then help stands at hand if they call for it.

    `save_id` names this save: the same again, at once or on another day, writes nothing. `seen` is the revision she had
    before her (0: none): raises NewerVersion when there is a newer one that this would change. Raises TooSoon when it
    was answered within the last days.
    """
    Patient.objects.select_for_update().get(pk=patient.pk)  # one save at a time
    known = _saved_as(patient, save_id, answers)
    if known:
        return known
    today = today_of(patient)
    response = Response.objects.filter(patient=patient, day=today).of(instrument).first()
    if response is None and not standing_of(patient, instrument).due.is_open:
        raise TooSoon
    before = response.answers if response else {}
    if response is None:
        response = Response(patient=patient, instrument=instrument.key, day=today, revision=0)
    response.client_id = _fresh(patient, save_id)
    if _write(response, instrument, answers, seen):
        _help_at_hand(patient, instrument, before, response.answers)
        raise_flags(response)
    return response


def _saved_as(patient: Patient, save_id: UUID | None, answers: Answers) -> Response | None:
    """What this save made already. With other answers it is another save: a browser may go back to an old form."""
    if save_id is None:
        return None
    made = {"history__client_id": save_id, "history__answers": answers}
    return Response.objects.filter(patient=patient, **made).first()


def _fresh(patient: Patient, save_id: UUID | None) -> UUID:
    """The name of a save that writes something: one that was used before is given to none again."""
    if save_id is None or Response.objects.filter(patient=patient, history__client_id=save_id).exists():
        return uuid4()
    return save_id


def _write(response: Response, instrument: Instrument, answers: Answers, seen: int | None) -> bool:
    """Bring `response` up to `answers`; whether that changed it."""
    if response.answers == answers:
        return False
    if seen is not None and seen < response.revision:
        raise NewerVersion(response)
    if instrument.harm_item and response.answers.get(instrument.harm_item) != answers.get(instrument.harm_item):
        response.safe_now = None  # it was asked about the other answer
    response.version, response.language = instrument.version, instrument.language
    response.answers = dict(answers)
    _keep(response, "questionnaire")
    return True


def _keep(response: Response, why: str) -> None:
    response.revision, response.updated_at = response.revision + 1, timezone.now()
    with pghistory.context(user=response.patient_id, why=why):
        response.save()


def _help_at_hand(patient: Patient, instrument: Instrument, before: Answers, answers: Answers) -> None:
    """A new answer that tells of harm pins help to all her pages there and then; put right, it takes it down again."""
    if not instrument.harm_item or before.get(instrument.harm_item) == answers.get(instrument.harm_item):
        return
    if scoring.tells_of_harm(instrument, answers):
        pinned_help.pin(patient=patient, by=QUESTIONNAIRE)
    elif scoring.tells_of_harm(instrument, before) and answers.get(instrument.harm_item) == 0:
        pinned_help.unpin(patient=patient, by=QUESTIONNAIRE)


def told_but_not_kept(*, patient: Patient, instrument: Instrument, answers: Answers) -> None:
    """Answers that couldn't be kept as they came may call for help all the same."""
    if scoring.tells_of_harm(instrument, answers):
        pinned_help.pin(patient=patient, by=QUESTIONNAIRE)
        raise_for_harm(patient, instrument, answers)


@transaction.atomic
def record_safe_now(*, response: Response, safe: bool) -> None:
    """Keep whether she can keep herself safe, and help at hand for as long as that calls for."""
    patient = response.patient
    Patient.objects.select_for_update().get(pk=patient.pk)
    response = Response.objects.get(pk=response.pk)
    if response.safe_now is not safe:
        response.safe_now = safe
        _keep(response, "safe now")
        raise_flags(response)
    pinned_help.said_safe(patient=patient, safe=safe, by=QUESTIONNAIRE)
