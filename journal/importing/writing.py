"""The days of an older diary, into the journal."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Patient
from journal.models import Entry, OwnTag, UseEvent
from journal.models.entry import USED
from journal.use import record_past_use

from .found import Day
from .tags import NewTag

WHY = "import"
SAID = ("ratings", "note", "triggers", "coping", "same_as")


@dataclass(frozen=True)
class Imported:
    """How many days were added, changed, and left as they were, and how many words of her own were made."""

    added: int = 0
    changed: int = 0
    kept: int = 0
    new_words: int = 0


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
        wanted = {day: told for day, told in days.items() if replace or day not in present}
        days, new_words = _with_own_tags(patient, wanted)
        added = [_fresh(patient, day, told) for day, told in days.items() if day not in present]
        Entry.objects.bulk_create(added, ignore_conflicts=True)  # a check-in of this moment is kept
        changed = _replaced(patient, present, days) if replace else []
        used = [entry.date for entry in (*added, *changed) if days[entry.date].ratings.get(USED)]
        record_past_use(patient=patient, days=used)
    return Imported(len(added), len(changed), len(present) - len(changed), new_words)


def _with_own_tags(patient: Patient, days: Mapping[date, Day]) -> tuple[dict[date, Day], int]:
    """The same days with the tags as entries keep them. Words that were none of her tags so far become some; how
    many."""
    tags = dict.fromkeys(tag for told in days.values() for tag in (*told.triggers, *told.coping))
    new = [tag for tag in tags if isinstance(tag, NewTag)]
    made = OwnTag.objects.bulk_create(OwnTag(patient=patient, kind=tag.kind, label=tag.label) for tag in new)
    codes = {tag: tag for tag in tags} | {tag: row.code for tag, row in zip(new, made, strict=True)}
    return {day: dataclasses.replace(told, **_kept(told, codes)) for day, told in days.items()}, len(new)


def _kept(told: Day, codes: Mapping) -> dict[str, list[str]]:
    return {name: [codes[tag] for tag in getattr(told, name)] for name in ("triggers", "coping")}


def _present(patient: Patient, days: Mapping[date, Day]) -> dict[date, Entry]:
    entries = Entry.objects.select_for_update().filter(patient=patient).between(min(days), max(days))
    return {entry.date: entry for entry in entries if entry.date in days}


def _fresh(patient: Patient, day: date, told: Day) -> Entry:
    # What was written elsewhere isn't `late`; the source says where it comes from. Our own export knows better.
    return Entry(patient=patient, date=day, **{name: getattr(told, name) for name in (*SAID, "late", "source")})


def _replaced(patient: Patient, present: Mapping[date, Entry], days: Mapping[date, Day]) -> list[Entry]:
    used = UseEvent.objects.filter(patient=patient, date__range=(min(days), max(days)), taken_back_at=None)
    reported = set(used.values_list("date", flat=True))
    changed = [entry for day, entry in present.items() if _merge(entry, days[day], day in reported)]
    Entry.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["patient", "date"],
        update_fields=[*SAID, "updated_at", "revision", "client_id"],
    )
    return changed


def _merge(entry: Entry, told: Day, use_reported: bool) -> bool:
    """Put what the diary says into `entry`; whether that changes it. A skip takes no answer's place."""
    said = {code: answer for code, answer in told.ratings.items() if answer is not None or code not in entry.ratings}
    if use_reported and not said.get(USED):
        said.pop(USED, None)
    new = {"ratings": entry.ratings | said}
    new |= {name: getattr(told, name) or getattr(entry, name) for name in ("note", "triggers", "coping")}
    if all(getattr(entry, name) == value for name, value in new.items()):
        return False
    for name, value in new.items():
        setattr(entry, name, value)
    entry.same_as, entry.updated_at = told.same_as, timezone.now()
    entry.revision, entry.client_id = entry.revision + 1, uuid4()
    return True
