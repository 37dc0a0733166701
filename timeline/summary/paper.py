"""How full a printed page is. A browser can't make a page fit by itself, so the sheet says how small it has to be set.

Lengths are in letters of middling width, heights in lines of 10 pt; both are estimates on the safe side, as a browser
prints with whatever font the device has.
"""

import math
import unicodedata
from collections.abc import Iterable, Iterator

from .shapes import Fact, Section

WIDE, NARROW, LABEL = 78, 36, 25  # letters in a line of the page, of half of it, and of the first column of changes
WIDE_LETTERS = frozenset("mMWw@%…—")
HEADER, STANDING, TITLE, GAP, ROW, SMALL = 4.0, 3.0, 1.6, 1.0, 1.5, 0.9
# How much a page holds, and what it is called then: at 10, 8.5, 7 and 6 pt (static/summary.css). Smaller letters make
# longer lines and more of them.
HOLDS = ((54, ""), (74, "crowded"), (108, "packed"))
FULLEST = "crammed"


def fullness(sections: Iterable[Section]) -> str:
    """The class of a sheet with these sections; empty as long as nothing has to be smaller."""
    lines = HEADER + STANDING + sum(max(map(_height, row)) + GAP for row in _rows(sections))
    return next((name for holds, name in HOLDS if lines <= holds), FULLEST)


def _rows(sections: Iterable[Section]) -> Iterator[list[Section]]:
    """Two narrow ones that follow each other stand side by side."""
    waiting: list[Section] = []
    for section in sections:
        if waiting and (section.is_wide or len(waiting) == 2):
            yield waiting
            waiting = []
        waiting = [*waiting, section]
        if section.is_wide:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _height(section: Section) -> float:
    across = WIDE if section.is_wide else NARROW
    facts = sum(_lines(line, across) for fact in section.facts for line in _said(fact).split("\n"))
    table = sum(ROW + SMALL * (_lines(row.label, LABEL) - 1) for row in section.rows)
    return TITLE + facts + (ROW + table if table else 0) + SMALL * _lines(section.caption, WIDE)


def _said(fact: Fact) -> str:
    return f"{fact.term}: {fact.text}" if fact.term else fact.text


def _lines(text: str, across: int) -> int:
    return math.ceil(sum(map(_width, text)) / across)


def _width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if letter in WIDE_LETTERS or unicodedata.east_asian_width(letter) in "WF" else 1
