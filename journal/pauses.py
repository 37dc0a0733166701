"""Pausing: days on which nothing is expected of her."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Patient

from .models import Entry, Pause

SINCE_DAYS = 30  # as far back as a pause may begin
LONGEST_DAYS = 180  # as far ahead as one may end: half a year, so that none is forgotten for good


class AlreadyPaused(Exception):
    """On some of these days another pause holds: `other`."""

    def __init__(self, other: Pause):
        super().__init__("Another pause holds on some of these days.")
        self.other = other


def current_pause(patient: Patient, today: date) -> Pause | None:
    """The pause that holds today, if there is one."""
    return Pause.objects.filter(patient=patient).on(today).first()


def first_silent_day(patient: Patient, today: date) -> date | None:
    """The day after the last one she wrote about or that was paused, when that is before today and not too long ago
    for a pause to begin."""
    written = Entry.objects.filter(patient=patient, date__lte=today).order_by("-date").values_list("date", flat=True)
    paused = Pause.objects.filter(patient=patient).over(today).order_by("-ends_on").values_list("ends_on", flat=True)
    known = [day for day in (written.first(), paused.first()) if day]
    if not known:
        return None
    first = max(known) + timedelta(days=1)
    return first if today - timedelta(days=SINCE_DAYS) <= first < today else None


@transaction.atomic
def pause(*, patient: Patient, reason: str, starts_on: date, ends_on: date, today: date) -> Pause:
    """Pause from `starts_on` to `ends_on`, both included. While one holds today this changes its reason and its end
    instead, and it keeps its first day. The same pause again is one pause. Raises AlreadyPaused."""
    Patient.objects.select_for_update().get(pk=patient.pk)  # one at a time
    running = current_pause(patient, today)
    if running:
        running.reason, running.ends_on = reason, ends_on
        running.save(update_fields=["reason", "ends_on"])
        return running
    other = Pause.objects.filter(patient=patient).between(starts_on, ends_on).first()
    if other and (other.reason, other.starts_on, other.ends_on) != (reason, starts_on, ends_on):
        raise AlreadyPaused(other)
    return other or Pause.objects.create(patient=patient, reason=reason, starts_on=starts_on, ends_on=ends_on)


def come_back(*, patient: Patient, today: date) -> bool:
    """End the pause that holds today with the day before. Whether there was one."""
    running = Pause.objects.filter(patient=patient).on(today)
    return bool(running.update(ends_on=today - timedelta(days=1), ended_at=timezone.now()))
