"""Dates as diaries write them. Day or month first is never guessed where both make sense."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

YMD, DMY, MDY = "ymd", "dmy", "mdy"
ORDERS = {YMD: "year first", DMY: "day first", MDY: "month first"}
PLACES = {YMD: (0, 1, 2), DMY: (2, 1, 0), MDY: (2, 0, 1)}  # where year, month and day stand
TIME = r"[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:[AaPp]\.?[Mm]\.?)?\s?(?:Z|[+-]\d{2}:?\d{2})?"
DATE = re.compile(rf"\s*(\d{{1,4}})([-./])(\d{{1,2}})\2(\d{{1,4}})(?:{TIME})?\s*", re.ASCII)
FIRST_TWO_DIGIT_YEAR = 90  # "05" is 2005 and "97" is 1997: the journal begins in 1990
TRIED_FIRST = 50


@dataclass(frozen=True)
class Way:
    """A way to read a column as dates: the order, how many of its cells make sense so, and one of them."""

    order: str
    read: int
    example: str
    day: date


def read_date(text: str, order: str) -> date | None:
    """The date in `text`, as it is written there; a time of day after it is left aside. None if there isn't one."""
    found = DATE.fullmatch(text)
    if not found:
        return None
    parts = found.group(1, 3, 4)
    year, month, day = (parts[place] for place in PLACES[order])
    if len(year) not in (2, 4) or len(day) > 2 or len(month) > 2 or (order == YMD and len(year) != 4):
        return None
    try:
        return date(_full(year), int(month), int(day))
    except ValueError:
        return None


def _full(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (1900 if int(year) >= FIRST_TWO_DIGIT_YEAR else 2000)


def ways_to_read(cells: Sequence[str]) -> list[Way]:
    """The orders in which at least half of the filled `cells` are dates, the one that fits most first."""
    filled = [cell for cell in cells if cell.strip()]
    if not any(DATE.fullmatch(cell) for cell in filled[:TRIED_FIRST]):
        return []
    found = []
    for order in ORDERS:
        days = [(cell, day) for cell in filled if (day := read_date(cell, order))]
        if days and len(days) * 2 >= len(filled):
            telling = [pair for pair in days if pair[1].day <= 12 and pair[1].day != pair[1].month]
            example, day = (telling or days)[0]
            found.append(Way(order, len(days), example.strip(), day))
    return sorted(found, key=lambda way: -way.read)


def is_certain(ways: Sequence[Way], cells: Sequence[str]) -> bool:
    """Whether the first of `ways` is the only one that makes sense: it reads more cells than the next, or the same
    date everywhere."""
    if len(ways) < 2 or ways[0].read > ways[1].read:
        return bool(ways)
    first, second = ways[0].order, ways[1].order
    return all(read_date(cell, first) == read_date(cell, second) for cell in cells)
