"""Answers and lists of words as the cells of a table, and lists of words back again."""

import re
from collections.abc import Iterable

from .formulas import guarded, unguarded

SKIPPED = "skipped"  # asked and left out; an empty cell was not asked
NONE = "none"  # of several, none
BLANK = frozenset(["", "-", "\u2013", "\u2014", "na", "n/a", "nan", "null"])
TAKEN = BLANK | {SKIPPED, "skip", NONE}  # what a cell says without being a word
PARTING = re.compile(r"(?<!\\)((?:\\\\)*)[;|]")
ESCAPE = re.compile(r"[\\;|]")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def one_line(text: str) -> str:
    """The text without needless blanks, as words are kept."""
    return " ".join(text.split())


def cell_of(answer) -> str:
    """An answer of an entry, as `journal.importing.values` reads it back."""
    if answer is None:
        return SKIPPED
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, list):
        return joined(item_of(str(word)) for word in answer) or NONE
    return guarded(answer) if isinstance(answer, str) else f"{answer}"


def item_of(words: str, *, marked: bool = False) -> str:
    """Words as one of a list. `marked`: they would be taken for something else, and are only words."""
    item = ESCAPE.sub(r"\\\g<0>", words)
    marked = (marked or words.strip().lower() in TAKEN) and not item.startswith("\\")
    return guarded(f"\\{item}" if marked else item)


def joined(items: Iterable[str]) -> str:
    """Items of `item_of` as one cell."""
    return "; ".join(items)


def parted(cell: str) -> list[tuple[str, bool]]:
    """The words in a cell, each with whether it was marked as only words. The way back from `joined`."""
    items = (unguarded(item.strip()) for item in PARTING.sub("\\1\0", cell).split("\0"))
    return [(ESCAPED.sub(r"\1", item), bool(re.match(r"\\[^\\;|]", item))) for item in items if item]
