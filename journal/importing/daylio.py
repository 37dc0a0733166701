"""Daylio's CSV: moods and activities are words of her own, and what they become is hers to say.

Known first rows: full_date, date, weekday, time, mood, activities, note_title, note; newer ones have scales before
note_title, and the oldest have year in place of full_date and no note_title.
"""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.crypto import salted_hmac

from journal.models import Symptom, Tag

from .columns import Column, Scale, look_closer
from .dates import YMD, is_certain, read_date, ways_to_read
from .daylio_cells import day_in, minute_of, names_in, number_of, plain_text, scales_in
from .mapping import Target
from .reading import Table, UnreadableFile
from .values import number_in

NEEDED = frozenset(["mood", "activities", "note"])
FULL_DATE, YEAR, DATE = "full_date", "year", "date"
NEW_TRIGGER, NEW_COPING = f"new:{Tag.Kind.TRIGGER}", f"new:{Tag.Kind.COPING}"
SUGGESTED = {"rad": 0, "good": 2, "meh": 5, "bad": 7, "awful": 9}  # its five moods, as a rating of low mood
MOST_WORDS = 200_000  # activities and scales of more than ten years of busy days; more would keep others waiting
MOST_MOODS, MOST_ACTIVITIES, MOST_SCALES = 60, 300, 30  # she is asked about; rarer ones are left out, and counted


@dataclass(frozen=True)
class Moment:
    """A row: several of them can be one day. `minute` is the minute of the day, None when it can't be read."""

    row: int
    date_text: str
    day: date | None
    minute: int | None
    mood: str
    activities: tuple[str, ...]
    scales: dict[str, str]
    title: str
    note: str

    @property
    def text(self) -> str:
        """What she wrote."""
        return "\n".join(part for part in (self.title, self.note) if part)


@dataclass(frozen=True)
class Name:
    """A word of hers in the file, and how often it occurs. `key` stands for it where it is kept in the open."""

    name: str
    count: int

    @property
    def key(self) -> str:
        """The same for the same word, and it doesn't tell the word."""
        return key_of(self.name)


def key_of(name: str) -> str:
    """What stands for a word of hers in kept settings."""
    return salted_hmac("journal.importing", name.casefold(), algorithm="sha256").hexdigest()[:24]


def is_daylio(table: Table) -> bool:
    """Whether the first row is one of Daylio's, and its dates can mean one thing only."""
    names = {name.lower() for name in table.header}
    if not names >= NEEDED:
        return False
    if names >= {YEAR, DATE}:
        return True
    column = FULL_DATE if FULL_DATE in names else DATE
    if column not in names:
        return False
    cells = _column(table, column)
    return is_certain(ways_to_read(cells), cells)


def check_size(table: Table) -> None:
    """Raises UnreadableFile when there is more in the lists of `table` than a diary can hold."""
    words = sum(cell.count("|") for name in ("activities", "scales") for cell in _column(table, name))
    if words > MOST_WORDS:
        message = f"This file names more than {MOST_WORDS:,} activities. Please bring it over in parts."
        raise UnreadableFile(message, "too_many_words")


def _column(table: Table, name: str) -> list[str]:
    names = [each.lower() for each in table.header]
    return table.column(names.index(name)) if name in names else [""] * len(table.rows)


class Diary:
    """A table of Daylio's."""

    def __init__(self, table: Table):
        self.table = table
        self.date_column = next(name for name in (FULL_DATE, DATE) if name in map(str.lower, table.header))

    @cached_property
    def moments(self) -> list[Moment]:
        """Its rows, the oldest first: Daylio writes the newest first."""
        found = [self._moment(number, cells) for number, cells in self.table.rows]
        return sorted(found, key=lambda each: (each.day or date.max, each.minute or 0, -each.row))

    @cached_property
    def _order(self) -> str:
        ways = ways_to_read(_column(self.table, self.date_column))
        return ways[0].order if ways else YMD

    def _moment(self, number: int, cells: list[str]) -> Moment:
        told = {name.lower(): cell.strip() for name, cell in zip(self.table.header, cells, strict=True)}
        text, year = told[self.date_column], told.get(YEAR)
        return Moment(
            row=number,
            date_text=f"{text} {year}" if year else text,
            day=day_in(year, text) if year else read_date(text, self._order),
            minute=minute_of(told.get("time", "")),
            mood=" ".join(told["mood"].split()),
            activities=tuple(names_in(told["activities"])),
            scales=dict(scales_in(told.get("scales", ""))),
            title=plain_text(told.get("note_title", "")),
            note=plain_text(told["note"]),
        )

    @cached_property
    def moods(self) -> list[Name]:
        """Its moods: Daylio's own five in their order, then hers, the most frequent first."""
        names = _counted(moment.mood for moment in self.moments if moment.mood)[:MOST_MOODS]
        order = list(SUGGESTED)
        return sorted(names, key=lambda each: order.index(each.name.lower()) if each.name.lower() in order else 5)

    @cached_property
    def activities(self) -> list[Name]:
        """Its activities, the most frequent first."""
        return _counted(name for moment in self.moments for name in moment.activities)[:MOST_ACTIVITIES]

    @cached_property
    def scale_names(self) -> list[str]:
        """The names of its scales, the most frequent first."""
        names = _counted(name for moment in self.moments for name in moment.scales)
        return [each.name for each in names[:MOST_SCALES]]

    def scales(self, symptoms: Iterable[Symptom]) -> list[Column]:
        """Its scales, as columns of their own."""
        names = self.scale_names
        told = (moment.scales for moment in self.moments)
        values = [[number_of(scales[name]) if name in scales else ("", "") for name in names] for scales in told]
        table = Table(tuple(names), tuple((row, [value for value, _ in cells]) for row, cells in enumerate(values)))
        most = {at: _most(cells[at][1] for cells in values) for at in range(len(names))}
        return [
            column if most[column.number] is None else _up_to(column, most[column.number])
            for column in look_closer(table, symptoms)
        ]


def _counted(names: Iterable[str]) -> list[Name]:
    """Each word once, in its first spelling, with how often it occurs."""
    spelt, counts = {}, Counter()
    for name in names:
        spelt.setdefault(name.casefold(), name)
        counts[name.casefold()] += 1
    return [Name(spelt[key], count) for key, count in counts.most_common()]


def _most(texts: Iterable[str]) -> Decimal | None:
    return max((number for text in texts if (number := number_in(text)) is not None), default=None)


def _up_to(column: Column, most: Decimal) -> Column:
    """With the scale that its values name: "8/10" goes up to 10."""
    return column.with_scale(Scale(min(Decimal(0), column.low or Decimal(0)), most))


@dataclass(frozen=True)
class Choice:
    """What she chose: the symptom that moods become ("" for none) and the value of each, what activities become (a
    tag's code, `NEW_TRIGGER` or `NEW_COPING`), what scales become, whether notes come along, and whether activities
    are written into them. Words of hers stand here by their key; None and "" are left out."""

    symptom: str = ""
    moods: dict[str, int | None] = field(default_factory=dict)
    activities: dict[str, str] = field(default_factory=dict)
    scales: dict[str, Target | None] = field(default_factory=dict)
    notes: bool = True
    name_activities: bool = False

    def as_settings(self) -> dict:
        """As plain data that JSON can hold."""
        scales = {key: target and target.as_settings() for key, target in self.scales.items()}
        return {**vars(self), "scales": scales}

    @classmethod
    def from_settings(cls, kept: Map) -> "Choice":
        """From what `as_settings` gave."""
        scales = {key: told and Target.from_settings(told) for key, told in kept["scales"].items()}
        return cls(**{**kept, "scales": scales})

    def knows_all_of(self, diary: Diary) -> bool:
        """Whether it says something of every word in `diary`."""
        return (
            {mood.key for mood in diary.moods} <= self.moods.keys()
            and {activity.key for activity in diary.activities} <= self.activities.keys()
            and set(map(key_of, diary.scale_names)) <= self.scales.keys()
        )

    @property
    def codes(self) -> list[str]:
        """The symptoms it fills."""
        scales = [target.to for target in self.scales.values() if target]
        return [*([self.symptom] if self.symptom else []), *scales]
