"""Where words go on the chart, so that none lies on another or is cut off.

Widths are estimates for the chart's sans-serif at 11 px, on the generous side.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTHS = {**dict.fromkeys("fijlrtI .,:;'|()", 4.2), **dict.fromkeys("mwMWAOQ–−…", 9.6)}
OTHER_WIDTH = 7.0
GAP = 6.0
MOST_ROWS = 4


@dataclass(frozen=True)
class Label:
    """A band's name: its left end, its row (0 is next to the chart), and where its band begins."""

    text: str
    x: float
    row: int
    band_x: float

    @property
    def right(self) -> float:
        """Its right end."""
        return self.x + width(self.text)

    @property
    def needs_leader(self) -> bool:
        """Whether a thin line must lead from it to its band."""
        return self.row > 0


def width(text: str) -> float:
    """About how wide `text` is, in px."""
    return sum(WIDTHS.get(letter, OTHER_WIDTH) for letter in text)


def fit(x: float, text: str, left: float, right: float) -> float:
    """The left end of `text` so that it is centred on `x` as well as staying between `left` and `right` allows."""
    return min(max(x - width(text) / 2, left), right - width(text))


def place(bands: Sequence[tuple[str, float, float]], right: float) -> list[Label]:
    """A place for each band's name: (name, left, right of the band) in order, within `right`.

    A name stands above its band where it fits; otherwise in a higher row with a line leading down. Later names are
    placed first and lower, so that those lines run free.
    """
    placed: list[Label] = []
    for name, start, end in reversed(bands):
        placed.insert(0, _place_one(name, start, end, right, placed))
    return placed


def _place_one(name: str, start: float, end: float, right: float, placed: list[Label]) -> Label:
    if end - start >= width(name) + GAP:
        return Label(name, start + GAP / 2, 0, start)
    x = min(start + GAP / 2, right - width(name))
    rows = range(1, MOST_ROWS)
    free = (Label(name, x, row, start) for row in rows)
    return next((label for label in free if not _in_the_way(label, placed)), Label(name, x, MOST_ROWS, start))


def _in_the_way(label: Label, placed: list[Label]) -> bool:
    for other in placed:
        overlaps = other.row == label.row and label.x < other.right + GAP and other.x < label.right + GAP
        crossed = other.row < label.row and other.x - 2 < label.band_x < other.right + 2
        crosses = other.row > label.row and label.x - 2 < other.band_x < label.right + 2
        if overlaps or crossed or crosses:
            return True
    return False
