"""What a calendar and a list say of a day beside its date, in words and without reading a note."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import F
from django.db.models.functions import Length

from accounts.models import Patient

from .models import Entry, Pause, UseEvent
from .models.entry import USED
from .wording import day_in_words

Kind = UseEvent.Kind
ONE_DAY = timedelta(days=1)


class Mark(NamedTuple):
    """Something there is of a day: short enough for a calendar's cell, and in full."""

    short: str
    full: str


USE = Mark("used", "ketamine used")
DOSE = Mark("dose", "a prescribed dose")
NOTE = Mark("note", "with a note")
OLDER = Mark("older", "from an older diary")
LATER = Mark("later", "written later")
ENTRY = Mark("entry", "an entry")
PAUSED = Mark("paused", "paused, nothing expected")
LEGEND = (ENTRY, NOTE, LATER, OLDER, USE, DOSE, PAUSED)


class Row(NamedTuple):
    """An entry, as far as its marks go."""

    date: date
    used: bool | None
    note_length: int
    source: str
    late: bool
    same_as: date | None


class Days:
    """What there is of the days of `entries` (of one patient, in their order) and of those from `first` to `last`.
    Two queries, and no note is read."""

    def __init__(self, patient: Patient, entries, first: date, last: date):
        told = entries.annotate(note_length=Length("note"))
        told = told.values_list("date", f"ratings__{USED}", "note_length", "source", "late", "same_as")
        self.rows = {row[0]: Row(*row) for row in told}
        self._uses: dict[date, set[str]] = {}
        self._pauses: list[tuple[date, date]] = []
        for begins, ends, what in _beside(patient, min([first, *self.rows]), max([last, *self.rows])):
            if what in Kind.values:
                self._uses.setdefault(begins, set()).add(what)
            else:
                self._pauses.append((begins, ends))

    def marks(self, day: date) -> list[Mark]:
        """All there is of `day`. An entry is named by what there is of it, and as an entry when there is no more."""
        row = self.rows.get(day)
        said = self._of_use(day, row)
        if row:
            return said + (_of_entry(row) or [ENTRY])
        return said + [PAUSED] * any(begins <= day <= ends for begins, ends in self._pauses)

    def _of_use(self, day: date, row: Row | None) -> list[Mark]:
        """By what is reported of the day; by its entry where there is no such report."""
        kinds = self._uses.get(day)
        if kinds is None:
            return [USE] * bool(row and row.used is True)
        return [USE] * (Kind.NON_PRESCRIBED in kinds) + [DOSE] * (Kind.PRESCRIBED in kinds)

    def told(self, day: date) -> list[str]:
        """What stands beside the date of a day that has an entry."""
        said = [mark.full.capitalize() for mark in self.marks(day) if mark is not ENTRY]
        same_as = self.rows[day].same_as
        return said + [f"About the same as {_named(same_as, day)}"] * bool(same_as)


def _of_entry(row: Row) -> list[Mark]:
    if row.source == Entry.Source.IMPORT:
        return [NOTE] * bool(row.note_length) + [OLDER]
    return [NOTE] * bool(row.note_length) + [LATER] * row.late


def _named(same_as: date | None, day: date) -> str:
    return "the day before" if same_as == day - ONE_DAY else day_in_words(same_as)


def _beside(patient: Patient, first: date, last: date) -> list[tuple[date, date, str]]:
    """Reports of use that stand, and pauses, as (from, to, which kind or why). One query."""
    uses = UseEvent.objects.filter(patient=patient, date__range=(first, last), taken_back_at=None)
    uses = uses.annotate(until=F("date")).values_list("date", "until", "kind")
    pauses = Pause.objects.filter(patient=patient).between(first, last)
    pauses = pauses.values_list("starts_on", "ends_on", "reason")
    return list(uses.order_by().union(pauses.order_by(), all=True))
