"""Rows as days, the way she chose. A cell that can't be read is left out and named; the rest of its row stays."""

from collections import defaultdict
from collections.abc import Mapping as Map
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from journal.days import EARLIEST_DAY
from journal.formulas import unguarded
from journal.models import Entry, Symptom, Tag
from journal.models.entry import NOTE_LENGTH, day_or_none

from .dates import read_date
from .found import Day, Omitted, Reading
from .reading import Table
from .tags import TagWords
from .values import NO, READERS, YES, BadCell, Reader, is_blank, is_skipped, shown

NOTE, TRIGGERS, COPING = "note", "triggers", "coping"
SAME_AS, LATE, SOURCE = "same_as", "late", "source"  # in our own export only
TAGS = {TRIGGERS: Tag.Kind.TRIGGER, COPING: Tag.Kind.COPING}
NO_SYMPTOM = frozenset([NOTE, TRIGGERS, COPING, SAME_AS, LATE, SOURCE])


@dataclass(frozen=True)
class Target:
    """What a column becomes: `to` is a symptom's code, or one of NO_SYMPTOM. The scale matters for 0 to 10 ratings
    only."""

    to: str
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(10)
    turned: bool = False

    def as_settings(self) -> dict:
        """As plain data that JSON can hold."""
        return asdict(self) | {"low": str(self.low), "high": str(self.high)}

    @classmethod
    def from_settings(cls, kept: Map) -> "Target":
        """From what `as_settings` gave."""
        return cls(kept["to"], Decimal(kept["low"]), Decimal(kept["high"]), kept["turned"])


@dataclass(frozen=True)
class Mapping:
    """What she chose: the column of dates, how they are written, and what other columns (by number) become. `ours`: we
    wrote the file, and there was nothing to choose."""

    date_column: int
    order: str
    targets: dict[int, Target]
    ours: bool = False

    def as_settings(self) -> dict:
        """As plain data that JSON can hold."""
        targets = {str(number): target.as_settings() for number, target in self.targets.items()}
        return {"date_column": self.date_column, "order": self.order, "targets": targets}

    @classmethod
    def from_settings(cls, kept: Map) -> "Mapping":
        """From what `as_settings` gave."""
        targets = {int(number): Target.from_settings(told) for number, told in kept["targets"].items()}
        return cls(kept["date_column"], kept["order"], targets)

    @property
    def codes(self) -> list[str]:
        """The symptoms it fills, each once."""
        told = (target.to for target in self.targets.values() if target.to not in NO_SYMPTOM)
        return list(dict.fromkeys(told))

    @property
    def has_tags(self) -> bool:
        """Whether it fills one of her lists."""
        return any(target.to in TAGS for target in self.targets.values())


class Told:
    """What the rows of one day say."""

    def __init__(self):
        self.rows, self.answers, self.skipped, self.notes = 0, defaultdict(list), set(), []
        self.tags, self.more = {TRIGGERS: [], COPING: []}, {}

    def __bool__(self):
        return bool(self.answers or self.skipped or self.notes or any(self.tags.values()) or self.more)


def readers(targets: Map[int, Target], symptoms: Map[str, Symptom], *, ours: bool = False) -> dict[int, Reader]:
    """What reads each column that becomes a symptom."""
    return {
        number: READERS[symptoms[target.to].scale](
            symptoms[target.to], low=target.low, high=target.high, turned=target.turned, ours=ours
        )
        for number, target in targets.items()
        if target.to not in NO_SYMPTOM
    }


def day_of(reading: Reading, row: int, column: str, text: str, day: date | None, today: date) -> date | None:
    """`day` if there can be such a day in the journal; else None, and the row is noted as left out."""
    if day is None:
        why = "there is no date" if is_blank(text) else f"{shown(text)} is not a date"
    elif day > today:
        why = f"{shown(text)} is still to come"
    elif day < EARLIEST_DAY:
        why = f"{shown(text)} is before {EARLIEST_DAY.year}"
    else:
        return day
    reading.leave_out(row, column, f"{why}. The whole row is left out")
    return None


class RowReader:
    """Reads the rows of a table by a mapping into a `Reading`."""

    def __init__(self, table: Table, mapping: Mapping, symptoms: Map[str, Symptom], tags: TagWords, today: date):
        self.table, self.mapping, self.tags, self.today = table, mapping, tags, today
        self.by_column = readers(mapping.targets, symptoms, ours=mapping.ours)
        self.reading, self.told = Reading(), defaultdict(Told)

    def read(self) -> Reading:
        """The days, the oldest first."""
        for number, cells in self.table.rows:
            text, column = cells[self.mapping.date_column], self.table.header[self.mapping.date_column]
            day = read_date(text, self.mapping.order)
            day = day_of(self.reading, number, column, text, day, self.today)
            if day:
                self.told[day].rows += 1
                self._hear(number, cells, self.told[day])
        self._settle()
        self.reading.omitted = self._omitted()
        self.reading.new_tags = list(self.tags.new.values())
        return self.reading

    def _hear(self, row: int, cells: list[str], told: Told) -> None:
        """Add a row to what its day says."""
        for column, target in self.mapping.targets.items():
            try:
                self._hear_cell(row, column, target.to, cells[column], told)
            except BadCell as problem:
                self.reading.leave_out(row, self.table.header[column], str(problem))

    def _hear_cell(self, row: int, column: int, to: str, cell: str, told: Told) -> None:
        text = cell.strip()
        if to == NOTE:
            note = unguarded(cell if self.mapping.ours else text)  # our own come back to the letter
            told.notes += [(row, self.table.header[column], note)] if note else []
        elif to in TAGS:
            found, problems = self.tags.read(TAGS[to], text)
            told.tags[to] += found
            for problem in problems:
                self.reading.leave_out(row, self.table.header[column], problem)
        elif to in NO_SYMPTOM:
            told.more |= {to: OURS[to](text)} if text else {}
        elif is_skipped(text):
            told.skipped.add(column)
        elif not is_blank(text):
            answer = self.by_column[column].read(text)
            told.answers[column].append(answer)

    def _settle(self) -> None:
        for day in sorted(self.told):
            told = self.told[day]
            if told:
                self.reading.days[day] = settled(self.reading, told, self.by_column)
                self.reading.joined += told.rows > 1
            else:
                self.reading.silent += told.rows

    def _omitted(self) -> list[Omitted]:
        """The columns that become nothing, with how many of their cells hold something."""
        used = {self.mapping.date_column, *self.mapping.targets}
        left = [number for number in range(len(self.table.header)) if number not in used]
        counts = {number: sum(not is_blank(cell) for cell in self.table.column(number)) for number in left}
        return [Omitted("column", self.table.header[number], many) for number, many in counts.items() if many]


def settled(reading: Reading, told: Told, by_column: dict[int, Reader]) -> Day:
    """One day's answers out of its rows."""
    ratings = {by_column[column].symptom.code: None for column in told.skipped}
    ratings |= {by_column[column].symptom.code: by_column[column].settle(all_) for column, all_ in told.answers.items()}
    note = "\n".join(text for _, _, text in told.notes)
    if len(note) > NOTE_LENGTH:
        row, column, _ = told.notes[-1]
        reading.leave_out(row, column, f"the note is longer than {NOTE_LENGTH:,} letters. The end is left out")
    tags = {name: tuple(dict.fromkeys(tags)) for name, tags in told.tags.items()}
    return Day(ratings, note[:NOTE_LENGTH], **tags, **told.more)


def _day_before(text: str) -> date:
    day = day_or_none(text)
    if day is None:
        raise BadCell(f"{shown(text)} is not a date")
    return day


def _late(text: str) -> bool:
    if text.lower() not in YES | NO:
        raise BadCell(f"{shown(text)} is not yes or no")
    return text.lower() in YES


def _source(text: str) -> str:
    if text not in Entry.Source.values:
        raise BadCell(f"{shown(text)} says nothing here")
    return text


OURS = {SAME_AS: _day_before, LATE: _late, SOURCE: _source}


def read_days(table: Table, mapping: Mapping, symptoms: Map[str, Symptom], tags: TagWords, *, today: date) -> Reading:
    """The days that `table` holds by `mapping`. `symptoms` by code; `today` is the last day there can be.

    Several rows of a day become one: numbers are averaged, one yes is a yes, notes are joined. Blank stays absent.
    """
    return RowReader(table, mapping, symptoms, tags, today).read()
