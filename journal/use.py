"""Use, last use, and what the day count goes by. Nothing here is ever removed (brief 2.3)."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import Patient
from clinical.episodes import Use, counted_from

from .days import today_of
from .flagging import raise_flags
from .models import Episode, UseEvent

Kind = UseEvent.Kind


def record_use(*, patient: Patient, day: date) -> None:
    """Note that she used on `day`. Days since last use count from the latest such day, unless she says otherwise."""
    told = list(UseEvent.objects.filter(patient=patient, date=day))
    if any(event.taken_back_at is None for event in told):
        return
    _tell(patient, day, Kind.NON_PRESCRIBED, None, told)
    _recount(patient, Episode.EndReason.USE_REPORTED)


def take_back_use(*, patient: Patient, day: date) -> None:
    """She says after all that she didn't use on `day`. The report stays, marked as taken back, and a day count that
    began with it goes on from the date before."""
    if _standing(patient, day).update(taken_back_at=timezone.now()):
        _recount(patient, Episode.EndReason.DATE_CORRECTED)


@transaction.atomic
def explain_use(*, patient: Patient, day: date, prescribed: bool, restarts_count: bool | None) -> None:
    """What she says of the use on `day`: whether it was a prescribed dose, and whether her day count goes on from
    there (None: no answer; use that wasn't prescribed then does). Nothing without a report of that day."""
    patient.lock()
    told = list(UseEvent.objects.filter(patient=patient, date=day))
    if all(event.taken_back_at for event in told):
        return
    kind = Kind.PRESCRIBED if prescribed else Kind.NON_PRESCRIBED
    _standing(patient, day).exclude(kind=kind).update(taken_back_at=timezone.now())
    _tell(patient, day, kind, restarts_count, told)
    _recount(patient, Episode.EndReason.DATE_CORRECTED)
    raise_flags(patient, day)


def record_past_use(*, patient: Patient, days: Collection[date]) -> None:
    """Note that she used on `days`, as an older diary says. The day count stays: its date is hers to correct."""
    if not days:
        return
    kind = Kind.NON_PRESCRIBED
    events = [UseEvent(patient=patient, date=day, kind=kind, restarts_count=False) for day in days]
    UseEvent.objects.bulk_create(events, ignore_conflicts=True)
    told_again = UseEvent.objects.filter(patient=patient, date__in=days, kind=kind).exclude(taken_back_at=None)
    told_again.update(taken_back_at=None, restarts_count=False)


@transaction.atomic
def set_last_use(*, patient: Patient, precision: str, day0: date | None) -> None:
    """What she says of her last use. Another answer than before is a correction, not a lapse; nothing is removed."""
    patient.lock()
    current = _current(patient)
    precision = precision or Episode.Precision.UNKNOWN
    if current and (current.precision, current.day0) == (precision, day0):
        return
    _begin(patient, current, Episode.EndReason.DATE_CORRECTED, day0=day0, precision=precision)


def _standing(patient: Patient, day: date):
    return UseEvent.objects.filter(patient=patient, date=day, taken_back_at=None)


def _tell(patient: Patient, day: date, kind: str, restarts_count: bool | None, told: Iterable[UseEvent]) -> None:
    """Write the report of this kind, new or again; `told` are the day's reports so far."""
    event = next((event for event in told if event.kind == kind), None)
    event = event or UseEvent(patient=patient, date=day, kind=kind)
    event.taken_back_at, event.restarts_count, event.told_at = None, restarts_count, timezone.now()
    event.save()


def _current(patient: Patient) -> Episode | None:
    return Episode.objects.filter(patient=patient).current().first()


def _recount(patient: Patient, reason: str) -> None:
    """Let the day count go by what she says now: her last statement about it, and the reports of use since then. For
    whoever holds `Patient.lock`: one count at a time."""
    if not Episode.objects.filter(patient=patient, day0__isnull=False).current().exists():
        return  # who has no day count gets none by reporting use
    current = _current(patient)
    statement = Episode.objects.filter(patient=patient, stated=True).first() or current
    since = UseEvent.objects.filter(patient=patient, told_at__gte=statement.started_at)
    uses = [Use(use.date, use.kind == Kind.PRESCRIBED, use.restarts_count, bool(use.taken_back_at)) for use in since]
    day0 = counted_from(statement.day0, statement.precision, uses)
    if day0 in (None, current.day0):
        return
    stated = day0 == statement.day0
    precision = statement.precision if stated else Episode.Precision.EXACT
    _begin(patient, current, reason, day0=day0, precision=precision, stated=stated)


def _begin(patient: Patient, current: Episode | None, reason: str, **fields) -> None:
    if current:
        current.ended_on, current.end_reason = today_of(patient), reason
        current.save(update_fields=["ended_on", "end_reason"])
    Episode.objects.create(patient=patient, **fields)
