"""An entry as it is shown to a clinician: in words, with what changed, what came of it and whether it was read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Patient
from journal.models import Entry, Symptom
from journal.versions import Version
from journal.wording import Told, Words

from . import answers
from .access import Sharing
from .models import EnteredInError, EntryReview, Reply

AT_ONCE = timedelta(minutes=1)  # a save this soon after the first is the same writing


@dataclass(frozen=True)
class ErrorView:
    """That an entry counts as entered in error: why, who said so and when (by the patient's clock)."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class EntryView:
    """An entry as it is shown: in words, with when it was written (by her clock) and whether it was read. `changed` is
    what is different from the version that was read last, or from the version before."""

    entry: Entry
    told: Told
    written: datetime
    edited: datetime | None
    read_at: datetime | None
    outcome: str
    read_by: str
    is_read: bool
    is_changed: bool
    is_waiting: bool
    changed: Version | None = None
    error: ErrorView | None = None
    replies: tuple[Reply, ...] = ()

    @property
    def version(self) -> str:
        """Which version is shown, for the button that says it was read."""
        return self.entry.updated_at.isoformat()


def view_of(
    entry: Entry,
    patient: Patient,
    sharing: Sharing,
    symptoms: Iterable[Symptom],
    words: Words,
    versions: Sequence = (),
    error: EnteredInError | None = None,
    replies: Iterable[Reply] = (),
) -> EntryView:
    """`entry` (of `with_reading`) as far as it is shared; `words` are those of `answers.words_for`. `versions` are all
    of its history, oldest first, and `error` the newest word on whether it was made in error."""
    zone = patient.zone
    was_edited = entry.updated_at - entry.recorded_at >= AT_ONCE
    outcome = EntryReview.Outcome(entry.read_outcome).label if entry.read_outcome else ""
    return EntryView(
        entry=entry,
        told=answers.tell(entry, symptoms, sharing.scope, words),
        written=timezone.localtime(entry.recorded_at, zone),
        edited=timezone.localtime(entry.updated_at, zone) if was_edited else None,
        read_at=timezone.localtime(entry.read_at, zone) if entry.read_at else None,
        outcome=outcome,
        read_by=entry.read_by or "",
        is_read=entry.read_version == entry.updated_at,
        is_changed=entry.read_version is not None and entry.read_version != entry.updated_at,
        is_waiting=entry.waiting,
        changed=_changed(entry, patient, sharing, symptoms, words, versions) if was_edited else None,
        error=_error(error, zone),
        replies=tuple(replies),
    )


def _changed(entry: Entry, patient: Patient, sharing: Sharing, symptoms, words: Words, versions: Sequence):
    if entry.read_version == entry.updated_at:
        return None
    pair = answers.since(list(versions), entry.read_version)
    return answers.versions(pair, patient, symptoms, sharing.scope, words)[0] if pair else None


def _error(state: EnteredInError | None, zone) -> ErrorView | None:
    if state is None or not state.holds:
        return None
    return ErrorView(state.note, state.clinician_name, timezone.localtime(state.at, zone))
