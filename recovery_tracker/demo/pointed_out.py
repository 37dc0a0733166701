"""What the demo's answers gave reason to point out: raised by the real rules, at the moments when they were told."""

from datetime import datetime, timedelta

from assessments.flagging import raise_flags as raise_after_questionnaire
from assessments.models import Response
from clinical.flags import Asked
from clinical.phases import local_day
from flags.services import raise_for
from journal.flagging import raise_flags, raise_unanswered
from journal.models import Reminder
from journal.silence import raise_silent

from .actor import Actor

# Older flags would have been dealt with long ago.
DAYS = timedelta(days=10)
WRITES_DAILY, ASKED = ("marta", "robin"), ("mateo",)
ASKED_BEFORE = timedelta(hours=20)


def raise_all(actors: list[Actor], now: datetime) -> None:
    """The flags of the last days of everybody, then those of the last night."""
    for actor in actors:
        _of(actor, now)
    raise_silent(now)
    raise_unanswered(now=now)


def _of(actor: Actor, now: datetime) -> None:
    patient = actor.patient
    if actor.person.username in WRITES_DAILY:
        Reminder.objects.create(patient=patient, asked_on=actor.date(actor.person.joined))
    for entry in sorted(actor.entries, key=lambda entry: entry.updated_at):
        if entry.updated_at >= now - DAYS:
            raise_flags(patient, entry.date, now=entry.updated_at)
    for response in Response.objects.filter(patient=patient, updated_at__gte=now - DAYS).order_by("updated_at"):
        raise_after_questionnaire(response, now=response.updated_at)
    if actor.person.username in ASKED:
        at = now - ASKED_BEFORE
        raise_for(patient, Asked(local_day(at, actor.zone), wants_today=False, occasion="demo"), now=at)
