"""A month of the diary as a calendar, and a list of days, as finished values."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from accounts.models import Patient

from .days import EARLIEST_DAY
from .marks import Days, Mark

DAYS_A_PAGE = 30
MOST_KEPT = 5000
NO_DAY = mark_safe("<td></td>")  # noqa: S308  a constant
MONDAY_FIRST = Calendar(firstweekday=0)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Month:
    """A month: its weeks from Monday to Sunday, each a row of finished cells; and the months beside it, which are None
    where the journal begins and where the future does."""

    first: date
    weeks: list[SafeString]
    earlier: date | None
    later: date | None


@dataclass(frozen=True)
class History:
    """A page of looking back. `month` is None on the pages that only go on with the list; `lines` are finished, too;
    `older` is the day from which the list goes back further (None: it doesn't)."""

    month: Month | None
    lines: list[SafeString]
    older: date | None


def month_or_none(text: str) -> date | None:
    """The first day of the month that an address names, as YYYY-MM; None when it names none."""
    try:
        return datetime.strptime(text.strip(), "%Y-%m").date()
    except ValueError:
        return None


def why_no_month(month: date | None, today: date) -> str:
    """Why there is nothing to look back on in this month, in words for her; empty when there may be."""
    if month is None:
        return "Please choose a month, like 2026-03."
    if month > today:
        return "This month is still to come. Please choose an earlier one."
    if month < EARLIEST_DAY:
        return f"The journal begins in {EARLIEST_DAY.year}. Please choose a later month."
    return ""


def last_of(month: date) -> date:
    """The last day of a month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY


def newest(patient: Patient, today: date) -> History:
    """The present month, and the newest entries. One query."""
    month = today.replace(day=1)
    days = Days(patient, month, last_of(month), since=EARLIEST_DAY)
    return History(_laid_out(month, today, days), *_page(days))


def of_month(patient: Patient, month: date, today: date) -> History:
    """A month, and its entries. One query."""
    days = Days(patient, month, last_of(month))
    return History(_laid_out(month, today, days), _lines(days, days.rows), None)


def before(patient: Patient, day: date) -> History:
    """The newest entries before `day`. One query."""
    last = max(day, EARLIEST_DAY) - ONE_DAY
    return History(None, *_page(Days(patient, last, last, since=EARLIEST_DAY)))


def _page(days: Days) -> tuple[list[SafeString], date | None]:
    known = list(days.rows)
    older = known[DAYS_A_PAGE - 1] if len(known) > DAYS_A_PAGE else None
    return _lines(days, known[:DAYS_A_PAGE]), older


def _lines(days: Days, listed: Iterable[date]) -> list[SafeString]:
    return [_line(day, tuple(days.told(day))) for day in listed]


def _laid_out(month: date, today: date, days: Days) -> Month:
    last = last_of(month)
    weeks = [
        mark_safe("".join([_cell_of(day, month, today, days) for day in week]))  # noqa: S308  templates' own output
        for week in MONDAY_FIRST.monthdatescalendar(month.year, month.month)
    ]
    earlier = (month - ONE_DAY).replace(day=1) if month > EARLIEST_DAY else None
    return Month(month, weeks, earlier, last + ONE_DAY if last < today else None)


def _cell_of(day: date, month: date, today: date, days: Days) -> SafeString:
    if day.month != month.month:
        return NO_DAY
    return _cell(day, tuple(days.marks(day)), day in days.rows, day > today, day == today)


# A day with the same marks looks the same in everybody's journal, so it is rendered once and kept.
@lru_cache(MOST_KEPT)
def _cell(day: date, marks: tuple[Mark, ...], is_written: bool, is_to_come: bool, is_today: bool) -> SafeString:
    """A day of the calendar: its number and short words, and all of them for somebody who can't see it."""
    full = ", ".join(mark.full for mark in marks) or "no entry"
    context = {
        "number": day.day,
        "address": reverse("entry_look" if is_written else "entry_day", args=[day]),
        "name": f"{day:%-d %B}: {full}",
        "marks": " ".join(mark.short for mark in marks),
        "is_written": is_written,
        "is_to_come": is_to_come,
        "is_today": is_today,
    }
    return render_to_string("journal/_cell.html", context)


@lru_cache(MOST_KEPT)
def _line(day: date, told: tuple[str, ...]) -> SafeString:
    """A day of the list."""
    return render_to_string("journal/_line.html", {"day": day, "told": " · ".join(told)})
