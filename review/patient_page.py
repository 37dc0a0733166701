"""The page about one patient, and what stands around an entry, as finished values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import Clinician, Patient
from journal.models import Entry, Symptom
from journal.wording import Told, Words
from resources import countries
from timeline.builder import build as build_timeline
from timeline.reading import known
from timeline.shapes import TimelineView

from . import answers, questionnaires
from .access import Sharing
from .models import unread, with_reading
from .questionnaires import Table

ENTRIES_A_PAGE = 14
AT_ONCE = timedelta(minutes=1)  # a save this soon after the first is the same writing


@dataclass(frozen=True)
class EntryView:
    """An entry as it is shown: in words, with when it was written (by her clock) and whether it was read."""

    entry: Entry
    told: Told
    written: datetime
    edited: datetime | None
    read_at: datetime | None
    is_read: bool
    is_changed: bool
    is_waiting: bool

    @property
    def version(self) -> str:
        """Which version is shown, for the button that says it was read."""
        return self.entry.updated_at.isoformat()


@dataclass(frozen=True)
class PatientPage:
    """Everything on the page. `older` is the day from which the next entries go back (None: these are the first)."""

    timeline: TimelineView
    entries: tuple[EntryView, ...]
    older: date | None
    unread: int
    country: str
    questionnaires: tuple[Table, ...]

    @property
    def shows_answers(self) -> bool:
        """Whether an answered questionnaire is among it."""
        return any(table.lines for table in self.questionnaires)


def view_of(entry: Entry, patient: Patient, sharing: Sharing, symptoms: Iterable[Symptom], words: Words) -> EntryView:
    """`entry` (of `with_reading`) as far as it is shared; `words` are those of `answers.words_for`."""
    zone = patient.zone
    was_edited = entry.updated_at - entry.recorded_at >= AT_ONCE
    return EntryView(
        entry=entry,
        told=answers.tell(entry, symptoms, sharing.scope, words),
        written=timezone.localtime(entry.recorded_at, zone),
        edited=timezone.localtime(entry.updated_at, zone) if was_edited else None,
        read_at=timezone.localtime(entry.read_at, zone) if entry.read_at else None,
        is_read=entry.read_version == entry.updated_at,
        is_changed=entry.read_version is not None and entry.read_version != entry.updated_at,
        is_waiting=entry.waiting,
    )


def build(
    *, patient: Patient, clinician: Clinician, sharing: Sharing, today: date, before: date | None, wanted: str
) -> PatientPage:
    """The page of `patient`, with the entries before a day, or the newest ones. Twelve queries."""
    kept = known(patient)
    words = answers.words_for(patient, kept.catalogue.tags, sharing.scope)
    hers = Entry.objects.visible_to(clinician.user).filter(patient=patient)
    shown, older = with_reading(hers, clinician).page(before, ENTRIES_A_PAGE)
    return PatientPage(
        timeline=build_timeline(patient, today=today, scope=sharing.scope, wanted=wanted, kept=kept),
        entries=tuple(view_of(entry, patient, sharing, kept.catalogue.symptoms, words) for entry in shown),
        older=older,
        unread=unread(hers, clinician).count(),
        country=countries.name(patient.country) if patient.country else "not said",
        questionnaires=questionnaires.build(patient, clinician, sharing.scope),
    )
