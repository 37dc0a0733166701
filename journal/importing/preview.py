"""What an import would do, in finished words, before anything is done."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from journal.models import Symptom
from journal.models.entry import USED
from journal.wording import NONE_OF_THESE, SKIPPED

from .becoming import LISTS, Becomes
from .found import Day, Reading
from .mapping import TAGS
from .reading import WESTERN
from .tags import NewTag

SHOWN_DAYS, NOTE_LETTERS = 7, 40
GAP = "–"
Words = Callable[[str | NewTag], str]


@dataclass(frozen=True)
class Preview:
    """What would be done: `becomes` says what turns into what; `head` and `rows` are the first days; `remarks` are
    sentences about how the file was read; `new_words` will be words of her own."""

    becomes: list[Becomes]
    head: list[str]
    rows: list[tuple[date, list[str]]]
    remarks: list[str]
    new_words: list[str]
    new: int
    existing: int
    first: date | None
    last: date | None


def preview(
    reading: Reading,
    *,
    becomes: list[Becomes],
    symptoms: Sequence[Symptom],
    words: Words,
    encoding: str,
    present: Collection[date],
    day0: date | None,
) -> Preview:
    """What bringing `reading` over would do, for somebody who has entries on the days `present` and counts from
    `day0`. `symptoms` are those it fills, and `words` are those of a tag."""
    days, existing = list(reading.days), sum(day in present for day in reading.days)
    columns = _columns(reading, symptoms, words)
    return Preview(
        becomes=becomes,
        head=[name for name, _ in columns],
        rows=[(day, [cell(reading.days[day]) for _, cell in columns]) for day in days[:SHOWN_DAYS]],
        remarks=_remarks(reading, encoding, day0),
        new_words=[tag.label for tag in reading.new_tags],
        new=len(days) - existing,
        existing=existing,
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def _columns(reading: Reading, symptoms: Sequence[Symptom], words: Words) -> list[tuple[str, Callable[[Day], str]]]:
    """The columns of the table of days: a name, and what gives the cell of a day."""
    told = [(symptom.label, partial(_answer, symptom.code)) for symptom in symptoms]
    days = reading.days.values()
    told += [
        (LISTS[kind], partial(_tags, name, words))
        for name, kind in TAGS.items()
        if any(getattr(day, name) for day in days)
    ]
    return told + ([("Note", _note)] if any(day.note for day in days) else [])


def _answer(code: str, told: Day) -> str:
    if code not in told.ratings:
        return GAP
    answer = told.ratings[code]
    if answer is None:
        return SKIPPED
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return (", ".join(answer) or NONE_OF_THESE) if isinstance(answer, list) else f"{answer}"


def _tags(name: str, words: Words, told: Day) -> str:
    return ", ".join(map(words, getattr(told, name))) or GAP


def _note(told: Day) -> str:
    return (told.note if len(told.note) <= NOTE_LETTERS else told.note[: NOTE_LETTERS - 1] + "…") or GAP


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
