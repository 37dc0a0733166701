"""From a diary and a stretch of time to axis, bands and series. Weekly means where days would be too fine."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from clinical import phases as rules
from clinical.trends import MINIMUM_DAYS, WINDOW_DAYS, mean_of, one_decimal, running_means
from journal.models import Symptom

from . import ticks
from .reading import Diary
from .shapes import Axis, Band, Panel, Point, RangeChoice, Series

# Past this, days are less than 2 px apart on a phone.
WEEKLY_AFTER_DAYS = 200
# Days before day 0 are numbered up to here; further back, dates say more.
NUMBERED_BACK_DAYS = 364
DAY, WEEK = timedelta(days=1), timedelta(days=7)
RATING_TOP = 10
SCALE_NAMES = {Symptom.Scale.HOURS: "hours", Symptom.Scale.COUNT: "times"}
LEAST_TOPS = {Symptom.Scale.HOURS: 12, Symptom.Scale.COUNT: 4}


def axis_of(span: RangeChoice, numbered_from: date | None) -> Axis:
    """The axis of a range: in days since `numbered_from`, or in dates when that is None."""
    if numbered_from:
        marks = ticks.by_day_number(span.first, span.last, numbered_from)
    else:
        marks = ticks.by_date(span.first, span.last)
    return Axis(span.first, span.last, marks, weekly=(span.last - span.first).days >= WEEKLY_AFTER_DAYS)


def bands_of(axis: Axis, phases: Iterable[rules.Phase], day0: date, with_peak: bool) -> tuple[Band, ...]:
    """The phases as they fall on the axis, those outside left out."""
    bands = (_band(axis, phase, day0, with_peak) for phase in phases)
    return tuple(band for band in bands if band.first <= band.last)


def _band(axis: Axis, phase: rules.Phase, day0: date, with_peak: bool) -> Band:
    first = max(day0 + phase.start_day * DAY, axis.first)
    last = axis.last if phase.end_day is None else min(day0 + phase.end_day * DAY, axis.last)
    peak = day0 + phase.peak_end_day * DAY if with_peak and phase.peak_end_day is not None else None
    return Band(phase.code, phase.name, first, last, min(peak, last) if peak and peak >= first else None)


def series_of(diary: Diary, axis: Axis, anchor: date) -> tuple[Series, ...]:
    """One series for each chosen symptom. Weeks are counted from `anchor`."""
    made = _weekly if axis.weekly else _daily
    return tuple(
        made(Series(symptom.code, symptom.label, style), diary.answers[symptom.code], axis, anchor)
        for style, symptom in enumerate(diary.chosen, start=1)
    )


def _daily(series: Series, answers: Mapping[date, float | None], axis: Axis, anchor: date) -> Series:
    lead = (WINDOW_DAYS - 1) * DAY
    near = {day: value for day, value in answers.items() if axis.first - lead <= day <= axis.last}
    shown = [Point(day, _shown(value), int(value is not None)) for day, value in near.items() if day >= axis.first]
    means = {day: mean for day, mean in running_means(near).items() if day >= axis.first}
    return Series(series.code, series.label, series.style, tuple(shown), _pieces(means, DAY))


def _weekly(series: Series, answers: Mapping[date, float | None], axis: Axis, anchor: date) -> Series:
    near = [(day, value) for day, value in answers.items() if axis.first <= day <= axis.last]
    points, means = [], {}
    for week, days in groupby(near, key=lambda item: week_of(item[0], anchor)):
        values = [value for _, value in days if value is not None]
        mean = mean_of(values, minimum=1)
        points.append(Point(week, mean.value if mean else None, len(values)))
        if mean and mean.days >= MINIMUM_DAYS:
            means[week] = mean.value
    return Series(series.code, series.label, series.style, tuple(points), _pieces(means, WEEK))


def week_of(day: date, anchor: date) -> date:
    """The first day of the week in which `day` lies, when weeks are counted from `anchor`."""
    return anchor + (day - anchor).days // WINDOW_DAYS * WEEK


def _shown(value: float | None) -> float | None:
    return None if value is None else one_decimal(value)


def _pieces(means: Mapping[date, float], step: timedelta) -> tuple[tuple[tuple[date, float], ...], ...]:
    """The line, broken wherever a day (or week) has no mean."""
    pieces: list[list[tuple[date, float]]] = []
    for day, value in means.items():
        if not pieces or day - pieces[-1][-1][0] != step:
            pieces.append([])
        pieces[-1].append((day, value))
    return tuple(map(tuple, pieces))


def panels_of(chosen: Sequence[Symptom], series: Sequence[Series]) -> tuple[Panel, ...]:
    """The ratings from 0 to 10 together, and a panel of its own for each symptom with another unit."""
    pairs = list(zip(chosen, series, strict=True))
    ratings = tuple(each for symptom, each in pairs if symptom.scale == Symptom.Scale.NRS10)
    others = [own_panel(symptom, each) for symptom, each in pairs if symptom.scale != Symptom.Scale.NRS10]
    return (Panel(RATING_TOP, "", ratings), *others) if ratings or not others else tuple(others)


def own_panel(symptom: Symptom, series: Series) -> Panel:
    """A panel with one series, on the scale it needs."""
    if symptom.scale == Symptom.Scale.NRS10:
        return Panel(RATING_TOP, "", (series,))
    highest = max((point.value for point in series.points if point.value is not None), default=0)
    top = max(LEAST_TOPS[symptom.scale], -int(-highest // 2) * 2)  # even, so that half of it is a whole number
    unit = SCALE_NAMES[symptom.scale]
    caption = symptom.label if unit in symptom.label.lower() else f"{symptom.label} ({unit})"
    return Panel(top, caption, (series,))


def fortnight(symptom: Symptom, style: int, answers: Mapping[date, float | None], days: Sequence[date]) -> Series:
    """The answers of some days as a series without a line."""
    points = tuple(Point(day, _shown(answers.get(day)), 1) for day in days)
    return Series(symptom.code, symptom.label, style, points)
