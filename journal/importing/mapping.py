"""Rows as days, the way she chose. A cell that can't be read is left out and named; the rest of its row stays."""

from collections import defaultdict
from collections.abc import Mapping as Map
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal

from journal.days import EARLIEST_DAY
from journal.formulas import unguarded
from journal.models import Symptom
from journal.models.entry import NOTE_LENGTH

from .dates import read_date
from .reading import Table
from .values import READERS, BadCell, Reader, is_blank, is_skipped, shown

NOTE = "note"
SHOWN_PROBLEMS = 50


@dataclass(frozen=True)
class Target:
    """What a column becomes: `to` is a symptom's code or NOTE. The scale matters for 0 to 10 ratings only."""

    to: str
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(10)
    turned: bool = False


@dataclass(frozen=True)
class Mapping:
    """What she chose: the column of dates, how they are written, and what other columns (by number) become."""

    date_column: int
    order: str
    targets: dict[int, Target]

    def as_settings(self) -> dict:
        """As plain data that JSON can hold."""
        targets = {
            str(number): asdict(target) | {"low": str(target.low), "high": str(target.high)}
            for number, target in self.targets.items()
        }
        return {"date_column": self.date_column, "order": self.order, "targets": targets}

    @classmethod
    def from_settings(cls, kept: Map) -> "Mapping":
        """From what `as_settings` gave."""
        targets = {
            int(number): Target(told["to"], Decimal(told["low"]), Decimal(told["high"]), told["turned"])
            for number, told in kept["targets"].items()
        }
        return cls(kept["date_column"], kept["order"], targets)


@dataclass(frozen=True)
class Day:
    """A day's answers by symptom code (None: asked and skipped), and its note."""

    ratings: dict
    note: str = ""


@dataclass(frozen=True)
class Problem:
    """A cell that is left out, and why."""

    row: int
    column: str
    text: str


@dataclass
class Reading:
    """The days of a file, the oldest first, and what was left out: the first `SHOWN_PROBLEMS` in words, all counted.
    `joined` days had several rows, `silent` rows had nothing to bring."""

    days: dict[date, Day] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    joined: int = 0
    silent: int = 0

    def leave_out(self, row: int, column: str, text: str) -> None:
        """Note a problem."""
        self.problem_count += 1
        if len(self.problems) < SHOWN_PROBLEMS:
            self.problems.append(Problem(row, column, text))

    @property
    def unshown(self) -> int:
        """How many problems aren't in the list."""
        return self.problem_count - len(self.problems)


class _Told:
    """What the rows of one day say."""

    def __init__(self):
        self.rows, self.answers, self.skipped, self.notes = 0, defaultdict(list), set(), []

    def __bool__(self):
        return bool(self.answers or self.skipped or self.notes)


def readers(mapping: Mapping, symptoms: Map[str, Symptom]) -> dict[int, Reader]:
    """What reads each column that becomes a symptom."""
    return {
        number: READERS[symptoms[target.to].scale](
            symptoms[target.to], low=target.low, high=target.high, turned=target.turned
        )
        for number, target in mapping.targets.items()
        if target.to != NOTE
    }


def read_days(table: Table, mapping: Mapping, symptoms: Map[str, Symptom], *, today: date) -> Reading:
    """The days that `table` holds by `mapping`. `symptoms` by code; `today` is the last day there can be.

    Several rows of a day become one: numbers are averaged, one yes is a yes, notes are joined. Blank stays absent.
    """
    reading, told, by_column = Reading(), defaultdict(_Told), readers(mapping, symptoms)
    for number, cells in table.rows:
        day = _day(reading, table, mapping, number, cells, today)
        if day:
            told[day].rows += 1
            _hear(reading, table, mapping, by_column, number, cells, told[day])
    for day in sorted(told):
        if told[day]:
            reading.days[day] = _settled(reading, told[day], by_column)
            reading.joined += told[day].rows > 1
        else:
            reading.silent += told[day].rows
    return reading


def _day(reading: Reading, table: Table, mapping: Mapping, number: int, cells: list[str], today: date) -> date | None:
    text = cells[mapping.date_column]
    day = read_date(text, mapping.order)
    if day is None:
        why = "there is no date" if is_blank(text) else f"{shown(text)} is not a date"
    elif day > today:
        why = f"{shown(text)} is still to come"
    elif day < EARLIEST_DAY:
        why = f"{shown(text)} is before {EARLIEST_DAY.year}"
    else:
        return day
    reading.leave_out(number, table.header[mapping.date_column], f"{why}. The whole row is left out")
    return None


def _hear(reading: Reading, table: Table, mapping: Mapping, by_column: dict, number: int, cells, told: _Told) -> None:
    """Add a row to what its day says."""
    for column, target in mapping.targets.items():
        text, name = cells[column].strip(), table.header[column]
        if target.to == NOTE:
            told.notes += [(number, name, unguarded(text))] if text else []
        elif is_skipped(text):
            told.skipped.add(column)
        elif not is_blank(text):
            try:
                answer = by_column[column].read(text)
            except BadCell as problem:
                reading.leave_out(number, name, str(problem))
            else:
                told.answers[column].append(answer)


def _settled(reading: Reading, told: _Told, by_column: dict[int, Reader]) -> Day:
    """One day's answers out of its rows."""
    ratings = {by_column[column].symptom.code: None for column in told.skipped}
    ratings |= {by_column[column].symptom.code: by_column[column].settle(all_) for column, all_ in told.answers.items()}
    note = "\n".join(text for _, _, text in told.notes)
    if len(note) > NOTE_LENGTH:
        row, column, _ = told.notes[-1]
        reading.leave_out(row, column, f"the note is longer than {NOTE_LENGTH:,} letters. The end is left out")
    return Day(ratings, note[:NOTE_LENGTH])
