"""Writes that touch more than one table, or must leave a trace of why."""

from collections.abc import Collection
from datetime import date, timedelta

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Patient
from clinical.phases import local_day

from .models import Entry, Episode, UseEvent

EARLIEST_DAY = date(1990, 1, 1)
LATE_AFTER = timedelta(days=1)  # today's and yesterday's entries are on time (brief 1.5)


def today_of(patient: Patient) -> date:
    """Her present day: local, from 04:00."""
    return local_day(timezone.now(), patient.zone)


@transaction.atomic
def record_entry(*, patient: Patient, day: date, ratings: dict, note: str, used: bool | None, why: str) -> Entry:
    """Write or edit the entry of `day`; the earlier version is kept with who and `why`.

    `ratings` replaces the answers it names and leaves others of that day alone. `used` True adds a use event, and a
    new episode when it is later than the last use known; it never removes one (brief 2.3). The same call twice, at
    once or not, makes one entry.
    """
    with pghistory.context(user=patient.pk, why=why):
        entry = _locked(patient, day)
        if entry is None:
            late = today_of(patient) - day > LATE_AFTER
            fresh = Entry(patient=patient, date=day, ratings=ratings, note=note, late=late)
            Entry.objects.bulk_create([fresh], ignore_conflicts=True)  # another tab may be as quick
            entry = _locked(patient, day)
        _edit(entry, ratings, note)
        if used is not None:
            (record_use if used else take_back_use)(patient=patient, day=day)
        return entry


def _locked(patient: Patient, day: date) -> Entry | None:
    return Entry.objects.select_for_update().filter(patient=patient, date=day).first()


def _edit(entry: Entry, ratings: dict, note: str) -> None:
    changed = entry.ratings | ratings
    if (changed, note) != (entry.ratings, entry.note):
        entry.ratings, entry.note, entry.updated_at = changed, note, timezone.now()
        entry.save(update_fields=["ratings", "note", "updated_at"])


def record_use(*, patient: Patient, day: date) -> None:
    """Note that she used on `day`; days since last use count from the latest such day."""
    event, is_new = UseEvent.objects.get_or_create(patient=patient, date=day, kind=UseEvent.Kind.NON_PRESCRIBED)
    if event.taken_back_at:
        event.taken_back_at = None
        event.save(update_fields=["taken_back_at"])
    elif not is_new:
        return
    current = Episode.objects.filter(patient=patient).current().first()
    if current and current.day0 and current.day0 < day:
        _begin(patient, current, Episode.EndReason.USE_REPORTED, day0=day, precision=Episode.Precision.EXACT)


def record_past_use(*, patient: Patient, days: Collection[date]) -> None:
    """Note that she used on `days`, as an older diary says. The day count stays: its date is hers to correct."""
    if not days:
        return
    kind = UseEvent.Kind.NON_PRESCRIBED
    events = [UseEvent(patient=patient, date=day, kind=kind) for day in days]
    UseEvent.objects.bulk_create(events, ignore_conflicts=True)
    told_again = UseEvent.objects.filter(patient=patient, date__in=days, kind=kind).exclude(taken_back_at=None)
    told_again.update(taken_back_at=None)


def take_back_use(*, patient: Patient, day: date) -> None:
    """She says after all that she didn't use on `day`. The report stays, marked as taken back, and if the day count
    began with it, it goes on from the date before."""
    told = UseEvent.objects.filter(patient=patient, date=day, taken_back_at=None)
    if not told.update(taken_back_at=timezone.now()):
        return
    episodes = list(Episode.objects.filter(patient=patient).order_by("-started_at", "-pk")[:2])
    if len(episodes) < 2:
        return  # no count began with this report
    current, before = episodes
    if current.day0 == day and before.end_reason == Episode.EndReason.USE_REPORTED:
        fields = {"day0": before.day0, "precision": before.precision}
        _begin(patient, current, Episode.EndReason.DATE_CORRECTED, **fields)


@transaction.atomic
def set_last_use(*, patient: Patient, precision: str, day0: date | None) -> None:
    """What she says of her last use. Another answer than before is a correction, not a lapse; nothing is removed."""
    current = Episode.objects.filter(patient=patient).current().first()
    precision = precision or Episode.Precision.UNKNOWN
    if current and (current.precision, current.day0) == (precision, day0):
        return
    _begin(patient, current, Episode.EndReason.DATE_CORRECTED, day0=day0, precision=precision)


def _begin(patient: Patient, current: Episode | None, reason: str, **fields) -> None:
    if current:
        current.ended_on, current.end_reason = today_of(patient), reason
        current.save(update_fields=["ended_on", "end_reason"])
    Episode.objects.create(patient=patient, **fields)
