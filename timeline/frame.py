"""Where days and values lie in a picture, and numbers as markup has them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from . import labels
from .shapes import Chart, Panel

WIDTH = 360
LEFT, RIGHT = 26.0, 354.0
EDGE = 4  # words keep this far from the sides
LINE_HEIGHT = 14
MAIN_HEIGHT, LOWER_HEIGHT, OTHER_HEIGHT = 156, 104, 62
STRIP = 13  # a row of marks under the values


class Frame:
    """Where days and values lie in the picture."""

    def __init__(self, chart: Chart):
        axis = chart.axis
        self.first, self.slot, self.step = axis.first, (RIGHT - LEFT) / axis.days, axis.step
        spans = [(band.name, self.left(band.first), self.right(band.last)) for band in chart.bands]
        self.names = labels.place(spans, WIDTH - EDGE)
        self.top = 8 + LINE_HEIGHT * (1 + max((name.row for name in self.names), default=-1))
        self.panels = list(self._stack(chart.panels))
        self.bottom = self.panels[-1][2]
        self.floor = self.bottom + STRIP * rows_of_marks(chart)
        has_second_line = chart.now or any(tick.below for tick in axis.ticks)
        self.height = self.floor + 4 + LINE_HEIGHT * (2 if has_second_line else 1)
        self.x_of: dict[date, str] = Kept(lambda day: number(self.point(day)))

    def _stack(self, panels: Sequence[Panel]) -> Iterator[tuple[Panel, float, float]]:
        top = self.top
        for place, panel in enumerate(panels):
            height = OTHER_HEIGHT if place else LOWER_HEIGHT if panel.lower else MAIN_HEIGHT
            yield panel, top, top + height
            top += height + LINE_HEIGHT + 10

    def left(self, day: date) -> float:
        """The left side of a day."""
        return LEFT + (day - self.first).days * self.slot

    def right(self, day: date) -> float:
        """The right side of a day."""
        return self.left(day) + self.slot

    def middle(self, day: date) -> float:
        """The middle of a day."""
        return self.left(day) + self.slot / 2

    def point(self, day: date) -> float:
        """The middle of what a point stands for: the day, or as much of the days that begin with it as is drawn."""
        if self.step == 1:
            return self.middle(day)
        left, right = self.left(day), self.left(day) + self.step * self.slot
        return (max(left, LEFT) + min(right, RIGHT)) / 2


class Kept(dict):
    """Answers of a function, each worked out once."""

    def __init__(self, work_out: Callable):
        super().__init__()
        self.work_out = work_out

    def __missing__(self, key):
        self[key] = found = self.work_out(key)
        return found


def rows_of_marks(chart: Chart) -> int:
    """How many rows of marks stand under the values."""
    return bool(chart.used) + bool(chart.urges) + bool(chart.noted) + len(chart.scores)


def heights(panel: Panel, top: float, bottom: float) -> dict[float, str]:
    """How high each value lies, as markup; each worked out once."""
    return Kept(lambda value: number(height(value, panel.top, top, bottom)))


def height(value: float, most: float, top: float, bottom: float) -> float:
    """How high `value` lies on a scale from 0 to `most`."""
    return bottom - min(max(value / most, 0), 1) * (bottom - top)


def number(value: float) -> str:
    """To one decimal, without an empty one."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text
