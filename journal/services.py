"""Writing a day down: one entry a day, every version kept, nothing taken over silently."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID, uuid5

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Patient

from .catalogue import catalogue
from .days import LATE_AFTER, today_of
from .flagging import raise_flags
from .models import Draft, Entry, HeldSave, Symptom
from .models.entry import USED, USED_OTHER
from .safety import after_save, brought_up_to_date
from .use import record_use, take_back_use


@dataclass(frozen=True)
class Told:
    """What a save says. Answers it doesn't name stay as they are; so do tags that are None (they weren't asked)."""

    ratings: dict
    note: str = ""
    triggers: list[str] | None = None
    coping: list[str] | None = None

    def on(self, entry: Entry) -> dict:
        """The fields of `entry` as they would be after it."""
        triggers = entry.triggers if self.triggers is None else self.triggers
        coping = entry.coping if self.coping is None else self.coping
        ratings = brought_up_to_date(entry.ratings, self.ratings)
        return {"ratings": ratings, "note": self.note, "triggers": triggers, "coping": coping}

    def is_said_by(self, version: Entry) -> bool:
        """Whether a version of an entry says all of it already."""
        return all(getattr(version, name) == value for name, value in self.on(version).items())


class NewerVersion(Exception):
    """The entry has a version that whoever saved hadn't seen, and this save would change it. Nothing was written."""

    def __init__(self, entry: Entry):
        super().__init__("There is a newer version of this day.")
        self.entry = entry


@transaction.atomic
def record_entry(
    *,
    patient: Patient,
    day: date,
    ratings: dict,
    note: str,
    used: bool | None,
    why: str,
    triggers: list[str] | None = None,
    coping: list[str] | None = None,
    save_id: UUID | None = None,
    seen: int | None = None,
    same_as: date | None = None,
    fields: Collection[str] = (),
) -> Entry:
    """Write or edit the entry of `day`; the earlier version is kept with who and `why`.

    `ratings` replaces the answers it names and leaves others of that day alone; `triggers` and `coping` replace the
    tags unless None. `used` True adds a use event, and a new episode when it is later than the last use known; it never
    removes one (brief 2.3). `save_id` names this save: the same again, at once or years later, writes nothing. `seen`
    is the revision she had before her (0: none): raises NewerVersion when there is a newer one that this would change.
    `fields` are those of the form: what she had begun of them is saved by it; what she had begun of others stays.
    """
    told = Told(ratings, note, triggers, coping)
    with pghistory.context(user=patient.pk, why=why):
        patient.lock()
        entry, changed = _locked(patient, day), False
        if entry and _is_known(entry, told, save_id):
            return entry
        before, known = (entry.ratings, entry.revision) if entry else ({}, 0)
        if entry is None:
            entry, changed = _begin_entry(patient, day, told, save_id, same_as)
        if not changed:
            changed = _edit(entry, told, seen, save_id, same_as)
        if changed and used is not None:
            (record_use if used else take_back_use)(patient=patient, day=day)
        if changed:
            after_save(patient=patient, before=before, ratings=entry.ratings)
            raise_flags(patient, day)
        _take_out_of_draft(patient, day, fields, known=known, now=entry.revision)
        return entry


def _locked(patient: Patient, day: date) -> Entry | None:
    return Entry.objects.select_for_update().filter(patient=patient, date=day).first()


def _begin_entry(patient: Patient, day: date, told: Told, save_id: UUID | None, same_as: date | None):
    """A new entry, and whether it is this save's. An import may be as quick: then its entry, locked."""
    late = today_of(patient) - day > LATE_AFTER
    fresh = Entry(patient=patient, date=day, late=late, same_as=same_as)
    for name, value in told.on(fresh).items():
        setattr(fresh, name, value)
    fresh.client_id = save_id or fresh.client_id
    Entry.objects.bulk_create([fresh], ignore_conflicts=True)
    entry = _locked(patient, day)
    return entry, entry.client_id == fresh.client_id and entry.revision == 1


def _is_known(entry: Entry, told: Told, save_id: UUID | None) -> bool:
    """Whether this save made one of the entry's versions already. A page that was gone back to may send other answers
    under the same name: that is another save."""
    if save_id is None:
        return False
    if entry.client_id == save_id and told.is_said_by(entry):
        return True
    return any(told.is_said_by(version) for version in entry.history.filter(client_id=save_id))


def _take_out_of_draft(patient: Patient, day: date, fields: Collection[str], known: int, now: int) -> None:
    """What stood in the form and is saved is no draft any more. The rest, if any, is told that the version it was begun
    on (`known`) is now version `now`."""
    draft = Draft.objects.filter(patient=patient, date=day).first()
    if draft is None:
        return
    draft.fields = {name: value for name, value in draft.fields.items() if name not in fields}
    if fields and not draft.filled:
        draft.delete()
        return
    draft.revision = now if draft.revision == known else draft.revision
    draft.save(update_fields=["content", "revision"])


def made_by(entry: Entry, save_id: UUID | None) -> int:
    """The revision that this save made; of one that changed nothing, the one that stands."""
    if save_id is None or entry.client_id == save_id:
        return entry.revision
    return entry.history.filter(client_id=save_id).values_list("revision", flat=True).first() or entry.revision


def _edit(entry: Entry, told: Told, seen: int | None, save_id: UUID | None, same_as: date | None) -> bool:
    """Bring `entry` up to what was told; whether that changed it."""
    new = told.on(entry)
    if all(getattr(entry, name) == value for name, value in new.items()):
        return False
    if seen is not None and seen < entry.revision:
        raise NewerVersion(entry)
    is_as_said = all(new["ratings"].get(code) == answer for code, answer in entry.ratings.items())
    same_as = same_as or (entry.same_as if is_as_said else None)
    for name, value in new.items():
        setattr(entry, name, value)
    entry.same_as, entry.updated_at, entry.revision = same_as, timezone.now(), entry.revision + 1
    entry.client_id = save_id or entry.client_id
    entry.save(update_fields=[*new, "same_as", "updated_at", "revision", "client_id"])
    return True


def say_same(*, patient: Patient, day: date, before: Entry) -> Entry:
    """One tap: `day` was about the same as `before`. Her own report, marked as such; whether she used, and how safe she
    is, is asked afresh each day and never copied."""
    copied = {symptom.code for symptom in catalogue().symptoms if symptom.active and not is_asked_afresh(symptom)}
    ratings = {code: answer for code, answer in before.ratings.items() if code in copied and answer is not None}
    return record_entry(
        patient=patient, day=day, ratings=ratings, note="", used=None, why="about the same", same_as=before.date
    )


def is_asked_afresh(symptom: Symptom) -> bool:
    """Whether yesterday's answer says nothing about today: use, warning signs, and how safe she is."""
    return symptom.group == Symptom.Group.SAFETY or symptom.red_flag or symptom.code in (USED, USED_OTHER)


def hold(
    *, patient: Patient, day: date, told: Told, save_id: UUID, seen: int, fields: Collection[str] = ()
) -> HeldSave:
    """Keep a save that came on top of a newer version until she has seen both. The same save again is the same row;
    other answers under its name are another one. `fields` as in `record_entry`."""
    content = json.dumps(asdict(told))
    defaults = {"date": day, "content": content, "revision": seen}
    held, is_new = HeldSave.objects.get_or_create(patient=patient, client_id=save_id, defaults=defaults)
    if held.content != content:
        name = uuid5(save_id, content)
        held, is_new = HeldSave.objects.get_or_create(patient=patient, client_id=name, defaults=defaults)
    if is_new:
        after_save(patient=patient, before={}, ratings=told.ratings)
        raise_flags(patient, day, told=told.ratings)
        _take_out_of_draft(patient, day, fields, known=seen, now=seen)
    return held


@transaction.atomic
def settle(*, patient: Patient, held: HeldSave, take: bool, seen: int | None = None) -> Entry:
    """She has seen both: with `take` what was held becomes the entry, else the entry stays. What she didn't take is
    kept where it is. Settling twice is settling once. `seen` is the revision that stood beside it: raises NewerVersion
    when there is a newer one that this would change."""
    claimed = HeldSave.objects.waiting().filter(pk=held.pk, patient=patient)
    claimed = claimed.update(settled_at=timezone.now(), taken=take)
    if not claimed or not take:
        return Entry.objects.get(patient=patient, date=held.date)
    told = held.told
    return record_entry(
        patient=patient,
        day=held.date,
        used=told["ratings"].get(USED),
        why="chosen of two",
        save_id=held.client_id,
        seen=seen,
        **told,
    )
