"""Where words go on the chart, so that none lies on another or is cut off.

The width of a text is an estimate: that of a wide bold sans-serif at 11 px, so that other fonts need less.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTHS = {
    **dict.fromkeys("ijlIJ ,.:;'|", 4.2),
    **dict.fromkeys("frt()–-", 5.5),
    **dict.fromkeys("csz", 6.6),
    **dict.fromkeys("ABDGHNOQKRUVXY−w", 9.4),
    **dict.fromkeys("mMW…", 12.1),
}
OTHER_WIDTH = 7.9
GAP = 6.0
MOST_ROWS = 4


@dataclass(frozen=True)
class Label:
    """A text between `left` and `right`, as far as is known; `anchor` says which of its points is sure."""

    text: str
    left: float
    right: float
    anchor: str = "start"

    @property
    def x(self) -> float:
        """Where its anchor is."""
        return {"start": self.left, "middle": (self.left + self.right) / 2, "end": self.right}[self.anchor]

    def meets(self, other: "Label") -> bool:
        """Whether the two would touch on one line."""
        return self.left < other.right + GAP and other.left < self.right + GAP


@dataclass(frozen=True)
class Name:
    """A band's name in its row (0 is next to the chart); from higher rows a thin line leads down to `band_x`."""

    label: Label
    row: int
    band_x: float


def width(text: str) -> float:
    """About how wide `text` is, in px."""
    return sum(WIDTHS.get(letter, OTHER_WIDTH) for letter in text)


def centred(text: str, x: float, left: float, right: float) -> Label:
    """`text` centred on `x`, moved inwards where it would leave `left` to `right`."""
    half = width(text) / 2
    if x - half < left:
        return Label(text, left, left + 2 * half)
    if x + half > right:
        return Label(text, right - 2 * half, right, "end")
    return Label(text, x - half, x + half, "middle")


def place(bands: Sequence[tuple[str, float, float]], right: float) -> list[Name]:
    """A place for each band's name: (name, left, right of the band) in order, within `right`.

    A name stands above its band where it fits; otherwise in a higher row with a line leading down. Later names are
    placed first and lower, so that those lines run free. A name for which there is no room is left out: that of a band
    hardly to be seen.
    """
    placed: list[Name] = []
    for text, start, end in reversed(bands):
        if name := _place_one(text, start, end, right, placed):
            placed.insert(0, name)
    return placed


def _place_one(text: str, start: float, end: float, right: float, placed: list[Name]) -> Name | None:
    wide, begin = width(text), start + GAP / 2
    if end - start >= wide + GAP / 2:
        return Name(Label(text, begin, begin + wide), 0, start)
    cut_off = begin + wide > right
    label = Label(text, right - wide, right, "end") if cut_off else Label(text, begin, begin + wide)
    rows = (Name(label, row, start) for row in range(1, MOST_ROWS))
    return next((name for name in rows if not _in_the_way(name, placed)), None)


def _in_the_way(name: Name, placed: list[Name]) -> bool:
    return any(
        (other.row == name.row and name.label.meets(other.label))
        or (other.row < name.row and _crosses(name, other.label))
        or (other.row > name.row and _crosses(other, name.label))
        for other in placed
    )


def _crosses(name: Name, label: Label) -> bool:
    return label.left - 2 < name.band_x < label.right + 2
