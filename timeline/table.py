"""The numbers of the chart as rows, and the rows as markup."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString

from clinical.phases import phase_of

from .happenings import Happenings
from .plotting import week_of
from .reading import Diary
from .shapes import Axis, Row, Series, Table

NOTHING = "–"
MONTHS = ("", *(date(2000, month, 1).strftime("%b") for month in range(1, 13)))
NO_ANSWER = '<span aria-hidden="true">–</span><span class="visually-hidden">no answer</span>'


@dataclass(frozen=True)
class Numbering:
    """Weeks are counted from `anchor`. Days are numbered and have phases from `day0` on, unless it is None; `shown`:
    the numbers are."""

    anchor: date
    day0: date | None
    shown: bool


def table_of(
    diary: Diary, axis: Axis, series: Sequence[Series], happened: Happenings, numbering: Numbering
) -> Table:
    """A row for each day, or week, that has something to say; newest first."""
    rows = list(_Rows(diary, axis, series, happened, numbering))
    in_one_year = bool(rows) and rows[0].day.year == rows[-1].day.year
    return Table(
        columns=tuple(each.label for each in series),
        rows=tuple(reversed(rows)),
        weekly=axis.weekly,
        year=str(rows[0].day.year) if in_one_year else "",
        has_numbers=numbering.shown and numbering.day0 is not None,
        has_phases=any(row.phase for row in rows),
        has_use=diary.shares_use,
        has_urges=any(row.urges for row in rows),
        has_more=any(row.more for row in rows),
    )


class _Rows:
    """The rows in the making, oldest first."""

    def __init__(self, diary, axis, series, happened: Happenings, numbering: Numbering):
        self.diary, self.weekly, self.numbering = diary, axis.weekly, numbering
        self.used, self.urges, self.more = set(diary.used), Counter(happened.urges), _more(happened)
        told = {*diary.said_used, *self.used, *self.urges, *self.more}
        self.told = [day for day in sorted(told) if axis.first <= day <= axis.last]
        self.in_one_year = bool(self.told) and self.told[0].year == self.told[-1].year
        self.points = [{point.day: point for point in each.points} for each in series]

    def __iter__(self) -> Iterable[Row]:
        anchor = self.numbering.anchor
        if not self.weekly:
            yield from (self._row(day, [day]) for day in self.told)
            return
        for start, days in groupby(self.told, key=lambda day: week_of(day, anchor)):
            yield self._row(start, list(days))

    def _row(self, start: date, days: list[date]) -> Row:
        points = [points.get(start) for points in self.points]
        day0 = self.numbering.day0
        number = (start - day0).days if day0 else None
        answered = [point for point in points if point is not None]
        return Row(
            day=start,
            when=f"{start.day} {MONTHS[start.month]}{self.year(start)}",
            number=number,
            phase=phase_of(number, self.diary.phases).name if day0 and number >= 0 else "",
            values=tuple([NOTHING if point is None or point.value is None else f"{point.value:g}" for point in points]),
            used=self._used(days),
            answered=max([point.answered for point in answered], default=0),
            late=True in [point.late for point in answered],
            urges=sum([self.urges[day] for day in days]) if self.urges else 0,
            more=tuple([words for day in days for words in self.more.get(day, ())]) if self.more else (),
        )

    def year(self, day: date) -> str:
        """The year of a row, where the table doesn't say it for all."""
        return "" if self.in_one_year else f" {day.year}"

    def _used(self, days: Sequence[date]) -> str:
        times = len(self.used.intersection(days))
        if times:
            return f"on {times}" if self.weekly else "yes"
        said = self.diary.said_used
        return "no" if False in [said.get(day) for day in days] else NOTHING


def _more(happened: Happenings) -> dict[date, list[str]]:
    """What she noted, and totals of questionnaires, in words by day."""
    words: dict[date, list[str]] = {}
    for each in happened.noted:
        words.setdefault(each.day, []).append(f"{each.number}: {each.text}")
    for each in happened.scores:
        for day, total in each.points:
            words.setdefault(day, []).append(f"{each.title} {total}")
    return words


def as_html(table: Table | None) -> str:
    """The rows as `<tr>`s, newest first; empty without a row."""
    if table is None:
        return ""
    return SafeString("".join([_html(row, table) for row in table.rows]))


def _html(row: Row, table: Table) -> str:
    """A row. End tags that HTML lets go are left out: a long diary has thousands of cells."""
    late = " <small>later</small>" if row.late else ""
    html = f'<tr><th scope="row"><time datetime="{row.day}">{row.when}</time>{late}'
    if table.has_numbers:
        html += f"<td>{row.number_text}"
    for value in row.values:
        html += f"<td>{NO_ANSWER if value == NOTHING else value}"
    if table.has_use:
        html += f'<td class="w">{row.used}'
    if table.has_urges:
        html += f"<td>{row.urges or ''}"
    if table.weekly:
        html += f"<td>{row.answered}"
    if table.has_phases:
        html += f'<td class="w">{escape(row.phase)}'
    if table.has_more:
        html += f'<td class="w more">{escape("; ".join(row.more))}'
    return html
