"""What the columns of a table seem to hold. Guesses only where a name can mean one thing; she looks them over."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from journal.models import Symptom
from journal.models.entry import USED

from .dates import Way, is_certain, ways_to_read
from .mapping import COPING, NOTE, TRIGGERS, Target
from .own import has_our_header
from .reading import Table, UnreadableFile
from .values import is_blank, is_skipped, number_in

DATE_NAMES = frozenset(["date", "day", "full date", "datum", "fecha", "data"])
NOTE_NAMES = frozenset(["note", "notes", "comment", "comments", "diary", "journal"])
NO_SYMPTOMS = dict.fromkeys(NOTE_NAMES, NOTE) | {"triggers": TRIGGERS, "coping": COPING}
# Names that mean one symptom in one direction, whoever writes them. "Mood" or "sleep" could mean either end.
WELL_KNOWN = {
    "down": "low_mood", "depressed": "low_mood", "depression": "low_mood", "sad": "low_mood", "sadness": "low_mood",
    "anxious": "anxiety", "nervous": "anxiety", "cravings": "craving", "irritated": "irritability",
    "irritable": "irritability", "restless": "restlessness", "agitated": "restlessness", "tired": "fatigue",
    "stressed": "stress", "hours of sleep": "sleep_hours", "sleep hours": "sleep_hours", "bad dreams": "nightmares",
    "ketamine": USED, "ketamine used": USED,
}  # fmt: skip
# Our codes that elsewhere name a good thing: a high "concentration" there is a low one here.
TWO_WAYS = frozenset(["concentration", "memory", "appetite", "judgement", "responsibilities", "unreal"])
SAMPLES, SAMPLE_LETTERS = 3, 40


@dataclass(frozen=True)
class Scale:
    """The lowest and highest number that a diary's column could hold."""

    low: Decimal
    high: Decimal

    def holds(self, low: Decimal, high: Decimal) -> bool:
        """Whether numbers from `low` to `high` fit."""
        return self.low <= low and high <= self.high


def _scales(*ends: tuple[int, int]) -> list[Scale]:
    return [Scale(Decimal(low), Decimal(high)) for low, high in ends]


# Scales that diaries use, the narrower first. A column that has zeros is taken for our own 0 to 10.
FROM_ONE, FROM_ZERO = _scales((1, 5), (1, 7), (1, 10), (0, 100)), _scales((0, 10), (0, 100))
AROUND_ZERO = _scales((-3, 3), (-5, 5), (-10, 10), (-50, 50), (-100, 100))


@dataclass(frozen=True)
class Column:
    """A column: its name, a few of its cells, how many are filled, the range of its numbers or that it holds words,
    the ways to read it as dates (and whether the first is beyond doubt), and what it may become."""

    number: int
    name: str
    samples: tuple[str, ...] = ()
    filled: int = 0
    low: Decimal | None = None
    high: Decimal | None = None
    wordy: bool = False
    scale: Scale | None = None
    ways: tuple[Way, ...] = ()
    certain: bool = False
    guess: Target | None = None

    @property
    def is_named_date(self) -> bool:
        """Whether it is called date or the like."""
        return self.plain_name in DATE_NAMES

    @property
    def plain_name(self) -> str:
        """The name in small letters, words apart."""
        return " ".join(re.sub(r"[_\-]+", " ", self.name.lower()).split())

    def with_scale(self, scale: Scale) -> "Column":
        """The same column on another scale."""
        guess = self.guess and replace(self.guess, low=scale.low, high=scale.high)
        return replace(self, scale=scale, guess=guess)


def look_at(table: Table, symptoms: Iterable[Symptom]) -> list[Column]:
    """The columns of `table` with what they seem to hold. Raises UnreadableFile when it can't be a diary."""
    columns = _all_seen(table)
    if any(ways_to_read([name]) for name in table.header):
        raise UnreadableFile(
            "The first row holds a date. It should hold the names of the columns: date, mood, note and so on.",
            "no_header",
        )
    if not any(column.ways for column in columns):
        raise UnreadableFile(
            "We find no column of dates. Dates like 2026-03-31, 31/03/2026 or 31.03.2026 can be read.", "no_dates"
        )
    return _guessed(_with_scales(columns), list(symptoms))


def look_closer(table: Table, symptoms: Iterable[Symptom]) -> list[Column]:
    """The same for a table without dates, whose rows are known to be days."""
    return _guessed(_with_scales(_all_seen(table)), list(symptoms))


def _all_seen(table: Table) -> list[Column]:
    return [_seen(number, name, table.column(number)) for number, name in enumerate(table.header)]


def _seen(number: int, name: str, cells: Sequence[str]) -> Column:
    ways = ways_to_read(cells)
    told = [cell.strip() for cell in cells if not is_blank(cell)]
    samples = tuple(dict.fromkeys(cell[:SAMPLE_LETTERS] for cell in told[:200]))[:SAMPLES]
    if ways:
        return Column(number, name, samples, len(told), ways=tuple(ways), certain=is_certain(ways, cells))
    answers = [cell for cell in told if not is_skipped(cell)]
    numbers = [found for cell in answers if (found := number_in(cell)) is not None]
    # A word here and there is a slip of the pen; a column of words isn't a scale.
    wordy = len(answers) > 2 * len(numbers)
    low, high = (min(numbers), max(numbers)) if numbers and not wordy else (None, None)
    return Column(number, name, samples, len(told), low, high, wordy)


def _with_scales(columns: list[Column]) -> list[Column]:
    """Each with the narrowest common scale that holds its numbers. One diary mostly has one scale: where at least
    two other columns need a wider one of the same kind, it is that."""
    own = [replace(column, scale=_narrowest(column)) for column in columns]
    return [replace(column, scale=_shared(column, own)) for column in own]


def _kind(low: Decimal) -> list[Scale]:
    if low < 0:
        return AROUND_ZERO
    return FROM_ONE if low >= 1 else FROM_ZERO


def _narrowest(column: Column) -> Scale | None:
    if column.low is None:
        return None
    return next((scale for scale in _kind(column.low) if scale.holds(column.low, column.high)), None)


def _shared(column: Column, columns: list[Column]) -> Scale | None:
    if column.scale is None:
        return None
    kind = _kind(column.low)
    needed = [other.scale for other in columns if other.scale in kind]
    wider = [scale for scale in kind[:3] if needed.count(scale) >= 2 and scale.holds(column.low, column.high)]
    return max([column.scale, *wider], key=kind.index) if column.scale in kind[:3] else column.scale


def _guessed(columns: list[Column], symptoms: list[Symptom]) -> list[Column]:
    """With a first choice for the columns whose names are plain. No symptom is chosen twice."""
    known = {symptom.code: symptom for symptom in symptoms}
    ours = has_our_header([column.name for column in columns], known)
    by_name = {name: known[code] for name, code in WELL_KNOWN.items() if code in known}
    by_name |= {code.replace("_", " "): row for code, row in known.items() if ours or code not in TWO_WAYS}
    by_name |= {row.label.lower(): row for row in symptoms}
    taken, seen = set(), []
    for column in columns:
        guess = None if column.ways else _guess(column, by_name, ours)
        if guess and guess.to not in taken:
            taken.add(guess.to)
            column = replace(column, guess=guess)
        seen.append(column)
    return seen


def _guess(column: Column, by_name: dict[str, Symptom], ours: bool) -> Target | None:
    symptom = by_name.get(column.plain_name)
    if symptom is None:
        return Target(NO_SYMPTOMS[column.plain_name]) if column.plain_name in NO_SYMPTOMS else None
    if not column.samples or not _fits(column, symptom):
        return None
    if symptom.scale != Symptom.Scale.NRS10:
        return Target(symptom.code)
    scale = Scale(Decimal(symptom.minimum), Decimal(symptom.maximum)) if ours else column.scale
    return Target(symptom.code, scale.low, scale.high) if scale else None


def _fits(column: Column, symptom: Symptom) -> bool:
    """Whether its cells can be answers to this question at all."""
    worded = symptom.scale in {Symptom.Scale.BOOL, Symptom.Scale.ORD4, Symptom.Scale.MULTI}
    return worded or not column.wordy
