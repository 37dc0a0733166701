"""What a clinician keeps beside the diary: her notes, her replies, when she means to look again, and pauses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import Patient
from journal.models import Pause

from .gathered import Gathered
from .models import ClinicianNote, PauseByTeam, Reply


@dataclass(frozen=True)
class NoteView:
    """A note as it stands, and what it said before it was corrected, newest first. Times by the patient's clock."""

    note: ClinicianNote
    at: datetime
    earlier: tuple[tuple[datetime, str], ...]


@dataclass(frozen=True)
class PauseView:
    """A pause, and who set it (None: she herself). `runs`: it holds today."""

    pause: Pause
    set_by: PauseByTeam | None
    runs: bool


@dataclass(frozen=True)
class Beside:
    """All of it. `due` says when the next look is due, and `is_due` whether that day has come."""

    notes: tuple[NoteView, ...]
    replies: tuple[Reply, ...]
    every_days: int
    due_on: date | None
    is_due: bool
    pauses: tuple[PauseView, ...]

    @property
    def running(self) -> PauseView | None:
        """The pause that holds today."""
        return next((each for each in self.pauses if each.runs), None)


def beside_of(patient: Patient, more: Gathered, today: date) -> Beside:
    """From rows that were read already."""
    plan = more.plan
    due_on = plan.due_on if plan else None
    return Beside(
        notes=tuple(notes_of(more.notes, patient)),
        replies=tuple(more.replies),
        every_days=plan.every_days if plan else 0,
        due_on=due_on,
        is_due=bool(due_on and due_on <= today),
        pauses=tuple(_pauses(more, today)),
    )


def notes_of(notes: Iterable[ClinicianNote], patient: Patient) -> Iterable[NoteView]:
    """Notes by when they were first written, newest first, each in its last wording."""
    by_key = {note.pk: note for note in notes}
    corrected = {note.corrects_id for note in by_key.values() if note.corrects_id}
    for note in by_key.values():
        if note.pk in corrected:
            continue
        earlier, before = [], by_key.get(note.corrects_id)
        while before:
            earlier.append((timezone.localtime(before.at, patient.zone), before.note))
            before = by_key.get(before.corrects_id)
        yield NoteView(note, timezone.localtime(note.at, patient.zone), tuple(earlier))


def _pauses(more: Gathered, today: date):
    for pause in more.pauses:
        held = pause.starts_on <= pause.ends_on
        if held:
            yield PauseView(pause, more.set_by.get(pause.pk), pause.starts_on <= today <= pause.ends_on)
