"""Dates, numbers and lists in words, for the sentences of flags."""

from collections.abc import Iterable, Mapping
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

Labels = Mapping[str, str]


class Line:
    """One piece of evidence."""

    def __init__(self, code: str, day: date, value: object):
        self.code, self.day, self.value = code, day, value


Told = list[Line]
Pair = tuple[str, str]  # for clinicians, and for the person


def day(value: object) -> date:
    """A date, also from ISO text."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def on(day: date, year: bool = True) -> str:
    """“3 Mar 2026”, or without the year."""
    return f"{day.day} {MONTHS[day.month - 1]}{f' {day.year}' if year else ''}"


def listed(words: Iterable[str]) -> str:
    """“a, b and c”."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def dates(days: Iterable[date]) -> str:
    """“1 Mar and 3 Mar 2026”, each date once."""
    days = sorted(set(days))
    same_year = len({day.year for day in days}) == 1
    return listed(on(day, not same_year or day == days[-1]) for day in days)


def number(value: object) -> str:
    """A number without noughts it doesn't need; anything else as it is."""
    return f"{value:g}" if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)


def count(number: int, one: str = "day") -> str:
    """“two days”."""
    word = COUNTED[number] if number < len(COUNTED) else str(number)
    return f"{word} {one}" if number == 1 else f"{word} {one}s"


def of(told: Told, *codes: str) -> Told:
    """Those with one of the codes, the oldest first."""
    return sorted((each for each in told if each.code in codes), key=lambda each: each.day)


def one(told: Told, code: str) -> Line | None:
    """The oldest with this code; None when there is none."""
    return next(iter(of(told, code)), None)


def label(code: str, labels: Labels) -> str:
    """What a question is called."""
    return labels.get(code) or code.replace("_", " ")


def lower(label: str) -> str:
    """The same within a sentence; abbreviations stay as they are."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def values(lines: Told) -> str:
    """“8 on 1 Mar and 9 on 3 Mar 2026”."""
    same_year = len({each.day.year for each in lines}) == 1
    last = lines[-1]
    return listed(f"{number(each.value)} on {on(each.day, not same_year or each is last)}" for each in lines)


def or_more(lines: Told) -> str:
    """“8 or more on two days”, as the person reads it."""
    least = number(min(each.value for each in lines))
    more = "" if len({each.value for each in lines}) == 1 else " or more"
    return f"{least}{more} on {count(len(lines))}" if len(lines) > 1 else f"{least} on {on(lines[0].day)}"


def or_less(lines: Told, unit: str) -> str:
    """“3.5 hours or less on three days”."""
    most = max(each.value for each in lines)
    return f"{number(most)} {unit} or less on {count(len(lines))}"
