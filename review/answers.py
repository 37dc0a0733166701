"""An entry in words, and no more of it than is shared. Unanswered is said to be unanswered; it is never 0."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import Patient
from journal.models import Entry, Symptom
from journal.models.entry import SELF_HARM, USED

from .access import Scope

SAFE_NOW = "safe_now"
ABOUT_HARM = {SELF_HARM, SAFE_NOW}
SKIPPED, NOT_ASKED, UNREADABLE = "skipped", "not asked", "can't be read"


def kind_of(symptom: Symptom) -> str:
    """Under which kind of consent the answers about a symptom fall."""
    if symptom.code == USED:
        return Scope.USE
    return Scope.SAFETY if symptom.code in ABOUT_HARM else Scope.RATINGS


def shared(symptoms: Iterable[Symptom], scope: Collection[str]) -> list[Symptom]:
    """Those whose answers are shared, in the order of the catalogue."""
    return [symptom for symptom in symptoms if kind_of(symptom) in scope]


@dataclass(frozen=True)
class Answer:
    """One question and what was answered, in words. `stands_out`: the catalogue has it as a red flag, or it is about
    harming oneself; it says "look here", and nothing of how bad it is."""

    label: str
    words: str
    stands_out: bool = False


@dataclass(frozen=True)
class Told:
    """What an entry says. `skipped` and `not_asked` are labels; `note` is None when notes aren't shared."""

    answers: tuple[Answer, ...]
    skipped: tuple[str, ...]
    not_asked: tuple[str, ...]
    note: str | None

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.answers or self.skipped or self.note)


def tell(entry: Entry, symptoms: Iterable[Symptom], scope: Collection[str]) -> Told:
    """`entry` in words, as far as `scope` goes. Of what wasn't asked, only the questions of every day are named."""
    known = shared(symptoms, scope)
    asked = [symptom for symptom in known if symptom.code in entry.ratings]
    answered = [symptom for symptom in asked if entry.ratings[symptom.code] is not None]
    return Told(
        answers=tuple(_answer(symptom, entry.ratings[symptom.code]) for symptom in answered),
        skipped=tuple(symptom.label for symptom in asked if symptom not in answered),
        not_asked=tuple(each.label for each in known if each.quick and each.active and each not in asked),
        note=entry.note if Scope.NOTES in scope else None,
    )


def _answer(symptom: Symptom, value) -> Answer:
    label = f"{symptom.label} (higher is better)" if _needs_direction(symptom) else symptom.label
    return Answer(label, in_words(symptom, value), _stands_out(symptom, value))


def _stands_out(symptom: Symptom, value) -> bool:
    if symptom.code == SAFE_NOW:
        return value is False
    return (symptom.red_flag or symptom.code in ABOUT_HARM) and bool(value)


def _needs_direction(symptom: Symptom) -> bool:
    return symptom.higher_is_better and symptom.scale == Symptom.Scale.NRS10


def in_words(symptom: Symptom, value) -> str:
    """An answer as somebody would say it."""
    if value is None:
        return SKIPPED
    if symptom.scale == Symptom.Scale.BOOL or isinstance(value, bool):
        return {True: "yes", False: "no"}.get(value, UNREADABLE)
    if not isinstance(value, (int, float)):
        return UNREADABLE
    if symptom.scale == Symptom.Scale.ORD4:
        return symptom.choices[int(value)].lower() if 0 <= value < len(symptom.choices) else UNREADABLE
    units = {Symptom.Scale.NRS10: f" of {symptom.maximum.normalize():f}", Symptom.Scale.HOURS: " h"}
    return f"{value:g}{units.get(symptom.scale, '')}"


@dataclass(frozen=True)
class Version:
    """One version of an entry: when it was written and by whom, and what it changed. `earlier_note` is the note it
    took the place of."""

    at: datetime
    by: str
    is_first: bool
    changes: tuple[tuple[str, str, str], ...]
    note_changed: bool
    earlier_note: str

    @property
    def is_hidden(self) -> bool:
        """Whether all that changed isn't shared."""
        return not (self.is_first or self.changes or self.note_changed)


def versions(events, patient: Patient, symptoms: Iterable[Symptom], scope: Collection[str]) -> list[Version]:
    """The versions of an entry from its history (oldest first), newest first, as far as `scope` goes."""
    known, with_notes = shared(symptoms, scope), Scope.NOTES in scope
    found, before = [], None
    for event in events:
        changes = tuple(_changes(before.ratings, event.ratings, known)) if before else ()
        note_changed = bool(before) and with_notes and before.note != event.note
        at = timezone.localtime(event.pgh_created_at, patient.zone)
        earlier = before.note if note_changed else ""
        found.append(Version(at, _by(event, patient), before is None, changes, note_changed, earlier))
        before = event
    return found[::-1]


def _changes(before: Mapping, after: Mapping, symptoms: Iterable[Symptom]):
    for symptom in symptoms:
        was, now = (_said(symptom, ratings) for ratings in (before, after))
        if was != now:
            yield symptom.label, was, now


def _said(symptom: Symptom, ratings: Mapping) -> str:
    return in_words(symptom, ratings[symptom.code]) if symptom.code in ratings else NOT_ASKED


def _by(event, patient: Patient) -> str:
    context = event.pgh_context or {}
    who = "the patient" if context.get("user") == patient.pk else "the service"
    return f"{who} ({context['why']})" if context.get("why") else who
