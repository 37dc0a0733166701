"""A month of the diary as a calendar, and a list of days, as finished values."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from django.urls import reverse

from accounts.models import Patient

from .days import EARLIEST_DAY
from .marks import Days, Mark
from .models import Entry

DAYS_A_PAGE = 30
LONGEST_MONTH = 31
MONDAY_FIRST = Calendar(firstweekday=0)
ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Cell:
    """A day of the calendar. `marks` are its short words, `name` says all of it to somebody who can't see it; without
    `address` it is still to come."""

    number: int
    address: str = ""
    name: str = ""
    marks: str = ""
    is_written: bool = False
    is_today: bool = False


@dataclass(slots=True)
class Line:
    """A day of the list."""

    address: str
    day: str
    marks: str


@dataclass(frozen=True)
class Month:
    """A month: weeks from Monday to Sunday, with None where a week reaches beyond it; and the months beside it, which
    are None where the journal begins and where the future does."""

    first: date
    weeks: list[list[Cell | None]]
    earlier: date | None
    later: date | None


@dataclass(frozen=True)
class History:
    """A page of looking back. `month` is None on the pages that only go on with the list; `older` is the day from
    which the list goes back further (None: it doesn't)."""

    month: Month | None
    lines: list[Line]
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
    """The present month, and the newest entries. Two queries."""
    month = today.replace(day=1)
    last = last_of(month)
    entries = Entry.objects.filter(patient=patient, date__lte=last).order_by("-date")
    days = Days(patient, entries[: max(DAYS_A_PAGE, LONGEST_MONTH) + 1], month, last)
    return History(_laid_out(month, today, days), *_page(days))


def of_month(patient: Patient, month: date, today: date) -> History:
    """A month, and its entries. Two queries."""
    last = last_of(month)
    entries = Entry.objects.filter(patient=patient).between(month, last).order_by("-date")
    days = Days(patient, entries, month, last)
    return History(_laid_out(month, today, days), _lines(days, list(days.rows)), None)


def before(patient: Patient, day: date) -> History:
    """The newest entries before `day`. Two queries."""
    entries = Entry.objects.filter(patient=patient, date__lt=day).order_by("-date")
    return History(None, *_page(Days(patient, entries[: DAYS_A_PAGE + 1], day, day)))


def _page(days: Days) -> tuple[list[Line], date | None]:
    known = list(days.rows)
    older = known[DAYS_A_PAGE - 1] if len(known) > DAYS_A_PAGE else None
    return _lines(days, known[:DAYS_A_PAGE]), older


def _lines(days: Days, listed: Sequence[date]) -> list[Line]:
    address = addresses("entry_look")
    return [
        Line(address.format(day), f"{day:%A %-d %B %Y}", " · ".join(days.told(day)))
        for day in listed
    ]  # fmt: skip


def _laid_out(month: date, today: date, days: Days) -> Month:
    first, last = month, last_of(month)
    weeks = [
        [_cell(day, today, days) if first <= day <= last else None for day in week]
        for week in MONDAY_FIRST.monthdatescalendar(month.year, month.month)
    ]
    earlier = (first - ONE_DAY).replace(day=1) if first > EARLIEST_DAY else None
    return Month(first, weeks, earlier, last + ONE_DAY if last < today else None)


def _cell(day: date, today: date, days: Days) -> Cell:
    marks, written = days.marks(day), day in days.rows
    if day > today:
        return Cell(day.day, name=_name(day, marks), marks=_short(marks))
    address = addresses("entry_look" if written else "entry_day").format(day)
    return Cell(day.day, address, _name(day, marks, "no entry"), _short(marks), written, day == today)


def _short(marks: Sequence[Mark]) -> str:
    return " ".join([mark.short for mark in marks])


def _name(day: date, marks: Sequence[Mark], without: str = "") -> str:
    words = ", ".join([mark.full for mark in marks]) or without
    return f"{day.day} {day:%B}: {words}" if words else f"{day.day} {day:%B}"


@cache
def addresses(name: str) -> str:
    """The address of a day's page, with a gap for the day: to resolve it once is enough for a month."""
    return reverse(name, args=[EARLIEST_DAY]).replace(EARLIEST_DAY.isoformat(), "{}")
