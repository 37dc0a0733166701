"""Her answers as columns: the days, and beside them what she answered to each question. A diary of ten years goes
through here as a few lists, not as tens of thousands of small things."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from accounts.models import Patient

Span = tuple[date, date]
NUMBERS = frozenset([int, float, type(None)])


@dataclass(frozen=True)
class Answers:
    """`days` with an entry, oldest first; `late` says of each whether it was written later; `by_code` holds a column of
    values for each symptom, None where it wasn't answered. A day without an entry is in no column."""

    days: Sequence[date] = ()
    late: Sequence[bool] = ()
    by_code: Mapping[str, Sequence[float | None]] = field(default_factory=dict)

    def between(self, first: date, last: date) -> "Answers":
        """Those of the days from `first` to `last`, both included."""
        start, end = bisect_left(self.days, first), bisect_right(self.days, last)
        columns = {code: column[start:end] for code, column in self.by_code.items()}
        return Answers(self.days[start:end], self.late[start:end], columns)

    def column(self, code: str) -> Sequence[float | None]:
        """The answers to one question, a value for each of `days`."""
        return self.by_code.get(code) or [None] * len(self.days)

    def of(self, code: str) -> dict[date, float | None]:
        """The answers to one question by day."""
        return dict(zip(self.days, self.column(code), strict=True))


def read_answers(patient: Patient, codes: Iterable[str], spans: Sequence[Span]) -> Answers:
    """What she answered to the questions `codes` on the days of any of `spans`: one query. None without a question."""
    codes = list(codes)
    if not codes or not spans:
        return Answers()
    within = " OR ".join(["date BETWEEN %s AND %s"] * len(spans))
    ask = f"SELECT date, late, ratings::text FROM journal_entry WHERE patient_id = %s AND ({within}) ORDER BY date"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(ask, [patient.pk, *(day for span in spans for day in span)])
        rows = cursor.fetchall()
    return from_rows(rows, codes)


def from_rows(rows: Sequence[tuple[date, bool, str]], codes: Iterable[str]) -> Answers:
    """Columns from (day, late, ratings as JSON), oldest first; none for a question that was never answered. Only
    numbers are answers: a word or a yes is none."""
    told = json.loads(f"[{','.join([ratings for _, _, ratings in rows])}]")  # at once: a third quicker than one by one
    asked = set().union(*told)
    columns = {code: [each.get(code) for each in told] for code in codes if code in asked}
    for code, column in columns.items():
        if not NUMBERS.issuperset(map(type, column)):
            columns[code] = [value if type(value) in NUMBERS else None for value in column]
    return Answers([day for day, _, _ in rows], [late for _, late, _ in rows], columns)
