"""What an import would do, in finished words, before anything is done."""

from collections.abc import Collection
from collections.abc import Mapping as Map
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from journal.models import Symptom
from journal.models.entry import USED

from .mapping import NOTE, Mapping, Reading, readers
from .reading import WESTERN, Table
from .values import RatingReader, plain

SHOWN_DAYS, NOTE_LETTERS = 7, 40
GAP = "–"


@dataclass(frozen=True)
class Preview:
    """`becomes` pairs a column with what it turns into; `head` and `rows` are the first days; `remarks` are sentences
    about how the file was read."""

    becomes: list[tuple[str, str, str]]
    head: list[str]
    rows: list[tuple[date, list[str]]]
    remarks: list[str]
    new: int
    existing: int
    first: date | None
    last: date | None


def preview(
    table: Table,
    mapping: Mapping,
    reading: Reading,
    symptoms: Map[str, Symptom],
    *,
    encoding: str,
    present: Collection[date],
    day0: date | None,
) -> Preview:
    """What bringing `reading` over would do, for somebody who has entries on the days `present` and counts from
    `day0`."""
    days, existing = list(reading.days), sum(day in present for day in reading.days)
    codes = list(dict.fromkeys(target.to for target in mapping.targets.values() if target.to != NOTE))
    noted = NOTE in {target.to for target in mapping.targets.values()}
    return Preview(
        becomes=_becomes(table, mapping, symptoms),
        head=[symptoms[code].label for code in codes] + (["Note"] if noted else []),
        rows=[(day, _cells(reading, day, codes, noted)) for day in days[:SHOWN_DAYS]],
        remarks=_remarks(reading, encoding, day0),
        new=len(days) - existing,
        existing=existing,
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def _becomes(table: Table, mapping: Mapping, symptoms: Map[str, Symptom]) -> list[tuple[str, str, str]]:
    by_column = readers(mapping, symptoms)
    told = []
    for number, target in sorted(mapping.targets.items()):
        label = "A note" if target.to == NOTE else symptoms[target.to].label
        told.append((table.header[number], label, _how(by_column.get(number))))
    return told


def _how(reader) -> str:
    if not isinstance(reader, RatingReader):
        return ""
    ends = [(reader.low, reader.converted(reader.low)), (reader.high, reader.converted(reader.high))]
    words = {reader.symptom.minimum: reader.symptom.low_word, reader.symptom.maximum: reader.symptom.high_word}
    return ", ".join(f"{plain(theirs)} becomes {plain(ours)}{_said(words, ours)}" for theirs, ours in ends)


def _said(words: Map[Decimal, str], number: Decimal) -> str:
    return f" (“{words[number]}”)" if words.get(number) else ""


def _cells(reading: Reading, day: date, codes: list[str], noted: bool) -> list[str]:
    told = reading.days[day]
    cells = [_cell(told.ratings[code]) if code in told.ratings else GAP for code in codes]
    note = told.note if len(told.note) <= NOTE_LETTERS else told.note[: NOTE_LETTERS - 1] + "…"
    return cells + ([note or GAP] if noted else [])


def _cell(answer) -> str:
    if answer is None:
        return "skipped"
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return f"{answer}"


def _remarks(reading: Reading, encoding: str, day0: date | None) -> list[str]:
    remarks = []
    if encoding == WESTERN:
        remarks.append(
            "We guessed how the letters are stored. If é or ü look odd below, save the file as “UTF-8” and start again."
        )
    if reading.joined:
        remarks.append(
            f"{_days(reading.joined)} had several rows. Numbers are averaged, and one yes is a yes. Notes are joined."
        )
    if reading.silent:
        remarks.append(f"{_count(reading.silent, 'row')} had a date and nothing to bring. Those days stay a gap.")
    later = sum(1 for day, told in reading.days.items() if told.ratings.get(USED) and day0 and day > day0)
    if later:
        remarks.append(
            f"This diary says you used on {_count(later, 'day')} after {day0:%-d %B %Y}, the last use you told us of. "
            "Your day count stays as it is. You can change the date yourself, under More."
        )
    return remarks


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _days(number: int) -> str:
    return _count(number, "day")
