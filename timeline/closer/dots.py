"""Two rows of dots on one scale, as SVG: each dot is a day, equal ones are piled up, and a line marks the mean."""

from collections import Counter
from collections.abc import Iterator

from timeline import labels, markup
from timeline.frame import number
from timeline.markup import path, picture, text, upright

from .drawing import WIDTH, level
from .shapes import DotRow, Dots

LEFT, RIGHT = 16.0, 344.0
EDGE, END = 8.0, 352.0  # words keep within these
LABEL_HEIGHT, LINE_HEIGHT = 17, 14
DOT = 5.0
PITCH, HIGHEST_PILE, LOWEST_PILE = 5.6, 96.0, 16.0
ROW_GAP = 8
ROOM = (END - EDGE) * 0.88  # on the narrowest phones words are larger than the picture's 11 px
CUT, QUOTED = "…", "”"


def draw_dots(dots: Dots, name: str) -> str:
    """The two rows as one `<svg>`. `name` begins its ids."""
    piles = [Piles(row, dots.top) for row in dots.rows]
    bottom = sum(each.height for each in piles)
    parts = picture("closer", WIDTH, bottom + LINE_HEIGHT + 6, name, dots.title, dots.description)
    top = 0.0
    for each in piles:
        parts += each.drawn(top)
        top += each.height
    return "".join([*parts, *_scale(dots.top, bottom), "</svg>"])


class Piles:
    """One row: its label, its dots piled up where they are equal, and its mean. As high as its highest pile; above a
    limit dots are packed closer, and none is left out."""

    def __init__(self, row: DotRow, top_of_scale: float):
        self.row, self.top_of_scale = row, top_of_scale
        self.across = sorted(_across(value, top_of_scale) for value in row.values)
        highest = max(Counter(map(_place, self.across)).values())
        self.pitch = min(PITCH, (HIGHEST_PILE - DOT) / max(highest - 1, 1))
        self.pile = max(LOWEST_PILE, DOT + (highest - 1) * self.pitch)
        self.height = LABEL_HEIGHT + self.pile + ROW_GAP

    def drawn(self, top: float) -> Iterator[str]:
        """The row, from `top` on."""
        row, floor = self.row, top + LABEL_HEIGHT + self.pile
        counted = f": {len(row.values)} days, {row.mean:.1f} on average"
        label = _fitted(row.label, ROOM - labels.width(counted)) + counted
        yield text(label, EDGE, top + LABEL_HEIGHT - 5, "name")
        yield level(LEFT, RIGHT, floor + 2)
        yield path("dot", markup.dots(self._dots(floor)))
        yield upright("mean", _across(row.mean, self.top_of_scale), floor - self.pile + 1, floor + 5)

    def _dots(self, floor: float) -> Iterator[markup.At]:
        piled: Counter[int] = Counter()
        for x in self.across:
            yield number(x), number(floor - DOT / 2 - piled[_place(x)] * self.pitch)
            piled[_place(x)] += 1


def _across(value: float, top: float) -> float:
    return LEFT + min(max(value / top, 0), 1) * (RIGHT - LEFT)


def _place(x: float) -> int:
    """Which dots would lie on each other."""
    return round(x / DOT)


def _scale(top: float, y: float) -> Iterator[str]:
    for value in (0, top / 2, top):
        anchor = {0: "", top: "end"}.get(value, "middle")
        x = {"": EDGE, "end": END}.get(anchor, _across(value, top))
        yield text(f"{value:g}", x, y + LINE_HEIGHT - 2, anchor=anchor)


def _fitted(words: str, room: float) -> str:
    """`words`, cut off where they are wider than `room`; a quotation keeps its end."""
    end = CUT + (QUOTED if words.endswith(QUOTED) else "")
    if labels.width(words) <= room:
        return words
    while words and labels.width(words + end) > room:
        words = words[:-1]
    return words.rstrip() + end
