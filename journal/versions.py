"""How a day came to say what it says: its versions, and what changed from one to the next."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import Patient

from .models import Entry, Symptom
from .wording import HARDER, HELPED, SAME_AS, Words, day_in_words, said, tags_in_words

Change = tuple[str, str, str]  # what, as it was, as it is


@dataclass(frozen=True)
class Version:
    """One version of an entry: when it was written (by her clock) and by whom, and what it changed. `earlier_note` is
    the note it took the place of, `note` its own; both are empty when it left the note alone."""

    at: datetime
    by: str
    is_first: bool
    changes: tuple[Change, ...]
    note_changed: bool
    earlier_note: str
    note: str

    @property
    def is_hidden(self) -> bool:
        """Whether nothing of what changed is told."""
        return not (self.is_first or self.changes or self.note_changed)


def versions(
    events: Iterable,
    *,
    patient: Patient,
    symptoms: Iterable[Symptom],
    words: Words | None,
    with_note: bool,
    by: Callable[[bool, str], str],
) -> list[Version]:
    """The versions of an entry from its history (oldest first), newest first.

    Only changes of the answers to `symptoms` are told; of tags, and of a day it was about the same as, unless `words`
    is None; of the note if `with_note`. `by` words who and why, from whether it was she, and the reason that was kept.
    """
    symptoms, found, before = list(symptoms), [], None
    for event in events:
        note_changed = bool(before) and with_note and before.note != event.note
        version = Version(
            at=timezone.localtime(event.pgh_created_at, patient.zone),
            by=_by(event, patient, by),
            is_first=before is None,
            changes=tuple(changes(before, event, symptoms, words)) if before else (),
            note_changed=note_changed,
            earlier_note=before.note if note_changed else "",
            note=event.note if note_changed else "",
        )
        found.append(version)
        before = event
    return found[::-1]


def changes(before: Entry, after: Entry, symptoms: Iterable[Symptom], words: Words | None) -> Iterator[Change]:
    """Where two versions of an entry differ, in words; the note apart. Of tags only if there are `words` for them."""
    pairs = [(symptom.label, said(symptom, before.ratings), said(symptom, after.ratings)) for symptom in symptoms]
    if words:
        tags = ((HARDER, before.triggers, after.triggers), (HELPED, before.coping, after.coping))
        pairs += [(label, tags_in_words(was, words), tags_in_words(now, words)) for label, was, now in tags]
        pairs.append((SAME_AS, day_in_words(before.same_as), day_in_words(after.same_as)))
    return (change for change in pairs if change[1] != change[2])


def _by(event, patient: Patient, by: Callable[[bool, str], str]) -> str:
    context = event.pgh_context or {}
    return by(context.get("user") == patient.pk, context.get("why") or "")
