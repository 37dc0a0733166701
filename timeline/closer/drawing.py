"""A strip as SVG: one row a question, bars for numbers, marks for yes and no, empty places where nothing was answered.

Drawn for a width of 360, where 1 unit is 1 px on a small phone. It speaks without colour: a row bears its name, a yes
is a full square and a no a small ring. Looks come from `closer.css` alone: there is no style in the markup.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from timeline import labels
from timeline.frame import number
from timeline.markup import path, picture, text, upright

from .shapes import Row, Slot, Strip

WIDTH = 360
LEFT, RIGHT, EDGE = 26.0, 352.0, 8.0
LABEL_HEIGHT, LINE_HEIGHT = 18, 14
NUMBERS_HEIGHT = 13  # over the bars, for their numbers
BARS_HEIGHT, TALL_HEIGHT, MARKS_HEIGHT = 30, 112, 16
ROW_GAP = 6
BAR_SHARE, WIDEST_BAR = 0.72, 16.0  # of its place; the rest keeps bars apart
FLAT = 1.6  # a bar of 0: an answer, not a gap
SQUARE, RING = 8.0, 2.2
DIGIT_WIDTH = 7.0  # a digit at 11 px in the widest of common fonts
GRID_STEP = 4  # hours


def draw_strip(strip: Strip, name: str) -> str:
    """The strip as one `<svg>`. `name` begins its ids."""
    places = Places(strip)
    tops = list(_tops(strip.rows))
    bottom = tops[-1] + _height(strip.rows[-1])
    below = LINE_HEIGHT * (2 if any(tick.below for tick in strip.ticks) else 1)
    parts = picture("closer", WIDTH, bottom + below + 6, name, strip.title, strip.description)
    parts += _uprights(strip, places, tops[0] + LABEL_HEIGHT, bottom)
    for row, top in zip(strip.rows, tops, strict=True):
        parts += _row(row, places, top)
    parts += _dates(strip, places, bottom)
    return "".join([*parts, "</svg>"])


class Places:
    """Where slots lie from left to right."""

    def __init__(self, strip: Strip):
        self.first, self.unit = strip.first, (RIGHT - LEFT) / strip.days

    def middle(self, slot: Slot) -> float:
        """The middle of the days it stands for."""
        days = (slot.first - self.first).days + (slot.last - self.first).days + 1
        return LEFT + days / 2 * self.unit

    def bar(self, slot: Slot) -> float:
        """How wide its bar is."""
        days = (slot.last - slot.first).days + 1
        return min(self.unit * days * BAR_SHARE, WIDEST_BAR)

    def of_day(self, day: date) -> float:
        """The middle of a day."""
        return LEFT + ((day - self.first).days + 0.5) * self.unit


def _height(row: Row) -> float:
    if not row.top:
        return LABEL_HEIGHT + MARKS_HEIGHT
    return LABEL_HEIGHT + (TALL_HEIGHT if row.tall else NUMBERS_HEIGHT + BARS_HEIGHT)


def _tops(rows: Sequence[Row]) -> Iterator[float]:
    top = 0.0
    for row in rows:
        yield top
        top += _height(row) + ROW_GAP


def _uprights(strip: Strip, places: Places, top: float, bottom: float) -> Iterator[str]:
    for tick in strip.ticks:
        yield upright("grid", places.of_day(tick.day), top, bottom + 3)


def _dates(strip: Strip, places: Places, bottom: float) -> Iterator[str]:
    lines: tuple[list, list] = ([], [])
    for tick in reversed(strip.ticks):
        for at, (line, words) in enumerate(zip(lines, (tick.text, tick.below), strict=True), start=1):
            label = labels.centred(words, places.of_day(tick.day), EDGE, WIDTH - EDGE / 2)
            if words and not any(label.meets(other) for other in line):
                line.append(label)
                yield at_label(label, bottom + at * LINE_HEIGHT)


def _row(row: Row, places: Places, top: float) -> Iterator[str]:
    bottom = top + _height(row)
    yield text(row.label, EDGE, top + LABEL_HEIGHT - 5, "name")
    yield text(row.caption, RIGHT, top + LABEL_HEIGHT - 5, anchor="end")
    if not row.top:
        yield from _marks(row, places, bottom - MARKS_HEIGHT / 2)
        return
    if row.tall:
        yield from _grid(row, bottom)
    else:
        yield level(LEFT, RIGHT, bottom)
    yield from _bars(row, places, bottom)


def _grid(row: Row, bottom: float) -> Iterator[str]:
    for value in range(0, int(row.top) + 1, GRID_STEP):
        y = bottom - value / row.top * _room(row)
        yield level(LEFT, RIGHT, y)
        yield text(str(value), LEFT - 5, y + 4, anchor="end")


def at_label(label: labels.Label, y: float) -> str:
    """Words where there is room for them."""
    return text(label.text, label.x, y, anchor=label.anchor if label.anchor != "start" else "")


def level(left: float, right: float, y: float) -> str:
    """A thin line across."""
    return f'<line class="grid" x1="{number(left)}" x2="{number(right)}" y1="{number(y)}" y2="{number(y)}"/>'


def _room(row: Row) -> float:
    return TALL_HEIGHT - 6 if row.tall else BARS_HEIGHT


def _bars(row: Row, places: Places, bottom: float) -> Iterator[str]:
    answered = [slot for slot in row.slots if slot.value is not None]
    tops = {slot: bottom - max(min(slot.value / row.top, 1) * _room(row), FLAT) for slot in answered}
    steps = (_bar(places.middle(slot), tops[slot], bottom, places.bar(slot)) for slot in answered)
    yield path("bar", "".join(steps))
    if not row.tall:
        for slot in _numbered(answered, places):
            words = labels.centred(f"{slot.value:g}", places.middle(slot), EDGE, WIDTH - EDGE / 2)
            yield at_label(words, tops[slot] - 3)


def _bar(middle: float, top: float, bottom: float, width: float) -> str:
    return f"M{number(middle - width / 2)} {number(bottom)}V{number(top)}h{number(width)}V{number(bottom)}z"


def _numbered(answered: Sequence[Slot], places: Places) -> list[Slot]:
    """The bars that bear their number: all where there is room, else the newest and the highest."""
    spans = [_span(slot, places) for slot in answered]
    if all(after[0] - before[1] >= 1 for before, after in zip(spans, spans[1:], strict=False)):
        return list(answered)
    newest, highest = answered[-1], max(answered, key=lambda slot: slot.value)
    apart = _span(newest, places)[0] - _span(highest, places)[1] >= 1
    return [highest, newest] if apart else [newest]


def _span(slot: Slot, places: Places) -> tuple[float, float]:
    half = len(f"{slot.value:g}") * DIGIT_WIDTH / 2
    return places.middle(slot) - half, places.middle(slot) + half


def _marks(row: Row, places: Places, y: float) -> Iterator[str]:
    answered = [(places.middle(slot), slot.value) for slot in row.slots if slot.value is not None]
    yield level(LEFT, RIGHT, y)
    yield path("no", "".join(_ring(x, y) for x, value in answered if not value))
    yield path("yes", "".join(_square(x, y) for x, value in answered if value))


def _square(x: float, y: float) -> str:
    return f"M{number(x - SQUARE / 2)} {number(y - SQUARE / 2)}h{SQUARE:g}v{SQUARE:g}h-{SQUARE:g}z"


def _ring(x: float, y: float) -> str:
    arc = f"a{RING:g} {RING:g} 0 1 0"
    return f"M{number(x - RING)} {number(y)}{arc} {2 * RING:g} 0{arc} -{2 * RING:g} 0"
