"""The picture as SVG: bands, dots, lines with their gaps, rows of marks, and "you". From finished values to markup.

Drawn for a width of 360, where 1 unit is 1 px on a small phone. It speaks without colour: lines are solid, dashed and
dotted, bands bear their names, marks have shapes. Looks come from `chart.css` alone: there is no style in the markup.
"""

from collections.abc import Iterator, Mapping

from . import labels
from .frame import EDGE, LEFT, LINE_HEIGHT, RIGHT, WIDTH, Frame, heights, number
from .markup import area, dots, path, picture, piece, rings, text, upright
from .shapes import Chart, Others, Panel, Series
from .strips import strips


def draw(chart: Chart, name: str = "chart") -> str:
    """The chart as one `<svg>`. `name` begins its ids, so that a page can hold more than one."""
    frame = Frame(chart)
    parts = picture("chart", WIDTH, frame.height, name, chart.title, chart.description, _days(chart))
    for panel, top, bottom in frame.panels:
        parts += _bands(chart, frame, top, bottom)
        parts += _grid(panel, top, bottom, is_first=top == frame.top)
    parts += _names(frame)
    parts += _ticks(chart, frame)
    parts += _now(chart, frame)
    for panel, top, bottom in frame.panels:
        parts += _all_series(panel, frame, heights(panel, top, bottom))
    return "".join([*parts, *strips(chart, frame), "</svg>"])


def _days(chart: Chart) -> str:
    """For whoever reads out a day: where the picture begins, how many days it has, and how many a point stands for."""
    axis = chart.axis
    return f' data-first="{axis.first}" data-days="{axis.days}" data-step="{axis.step}"'


def _bands(chart: Chart, frame: Frame, top: float, bottom: float) -> Iterator[str]:
    for band in chart.bands:
        yield area(band.code, frame.left(band.first), frame.right(band.last), top, bottom)
        if band.peak_last:
            yield area("peak", frame.left(band.first), frame.right(band.peak_last), top, bottom)
    kind = "about" if chart.approximate else "seam"
    for band in chart.bands:
        if band.first > frame.first:
            yield upright(kind, frame.left(band.first), top, bottom)


def _grid(panel: Panel, top: float, bottom: float, is_first: bool) -> Iterator[str]:
    y_of = heights(panel, top, bottom)
    for value in (0, panel.top // 2, panel.top):
        yield f'<line class="grid" x1="{LEFT:g}" x2="{RIGHT:g}" y1="{y_of[value]}" y2="{y_of[value]}"/>'
        yield text(str(value), LEFT - 5, float(y_of[value]) + 4, anchor="end")
    if panel.unit and not is_first:
        yield text(panel.unit, LEFT, top - 7)


def _label(label: labels.Label, y: float, kind: str = "") -> str:
    return text(label.text, label.x, y, kind, "" if label.anchor == "start" else label.anchor)


def _names(frame: Frame) -> Iterator[str]:
    for name in frame.names:
        y = frame.top - 7 - LINE_HEIGHT * name.row
        if name.row:
            yield upright("leader", name.band_x, y + 4, frame.top)
        yield _label(name.label, y, "band")


def _ticks(chart: Chart, frame: Frame) -> Iterator[str]:
    """Marks, and the words of those that have room. Words on the second line give way to "you"."""
    lines = ([], [_now_label(chart, frame)] if chart.now else [])
    for tick in chart.axis.ticks:
        x = frame.middle(tick.day)
        yield upright("tick", x, frame.bottom, frame.bottom + 3)
        for place, (words, line) in enumerate(zip((tick.text, tick.below), lines, strict=True), start=1):
            label = labels.centred(words, x, EDGE, WIDTH - EDGE)
            if words and not any(label.meets(other) for other in line):
                line.append(label)
                yield _label(label, frame.floor + place * LINE_HEIGHT)


def _now_label(chart: Chart, frame: Frame) -> labels.Label:
    return labels.centred(chart.now_text, frame.middle(chart.now), EDGE, WIDTH - EDGE)


def _now(chart: Chart, frame: Frame) -> Iterator[str]:
    if chart.now:
        yield upright("now", frame.middle(chart.now), frame.top, frame.floor + 3)
        yield _label(_now_label(chart, frame), frame.floor + 2 * LINE_HEIGHT, "band")


def _all_series(panel: Panel, frame: Frame, y_of: Mapping[float, str]) -> Iterator[str]:
    x_of = frame.x_of
    for series in panel.series:
        yield _stripe(series, frame, y_of)
    for series in panel.series:
        answered = [point for point in series.points if point.value is not None]
        alone = "" if any(len(points) > 1 for points in series.pieces) else " alone"
        kind = f"d{series.style}{alone}"
        yield path(f"dots {kind}", dots([(x_of[each.day], y_of[each.value]) for each in answered if not each.late]))
        yield path(f"late {kind}", rings([(x_of[each.day], y_of[each.value]) for each in answered if each.late]))
    for series in panel.series:
        pieces = [piece([(x_of[day], y_of[value]) for day, value in points]) for points in series.pieces]
        yield path(f"l{series.style}", "".join(pieces))


def _stripe(series: Series, frame: Frame, y_of: Mapping[float, str]) -> str:
    """The middle half of others, as an area for each stretch of days without a gap."""
    return path(f"others o{series.style}", "".join([_area(run, frame, y_of) for run in runs(series.others)]))


def runs(others: tuple[Others, ...]) -> list[list[Others]]:
    """Days one after the other, without a gap."""
    found: list[list[Others]] = []
    for each in others:
        if not found or (each.day - found[-1][-1].day).days != 1:
            found.append([])
        found[-1].append(each)
    return found


def _area(run: list[Others], frame: Frame, y_of: Mapping[float, str]) -> str:
    """From the left side of the first day to the right side of the last: a single day has a width, too."""
    upper = [f"{number(x)} {y_of[each.upper]}" for each in run for x in (frame.left(each.day), frame.right(each.day))]
    lower = [f"{number(x)} {y_of[each.lower]}" for each in run for x in (frame.left(each.day), frame.right(each.day))]
    return f"M{'L'.join([*upper, *reversed(lower)])}Z"
