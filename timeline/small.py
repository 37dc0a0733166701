"""One symptom by itself as a small picture: the phases pale behind it, its line, and a dot where she is. For the eye
only: the sentences beside it say what there is to say."""

from collections.abc import Sequence
from datetime import date

from .frame import height, number
from .markup import area, path, piece, upright
from .shapes import Axis, Band

WIDTH, HEIGHT = 200, 48
TOP, BOTTOM = 4.0, 44.0

Pieces = Sequence[Sequence[tuple[date, float]]]


class SmallFrame:
    """What all small pictures of a page share: where the days lie, and what stands behind the line."""

    def __init__(self, axis: Axis, bands: Sequence[Band], now: date | None):
        self.axis, self.slot = axis, WIDTH / axis.days
        self.x_of: dict[date, str] = {}
        behind = [self._behind(band) for band in bands]
        mark = upright("now", self._left(now) + self.slot / 2, 0, HEIGHT) if now else ""
        self.head = f'<svg class="tiny" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">{"".join(behind)}{mark}'

    def _behind(self, band: Band) -> str:
        return area(band.code, self._left(band.first), self._left(band.last) + self.slot, 0, HEIGHT)

    def _left(self, day: date) -> float:
        return (day - self.axis.first).days * self.slot

    def x(self, day: date, days: int) -> str:
        """The middle of the `days` that begin with `day`, as much of them as is drawn."""
        if day not in self.x_of:
            left, right = self._left(day), self._left(day) + days * self.slot
            self.x_of[day] = number((max(left, 0) + min(right, WIDTH)) / 2)
        return self.x_of[day]


def draw_small(frame: SmallFrame, pieces: Pieces, days: int, most: float, style: int = 1) -> str:
    """The line as an `<svg>`: `pieces` of (day, value), each standing for `days` days, on a scale from 0 to `most`.
    `style` is that of its line in the chart."""
    y_of = {value: f"{height(value, most, TOP, BOTTOM):.0f}" for points in pieces for _, value in points}
    drawn = [piece([(frame.x(day, days), y_of[value]) for day, value in points]) for points in pieces]
    return f"{frame.head}{path(f'l{style}', ''.join(drawn))}</svg>"
