"""The rows of marks under the values: use, urges, what she noted, totals of questionnaires. Each has a shape of its
own, so that none needs a colour."""

from collections.abc import Iterator

from . import labels
from .frame import EDGE, STRIP, WIDTH, Frame
from .markup import path, text
from .shapes import Chart, Noted, Scores

SIZE = 4.5
GUTTER = 1.0  # where the name of a questionnaire begins


def strips(chart: Chart, frame: Frame) -> Iterator[str]:
    """All rows there are, from the top."""
    middle = frame.bottom + STRIP - 2 * SIZE + SIZE - 1
    if chart.used:
        yield path("use", "".join([_diamond(frame.x_of[day], middle) for day in chart.used]))
        middle += STRIP
    if chart.urges:
        yield path("urge", "".join([_triangle(frame.x_of[day], middle) for day in chart.urges]))
        middle += STRIP
    if chart.noted:
        yield from _numbers(chart.noted, frame, middle)
        middle += STRIP
    for scores in chart.scores:
        yield from _totals(scores, frame, middle)
        middle += STRIP


def _diamond(x: str, middle: float) -> str:
    return f"M{x} {middle - SIZE:g}l{SIZE} {SIZE} {-SIZE} {SIZE} {-SIZE} {-SIZE}z"


def _triangle(x: str, middle: float) -> str:
    return f"M{x} {middle - SIZE + 1:g}l{SIZE} {2 * SIZE - 2:g}h{-2 * SIZE:g}z"


def _numbers(noted: tuple[Noted, ...], frame: Frame, middle: float) -> Iterator[str]:
    """The numbers of what she noted; several of one day or close together share a place where there is no room."""
    taken = labels.Label("", -WIDTH, -WIDTH)
    for each in noted:
        label = labels.centred(str(each.number), frame.point(each.day), EDGE, WIDTH - EDGE)
        if label.meets(taken):
            continue
        taken = label
        yield text(label.text, label.x, middle + 4, "noted", label.anchor if label.anchor != "start" else "")


def _totals(scores: Scores, frame: Frame, middle: float) -> Iterator[str]:
    """The newest first: where there is no room for all, the older ones give way. The table has them all."""
    placed = [labels.Label(scores.short, GUTTER, GUTTER + labels.width(scores.short))]
    yield text(scores.short, GUTTER, middle + 4, "short")
    for day, total in reversed(scores.points):
        label = labels.centred(str(total), frame.point(day), placed[0].right + labels.GAP, WIDTH - EDGE)
        if not any(label.meets(other) for other in placed):
            placed.append(label)
            yield text(label.text, label.x, middle + 4, "total", label.anchor if label.anchor != "start" else "")
