"""What is due: by the calendar, because a clinician asks, or not at all for now."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.db.models import Exists, Subquery
from django.utils import timezone

from accounts.models import Clinician, Patient
from accounts.teams import readers_of
from clinical import instruments
from clinical.instruments import Instrument, schedule
from clinical.instruments.schedule import Due
from clinical.phases import local_day

from .models import Asked, NotNow, Response


@dataclass(frozen=True)
class Standing:
    """Where she is with one instrument: what she answered last, when it is due, and which clinician asks for it."""

    instrument: Instrument
    due: Due
    last: Response | None
    asked_by: str = ""


def today_of(patient: Patient) -> date:
    """Her present day: local, from 04:00."""
    return local_day(timezone.now(), patient.zone)


def standings(patient: Patient) -> list[Standing]:
    """Where she is with each instrument that is offered. Two queries."""
    newest = Response.objects.filter(patient=patient).order_by("instrument", "-day").distinct("instrument")
    last = {response.instrument: response for response in newest}
    asked = {row.instrument: row for row in _asked(patient).order_by("asked_at")}
    offered = instruments.offered()
    return [_standing(patient, each, last.get(each.key), asked.get(each.key)) for each in offered]


def _asked(patient: Patient):
    """What clinicians who still work with her asked for."""
    return Asked.objects.filter(patient=patient, clinician__in=readers_of(patient).order_by().values("pk"))


def _standing(patient: Patient, instrument: Instrument, last: Response | None, asked: Asked | None) -> Standing:
    asked_at = _unanswered(asked.asked_at if asked else None, last.recorded_at if last else None)
    due = _due(patient, last.day if last else None, asked_at)
    return Standing(instrument, due, last, asked.clinician_name if asked_at else "")


def _unanswered(asked_at: datetime | None, recorded_at: datetime | None) -> datetime | None:
    """When a clinician asked, unless it was answered after that."""
    return asked_at if asked_at and (recorded_at is None or asked_at > recorded_at) else None


def _due(patient: Patient, last: date | None, asked_at: datetime | None) -> Due:
    return schedule.due(
        signed_up=local_day(patient.created_at, patient.zone),
        last=last,
        asked_on=local_day(asked_at, patient.zone) if asked_at else None,
        today=today_of(patient),
    )


def standing_of(patient: Patient, instrument: Instrument) -> Standing:
    """Where she is with one of them. Two queries."""
    return next(each for each in standings(patient) if each.instrument.key == instrument.key)


def to_bring_up(patient: Patient, *quiet: models.QuerySet) -> list[Instrument]:
    """What a page may mention because it is due. Nothing for a week after she said "not now", nor where there is a row
    in one of `quiet`. One query: it is asked after every check-in."""
    facts = {}
    for each in instruments.offered():
        newest = Response.objects.filter(patient=patient).of(each).order_by("-day")
        asked = _asked(patient).filter(instrument=each.key).order_by("-asked_at")
        facts[f"{each.key}_last"] = Subquery(newest.values("day")[:1])
        facts[f"{each.key}_recorded_at"] = Subquery(newest.values("recorded_at")[:1])
        facts[f"{each.key}_asked_at"] = Subquery(asked.values("asked_at")[:1])
    found = Patient.objects.filter(pk=patient.pk)
    for rows in (NotNow.objects.filter(patient=patient, until__gt=today_of(patient)), *quiet):
        found = found.exclude(Exists(rows))
    row = found.annotate(**facts).values(*facts).first()
    return [each for each in instruments.offered() if row and _is_due(patient, each, row)]


def _is_due(patient: Patient, instrument: Instrument, row: dict) -> bool:
    last, recorded_at, asked_at = (row[f"{instrument.key}_{name}"] for name in ("last", "recorded_at", "asked_at"))
    return _due(patient, last, _unanswered(asked_at, recorded_at)).is_due


def not_now(*, patient: Patient) -> None:
    """Bring nothing up for a week."""
    until = today_of(patient) + schedule.QUIET_FOR
    NotNow.objects.update_or_create(patient=patient, defaults={"until": until})


@transaction.atomic
def ask_for(*, patient: Patient, clinician: Clinician, instrument: Instrument) -> None:
    """A clinician asks for it. Asking again before it was answered is asking once."""
    last = Response.objects.filter(patient=patient).of(instrument).order_by("-day").first()
    hers = Asked.objects.filter(patient=patient, clinician=clinician, instrument=instrument.key)
    if not hers.filter(**{"asked_at__gt": last.recorded_at} if last else {}).exists():
        Asked.objects.create(
            patient=patient, clinician=clinician, clinician_name=str(clinician), instrument=instrument.key
        )
