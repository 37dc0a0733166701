"""From answers and a stretch of time to axis, bands and series. Weekly means where days would be too fine."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from clinical import phases as rules
from clinical.trends import MINIMUM_DAYS, WINDOW_DAYS, Shown, running_means
from journal.models import Symptom

from . import ticks
from .answers import Answers
from .shapes import Axis, Band, Others, Panel, Point, RangeChoice, Series

# Past this, days are less than 2 px apart on a phone; past the other, so are weeks.
WEEKLY_AFTER_DAYS, FOUR_WEEKLY_AFTER_DAYS = 200, 3 * 365
# Days before day 0 are numbered up to here; further back, dates say more.
NUMBERED_BACK_DAYS = 364
# In the small pictures, past this; and never more points than this.
SMALL_WEEKLY_AFTER_DAYS, SMALL_MOST_POINTS = 60, 100
DAY, WEEK = timedelta(days=1), timedelta(days=7)
LEAD = (WINDOW_DAYS - 1) * DAY  # what a mean on the first day looks back on
RATING_TOP = 10
SCALE_NAMES = {Symptom.Scale.HOURS: "hours", Symptom.Scale.COUNT: "times"}
LEAST_TOPS = {Symptom.Scale.HOURS: 12, Symptom.Scale.COUNT: 4}

Pieces = tuple[tuple[tuple[date, float], ...], ...]
Spans = tuple[tuple[date, int, int], ...]


def axis_of(span: RangeChoice, numbered_from: date | None) -> Axis:
    """The axis of a range: in days since `numbered_from`, or in dates when that is None."""
    if numbered_from:
        marks = ticks.by_day_number(span.first, span.last, numbered_from)
    else:
        marks = ticks.by_date(span.first, span.last)
    days = (span.last - span.first).days
    step = 1 if days < WEEKLY_AFTER_DAYS else WINDOW_DAYS if days < FOUR_WEEKLY_AFTER_DAYS else 4 * WINDOW_DAYS
    return Axis(span.first, span.last, marks, step)


def least_of(step: int) -> int:
    """How many answered days a mean of `step` days needs to be part of a line: four of each week."""
    return MINIMUM_DAYS * step // WINDOW_DAYS


def bands_of(axis: Axis, phases: Iterable[rules.Phase], day0: date, with_peak: bool) -> tuple[Band, ...]:
    """The phases as they fall on the axis, those outside left out."""
    bands = (_band(axis, phase, day0, with_peak) for phase in phases)
    return tuple(band for band in bands if band.first <= band.last)


def _band(axis: Axis, phase: rules.Phase, day0: date, with_peak: bool) -> Band:
    first = max(day0 + phase.start_day * DAY, axis.first)
    last = axis.last if phase.end_day is None else min(day0 + phase.end_day * DAY, axis.last)
    peak = day0 + phase.peak_end_day * DAY if with_peak and phase.peak_end_day is not None else None
    return Band(phase.code, phase.name, first, last, min(peak, last) if peak and peak >= first else None)


@dataclass(frozen=True)
class Plot:
    """Answers on an axis. Weeks are counted from `anchor`. `near` are the answers of the axis and of the days before
    it that its first means look back on; `parts` are where the days of each of its points begin and end in them."""

    axis: Axis
    near: Answers
    parts: Spans
    anchor: date

    def series(self, symptom: Symptom, style: int, others: tuple[Others, ...] = ()) -> Series:
        """One symptom as points and a line."""
        code = symptom.code
        if self.axis.weekly:
            means = self._means(code, self.parts)
            points = tuple(Point(week, value, answered) for week, value, answered in means)
            lines = {week: value for week, value, answered in means if answered >= least_of(self.axis.step)}
            return Series(code, symptom.label, style, points, _pieces(lines, self.axis.step * DAY), others)
        return Series(code, symptom.label, style, tuple(self._daily(code)), self._running(code), others)

    def small(self, code: str) -> tuple[Pieces, int]:
        """The line of one symptom in a small picture, and how many days each of its points stands for."""
        if self.axis.days <= SMALL_WEEKLY_AFTER_DAYS:
            return self._running(code), 1
        means = self._means(code, self.spans)
        means = {week: value for week, value, answered in means if answered >= MINIMUM_DAYS}
        return _pieces(means, self.step * DAY), self.step

    @cached_property
    def step(self) -> int:
        """How many days a point of a long small picture stands for: whole weeks, as many as leave it legible."""
        return WINDOW_DAYS * -(-self.axis.days // (WINDOW_DAYS * SMALL_MOST_POINTS))

    @cached_property
    def spans(self) -> Spans:
        """The weeks, or as many weeks together as a point of a small picture stands for."""
        if self.step == self.axis.step:
            return self.parts
        return _spans(self.near.days, self.axis.first, self.anchor, self.step)

    def _daily(self, code: str) -> list[Point]:
        near, shown = self.near, Shown({None: None})
        start = bisect_left(near.days, self.axis.first)
        told = zip(near.days[start:], near.late[start:], near.column(code)[start:], strict=True)
        return [Point(day, shown[value], int(value is not None), late) for day, late, value in told]

    def _running(self, code: str) -> Pieces:
        means = running_means(self.near.of(code))
        return _pieces({day: mean for day, mean in means.items() if day >= self.axis.first}, DAY)

    def _means(self, code: str, spans: Spans) -> list[tuple[date, float | None, int]]:
        column, means, shown = self.near.column(code), [], Shown()
        for week, start, end in spans:
            values = column[start:end]
            if None in values:
                values = [value for value in values if value is not None]
            means.append((week, shown[sum(values) / len(values)] if values else None, len(values)))
        return means


def plot(answers: Answers, axis: Axis, anchor: date) -> Plot:
    """Answers on an axis, weeks counted from `anchor`."""
    near = answers.between(axis.first - LEAD, axis.last)
    return Plot(axis, near, _spans(near.days, axis.first, anchor, axis.step), anchor)


def _spans(days: Sequence[date], first: date, anchor: date, step: int) -> Spans:
    """Each stretch of `step` days with an entry from `first` on, counted from `anchor`: its first day, and where its
    days begin and end among `days`."""
    start, zero = bisect_left(days, first), anchor.toordinal()
    numbers, found = [(day.toordinal() - zero) // step for day in days[start:]], []
    for number, group in groupby(numbers):
        end = start + len(list(group))
        found.append((anchor + number * step * DAY, start, end))
        start = end
    return tuple(found)


def first_of(day: date, anchor: date, step: int) -> date:
    """The first of the `step` days that one point stands for and among which `day` is, counted from `anchor`."""
    return anchor + (day - anchor).days // step * step * DAY


def _pieces(means: Mapping[date, float], step: timedelta) -> Pieces:
    """The line, broken wherever a day (or week) has no mean."""
    pieces: list[list[tuple[date, float]]] = []
    expected = None
    for day, value in means.items():
        if day != expected:
            pieces.append([])
        pieces[-1].append((day, value))
        expected = day + step
    return tuple(map(tuple, pieces))


def panels_of(symptoms: Sequence[Symptom], series: Sequence[Series]) -> tuple[Panel, ...]:
    """The ratings from 0 to 10 together, and a panel of its own for each symptom with another unit."""
    pairs = list(zip(symptoms, series, strict=True))
    ratings = tuple(each for symptom, each in pairs if symptom.scale == Symptom.Scale.NRS10)
    others = [own_panel(symptom, (each,)) for symptom, each in pairs if symptom.scale != Symptom.Scale.NRS10]
    return (Panel(RATING_TOP, "", ratings), *others) if ratings or not others else tuple(others)


def own_panel(symptom: Symptom, series: Sequence[Series]) -> Panel:
    """A panel for one symptom, on the scale it needs."""
    unit = SCALE_NAMES.get(symptom.scale)
    caption = symptom.label if unit is None or unit in symptom.label.lower() else f"{symptom.label} ({unit})"
    values = (point.value for each in series for point in each.points if point.value is not None)
    return Panel(most_of(symptom, max(values, default=0)), caption, tuple(series))


def most_of(symptom: Symptom, highest: float) -> int:
    """The top of the scale of a symptom whose highest value is `highest`; even, so that half of it is whole."""
    if symptom.scale == Symptom.Scale.NRS10:
        return RATING_TOP
    return max(LEAST_TOPS[symptom.scale], -int(-highest // 2) * 2)
