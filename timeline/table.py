"""The numbers of the chart as rows."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from clinical.phases import phase_of

from .plotting import week_of
from .reading import Diary
from .shapes import Axis, Point, Row, Series, Table

NOTHING = "–"


def table_of(
    diary: Diary, axis: Axis, series: Sequence[Series], *, anchor: date, day0: date | None, with_numbers: bool
) -> Table:
    """A row for each day, or week from `anchor` on, that has something to say; newest first. Days are numbered and
    have phases from `day0` on, unless it is None."""
    used = set(diary.used)
    told = [day for day in sorted({*diary.said_used, *used}) if axis.first <= day <= axis.last]
    in_one_year = bool(told) and told[0].year == told[-1].year
    values = [{point.day: point for point in each.points} for each in series]
    rows = []
    for start, days in groupby(told, key=lambda day: week_of(day, anchor) if axis.weekly else day):
        points = [points.get(start) for points in values]
        number = (start - day0).days if day0 else None
        rows.append(
            Row(
                day=start,
                when=f"{start.day} {start:%b}" if in_one_year else f"{start.day} {start:%b %Y}",
                number=number,
                phase=phase_of(number, diary.phases).name if day0 and number >= 0 else "",
                values=tuple(map(_cell, points)),
                used=_used(diary, list(days), used, axis.weekly),
                answered=max((point.answered for point in points if point), default=0),
            )
        )
    return Table(
        columns=tuple(each.label for each in series),
        rows=tuple(reversed(rows)),
        weekly=axis.weekly,
        year=str(told[0].year) if in_one_year else "",
        has_numbers=with_numbers and day0 is not None,
        has_phases=any(row.phase for row in rows),
        has_use=diary.shares_use,
    )


def _cell(point: Point | None) -> str:
    return NOTHING if point is None or point.value is None else f"{point.value:g}"


def _used(diary: Diary, days: Sequence[date], used: set[date], weekly: bool) -> str:
    times = sum(day in used for day in days)
    if times:
        return f"on {times}" if weekly else "yes"
    return "no" if any(diary.said_used.get(day) is False for day in days) else NOTHING
