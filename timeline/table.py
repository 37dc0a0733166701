"""The numbers of the chart as rows, and the rows as markup."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby
from operator import itemgetter

from django.utils.safestring import SafeString

from clinical.phases import phase_of

from .frame import Kept
from .happenings import Happenings
from .plotting import DAY
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
        step=axis.step,
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
        self.step, self.numbering = axis.step, numbering
        self.used, self.urges, self.more = set(diary.used), Counter(happened.urges), _more(happened)
        told = {*diary.said_used, *self.used, *self.urges, *self.more}
        self.told = [day for day in sorted(told) if axis.first <= day <= axis.last]
        in_one_year = bool(self.told) and self.told[0].year == self.told[-1].year
        self.points = [{point.day: point for point in each.points} for each in series]
        self.texts = Kept(lambda value: NOTHING if value is None else f"{value:g}")
        self.phase_of = Kept(lambda number: phase_of(number, diary.phases).name)
        self.year_of = Kept(lambda year: "" if in_one_year else f" {year}")
        self.said = diary.said_used

    def __iter__(self) -> Iterable[Row]:
        if self.step == 1:
            yield from (self._row(day, (day,)) for day in self.told)
            return
        anchor = self.numbering.anchor
        parts = [(day.toordinal() - anchor.toordinal()) // self.step for day in self.told]
        for part, days in groupby(zip(parts, self.told, strict=True), key=itemgetter(0)):
            yield self._row(anchor + part * self.step * DAY, [day for _, day in days])

    def _row(self, start: date, days: Sequence[date]) -> Row:
        day0, points = self.numbering.day0, [points.get(start) for points in self.points]
        answered = [point for point in points if point]
        number = (start - day0).days if day0 else None
        return Row(
            start,
            f"{start.day} {MONTHS[start.month]}{self.year_of[start.year]}",
            number,
            self.phase_of[number] if day0 and number >= 0 else "",
            tuple([self.texts[point.value] if point else NOTHING for point in points]),
            self._used(days),
            max([point.answered for point in answered]) if answered else 0,
            True in [point.late for point in answered],
            sum([self.urges[day] for day in days]) if self.urges else 0,
            tuple([words for day in days for words in self.more.get(day, ())]) if self.more else (),
        )

    def _used(self, days: Sequence[date]) -> str:
        times = sum([day in self.used for day in days])
        if times:
            return f"on {times}" if self.step > 1 else "yes"
        return "no" if False in [self.said.get(day) for day in days] else NOTHING


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
    if table.step > 1:
        html += f"<td>{row.answered}"
    if table.has_phases:
        html += f'<td class="w">{escape(row.phase)}'
    if table.has_more:
        html += f'<td class="w more">{escape("; ".join(row.more))}'
    return html
