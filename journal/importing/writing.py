"""The days of an older diary, into the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Patient
from journal.models import Entry, UseEvent
from journal.models.entry import USED
from journal.use import record_past_use

from .mapping import Day

WHY = "import"


@dataclass(frozen=True)
class Imported:
    """How many days were added, changed, and left as they were."""

    added: int = 0
    changed: int = 0
    kept: int = 0


@transaction.atomic
def import_days(*, patient: Patient, days: Mapping[date, Day], replace: bool) -> Imported:
    """Write `days` into the journal of `patient`, in a fixed number of statements; doing it twice adds nothing.

    Days she has are kept; with `replace`, the answers the diary has take the place of hers and her others stay, as
    do earlier versions. A yes to use is a use event, but neither moves the day count nor is ever taken back by this.
    """
    if not days:
        return Imported()
    with pghistory.context(user=patient.pk, why=WHY):
        present = _present(patient, days)
        added = [_fresh(patient, day, told) for day, told in days.items() if day not in present]
        Entry.objects.bulk_create(added, ignore_conflicts=True)  # a check-in of this moment is kept
        changed = _replaced(patient, present, days) if replace else []
        used = [entry.date for entry in (*added, *changed) if days[entry.date].ratings.get(USED)]
        record_past_use(patient=patient, days=used)
    return Imported(len(added), len(changed), len(present) - len(changed))


def _present(patient: Patient, days: Mapping[date, Day]) -> dict[date, Entry]:
    entries = Entry.objects.select_for_update().filter(patient=patient).between(min(days), max(days))
    return {entry.date: entry for entry in entries if entry.date in days}


def _fresh(patient: Patient, day: date, told: Day) -> Entry:
    # Not `late`: she wrote it then, elsewhere. The source says where it comes from.
    return Entry(patient=patient, date=day, ratings=told.ratings, note=told.note, source=Entry.Source.IMPORT)


def _replaced(patient: Patient, present: Mapping[date, Entry], days: Mapping[date, Day]) -> list[Entry]:
    used = UseEvent.objects.filter(patient=patient, date__range=(min(days), max(days)), taken_back_at=None)
    reported = set(used.values_list("date", flat=True))
    changed = [entry for day, entry in present.items() if _merge(entry, days[day], day in reported)]
    Entry.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["patient", "date"],
        update_fields=["ratings", "note", "updated_at", "revision", "client_id"],
    )
    return changed


def _merge(entry: Entry, told: Day, use_reported: bool) -> bool:
    """Put what the diary says into `entry`; whether that changes it. A skip takes no answer's place."""
    said = {code: answer for code, answer in told.ratings.items() if answer is not None or code not in entry.ratings}
    if use_reported and not said.get(USED):
        said.pop(USED, None)
    answers, note = entry.ratings | said, told.note or entry.note
    if (answers, note) == (entry.ratings, entry.note):
        return False
    entry.ratings, entry.note, entry.updated_at = answers, note, timezone.now()
    entry.revision, entry.client_id = entry.revision + 1, uuid4()
    return True
