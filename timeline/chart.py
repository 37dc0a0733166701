"""The picture as SVG: bands, dots, lines with their gaps, marks of use, and "you". From finished values to markup.

Drawn for a width of 360, where 1 unit is 1 px on a small phone. It speaks without colour: lines are solid, dashed and
dotted, bands bear their names. Looks come from `chart.css` alone: there is no style in the markup.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from . import labels
from .shapes import Chart, Panel, Series

WIDTH = 360
LEFT, RIGHT = 26.0, 354.0
EDGE = 4  # words keep this far from the sides
LINE_HEIGHT = 14
MAIN_HEIGHT, OTHER_HEIGHT = 156, 62
USE_STRIP = 13
USE_SIZE = 4.5
WEEK = 7


class Frame:
    """Where days and values lie in the picture."""

    def __init__(self, chart: Chart):
        axis = chart.axis
        self.first, self.slot, self.weekly = axis.first, (RIGHT - LEFT) / axis.days, axis.weekly
        spans = [(band.name, self.left(band.first), self.right(band.last)) for band in chart.bands]
        self.names = labels.place(spans, WIDTH - EDGE)
        self.top = 8 + LINE_HEIGHT * (1 + max((name.row for name in self.names), default=-1))
        self.panels = list(self._stack(chart.panels))
        self.bottom = self.panels[-1][2]
        self.floor = self.bottom + (USE_STRIP if chart.used else 0)
        has_second_line = chart.now or any(tick.below for tick in axis.ticks)
        self.height = self.floor + 4 + LINE_HEIGHT * (2 if has_second_line else 1)

    def _stack(self, panels: Sequence[Panel]) -> Iterator[tuple[Panel, float, float]]:
        top = self.top
        for number, panel in enumerate(panels):
            height = OTHER_HEIGHT if number else MAIN_HEIGHT
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
        """The middle of what a point stands for: the day, or as much of the week that begins with it as is drawn."""
        if not self.weekly:
            return self.middle(day)
        left, right = self.left(day), self.left(day) + WEEK * self.slot
        return (max(left, LEFT) + min(right, RIGHT)) / 2


def draw(chart: Chart, name: str = "chart") -> str:
    """The chart as one `<svg>`. `name` begins its ids, so that a page can hold more than one."""
    frame = Frame(chart)
    parts = [
        f'<svg class="chart" viewBox="0 0 {WIDTH} {_number(frame.height)}" role="img"'
        f" aria-labelledby={quoteattr(f'{name}-title {name}-desc')}>",
        f"<title id={quoteattr(f'{name}-title')}>{escape(chart.title)}</title>",
        f"<desc id={quoteattr(f'{name}-desc')}>{escape(chart.description)}</desc>",
    ]
    for panel, top, bottom in frame.panels:
        parts += _bands(chart, frame, top, bottom)
        parts += _grid(panel, top, bottom, is_first=top == frame.top)
    parts += _names(frame)
    parts += _ticks(chart, frame)
    parts += _now(chart, frame)
    for panel, top, bottom in frame.panels:
        parts += _all_series(panel, frame, top, bottom)
    return "".join([*parts, *_use_marks(chart, frame), "</svg>"])


def _bands(chart: Chart, frame: Frame, top: float, bottom: float) -> Iterator[str]:
    for band in chart.bands:
        yield _area(band.code, frame.left(band.first), frame.right(band.last), top, bottom)
        if band.peak_last:
            yield _area("peak", frame.left(band.first), frame.right(band.peak_last), top, bottom)
    kind = "about" if chart.approximate else "seam"
    for band in chart.bands:
        if band.first > frame.first:
            yield _upright(kind, frame.left(band.first), top, bottom)


def _area(kind: str, left: float, right: float, top: float, bottom: float) -> str:
    return (
        f'<rect class={quoteattr(kind)} x="{_number(left)}" y="{_number(top)}"'
        f' width="{_number(right - left)}" height="{_number(bottom - top)}"/>'
    )


def _upright(kind: str, x: float, top: float, bottom: float) -> str:
    x_is = _number(x)
    return f'<line class="{kind}" x1="{x_is}" x2="{x_is}" y1="{_number(top)}" y2="{_number(bottom)}"/>'


def _text(words: str, x: float, y: float, kind: str = "", anchor: str = "") -> str:
    kind = f' class="{kind}"' if kind else ""
    anchor = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{kind}{anchor} x="{_number(x)}" y="{_number(y)}">{escape(words)}</text>'


def _grid(panel: Panel, top: float, bottom: float, is_first: bool) -> Iterator[str]:
    for value in (0, panel.top // 2, panel.top):
        y = _height(value, panel, top, bottom)
        yield f'<line class="grid" x1="{LEFT:g}" x2="{RIGHT:g}" y1="{_number(y)}" y2="{_number(y)}"/>'
        yield _text(str(value), LEFT - 5, y + 4, anchor="end")
    if panel.unit and not is_first:
        yield _text(panel.unit, LEFT, top - 7)


def _height(value: float, panel: Panel, top: float, bottom: float) -> float:
    return bottom - min(max(value / panel.top, 0), 1) * (bottom - top)


def _label(label: labels.Label, y: float, kind: str = "") -> str:
    return _text(label.text, label.x, y, kind, "" if label.anchor == "start" else label.anchor)


def _names(frame: Frame) -> Iterator[str]:
    for name in frame.names:
        y = frame.top - 7 - LINE_HEIGHT * name.row
        if name.row:
            yield _upright("leader", name.band_x, y + 4, frame.top)
        yield _label(name.label, y, "band")


def _ticks(chart: Chart, frame: Frame) -> Iterator[str]:
    """Marks, and the words of those that have room. Words on the second line give way to "you"."""
    lines = ([], [_now_label(chart, frame)] if chart.now else [])
    for tick in chart.axis.ticks:
        x = frame.middle(tick.day)
        yield _upright("tick", x, frame.bottom, frame.bottom + 3)
        for number, (text, line) in enumerate(zip((tick.text, tick.below), lines, strict=True), start=1):
            label = labels.centred(text, x, EDGE, WIDTH - EDGE)
            if text and not any(label.meets(other) for other in line):
                line.append(label)
                yield _label(label, frame.floor + number * LINE_HEIGHT)


def _now_label(chart: Chart, frame: Frame) -> labels.Label:
    return labels.centred(chart.now_text, frame.middle(chart.now), EDGE, WIDTH - EDGE)


def _now(chart: Chart, frame: Frame) -> Iterator[str]:
    if chart.now:
        yield _upright("now", frame.middle(chart.now), frame.top, frame.floor + 3)
        yield _label(_now_label(chart, frame), frame.floor + 2 * LINE_HEIGHT, "band")


def _all_series(panel: Panel, frame: Frame, top: float, bottom: float) -> Iterator[str]:
    for series in panel.series:
        answered = [point for point in series.points if point.value is not None]
        dots = [(frame.point(each.day), _height(each.value, panel, top, bottom)) for each in answered]
        alone = "" if any(len(piece) > 1 for piece in series.pieces) else " alone"
        yield _path(f"dots d{series.style}{alone}", "".join(map(_dot, dots)))
    for series in panel.series:
        pieces = ([(frame.point(day), _height(value, panel, top, bottom)) for day, value in p] for p in series.pieces)
        yield _path(f"l{series.style}", "".join(map(_piece, pieces)))


def _path(kind: str, steps: str) -> str:
    return f'<path class="{kind}" d="{steps}"/>' if steps else ""


def _dot(at: tuple[float, float]) -> str:
    """A line of no length, which its round ends make a dot: a tenth of the bytes of a circle."""
    return f"M{_number(at[0])} {_number(at[1])}h.01"


def _piece(points: Sequence[tuple[float, float]]) -> str:
    if len(points) == 1:
        return _dot(points[0])
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _use_marks(chart: Chart, frame: Frame) -> Iterator[str]:
    y, s = frame.bottom + USE_STRIP - 2 * USE_SIZE, USE_SIZE
    days = (frame.point(day) for day in chart.used)
    yield _path("use", "".join(f"M{_number(x)} {_number(y - 1)}l{s} {s} {-s} {s} {-s} {-s}z" for x in days))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


FORTNIGHT_WIDTH, FORTNIGHT_HEIGHT = 196, 62
FORTNIGHT_BOTTOM = 46


def draw_fortnight(panel: Panel, days: Sequence[date], means: Iterable[float | None]) -> str:
    """The last fourteen days of one symptom: a dot a day, a line for the mean of each week. For the eye only: the
    sentence beside it says the same."""
    slot = FORTNIGHT_WIDTH / len(days)
    series: Series = panel.series[0]
    parts = [
        f'<svg class="fortnight" viewBox="0 0 {FORTNIGHT_WIDTH} {FORTNIGHT_HEIGHT}" aria-hidden="true">',
        _area("week", FORTNIGHT_WIDTH / 2, FORTNIGHT_WIDTH, 0, FORTNIGHT_BOTTOM + 4),
        _text("week before", 2, FORTNIGHT_HEIGHT - 2),
        _text("this week", FORTNIGHT_WIDTH / 2 + 4, FORTNIGHT_HEIGHT - 2),
    ]
    by_day = {point.day: point.value for point in series.points}
    shown = [(i, by_day[day]) for i, day in enumerate(days) if by_day.get(day) is not None]
    dots = [((i + 0.5) * slot, _height(value, panel, 4, FORTNIGHT_BOTTOM)) for i, value in shown]
    parts.append(_path(f"dots d{series.style}", "".join(map(_dot, dots))))
    for week, mean in enumerate(means):
        if mean is not None:
            left, y = week * FORTNIGHT_WIDTH / 2 + 4, _height(mean, panel, 4, FORTNIGHT_BOTTOM)
            parts.append(_path(f"l{series.style}", _piece([(left, y), (left + FORTNIGHT_WIDTH / 2 - 8, y)])))
    return "".join([*parts, "</svg>"])
