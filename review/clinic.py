"""The lead's page: how the work of a team goes, in counts. Nobody is named, and nothing leads to anybody. One query,
however many patients and days there are."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from accounts.models import Team
from clinical.commitment import seen_in_time
from clinical.flags.rules import INFO, RULES, SEVERITIES
from clinical.small_counts import FEW, FEWEST, hidden, is_few, told

from . import ages
from .caseload import SILENT_DAYS

WEEKS = 12  # whole ones, beside the one that runs
DAY, WEEK = timedelta(days=1), timedelta(days=7)
DAYS_A_WEEK, HUNDRED = 7, 100
FEW_PEOPLE, NONE, NEVER = f"{FEW} people", "–", "0"
COUNTED = "SELECT rt_clinic(%s, %s, %s)"  # review.clinic_sql


@dataclass(frozen=True)
class WeekLine:
    """One week: people in care, how many of them wrote and how much, and what was pointed out and seen in time."""

    begins: date
    is_running: bool
    people: str
    wrote: str
    entries: str
    flags: str
    in_time: str


@dataclass(frozen=True)
class RuleLine:
    """One rule over all weeks. `rate` is how often it was raised in a hundred weeks of one person."""

    title: str
    code: str
    flags: str
    rate: str


@dataclass(frozen=True)
class Now:
    """How it stands: people who share, who of them is silent, open flags by severity, and how old the oldest is."""

    people: str
    silent: str
    open: tuple[tuple[str, str, str], ...]
    oldest: str


@dataclass(frozen=True)
class Clinic:
    """The page of one team. Without `now` nothing may be told: it would be about too few. `not_raised` names the other
    rules."""

    team: Team
    now: Now | None = None
    weeks: tuple[WeekLine, ...] = ()
    rules: tuple[RuleLine, ...] = ()
    not_raised: tuple[str, ...] = ()
    person_weeks: str = NONE


def build(team: Team, at: datetime) -> Clinic:
    """The page of `team` for who is signed in, who must lead it: for anybody else the database counts nobody."""
    today = at.date()
    first = today - today.weekday() * DAY - WEEKS * WEEK
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [team.pk, first, SILENT_DAYS])
        found = cursor.fetchone()[0]
    found = json.loads(found) if isinstance(found, str) else found
    if _is_about_few(found):
        return Clinic(team)
    flags = [_read(each) for each in found["flags"]]
    return Clinic(team, _now(found, at), _weeks(found, flags, first, today), *_rules(found, flags))


def _is_about_few(found: Mapping) -> bool:
    """Whether the whole is about few people, or what is left of it is, once a lead takes away whom she sees herself."""
    return found["people"] < FEWEST or is_few(found["unseen"])


@dataclass(frozen=True)
class _Flags:
    rule: str
    severity: str
    raised_on: date
    seen_on: date | None
    many: int

    @property
    def week(self) -> date:
        """The Monday of the week in which they were raised."""
        return self.raised_on - self.raised_on.weekday() * DAY


def _read(row: Mapping) -> _Flags:
    seen_on = date.fromisoformat(row["seen_on"]) if row["seen_on"] else None
    return _Flags(row["rule"], row["severity"], date.fromisoformat(row["raised_on"]), seen_on, row["flags"])


def _now(found: Mapping, at: datetime) -> Now:
    open_ones = {each["severity"]: each for each in found["open"]}
    lines = []
    for code, severity in SEVERITIES.items():
        each = open_ones.get(code, {"flags": 0, "people": 0})
        lines.append((severity.sign, severity.word, told(each["flags"], each["people"])))
    oldest = min((datetime.fromisoformat(each["oldest"]) for each in open_ones.values()), default=None)
    return Now(told(found["people"]), told(found["silent"]), tuple(lines), ages.told(at - oldest) if oldest else NONE)


def _weeks(found: Mapping, flags: Sequence[_Flags], first: date, today: date) -> tuple[WeekLine, ...]:
    """The newest first."""
    wrote = {date.fromisoformat(each["week"]): each for each in found["weeks"]}
    care = {date.fromisoformat(each["week"]): each for each in found["care"]}
    asked = [each for each in flags if each.severity != INFO]
    mondays = [first + back * WEEK for back in range(WEEKS, -1, -1)]
    many = [sum(each.many for each in asked if each.week == monday) for monday in mondays]
    people = [found["people_flagged"].get(monday.isoformat(), 0) for monday in mondays]
    untold = hidden(many, people)
    lines = []
    for place, monday in enumerate(mondays):
        written = wrote.get(monday, {"entries": 0, "people": 0})
        lines.append(
            WeekLine(
                begins=monday,
                is_running=monday + WEEK > today,
                people=told(care.get(monday, {"people": 0})["people"]),
                wrote=told(written["people"]),
                entries=told(written["entries"], written["people"]),
                flags=FEW_PEOPLE if place in untold else told(many[place], people[place]),
                in_time=NONE if place in untold else _in_time(asked, monday, today),
            )
        )
    return tuple(lines)


def _in_time(flags: Sequence[_Flags], monday: date, today: date) -> str:
    """The share that was seen in time, of those that were or weren't."""
    counted: Counter = Counter()
    for each in flags:
        if each.week == monday:
            counted[seen_in_time(each.severity, each.raised_on, each.seen_on, today)] += each.many
    known = counted[True] + counted[False]
    return f"{HUNDRED * counted[True] / known:.0f} %" if known else NONE


def _rules(found: Mapping, flags: Sequence[_Flags]) -> tuple[tuple[RuleLine, ...], tuple[str, ...], str]:
    """The rules that were raised, the most frequent first, the names of those that weren't, and the weeks in care that
    the rates rest on."""
    weeks = sum(each["days"] for each in found["care"]) / DAYS_A_WEEK
    counted: Counter = Counter()
    for each in flags:
        counted[each.rule] += each.many
    codes = sorted(RULES, key=lambda code: (-counted[code], RULES[code].title))
    many, people = [counted[code] for code in codes], [found["people_ruled"].get(code, 0) for code in codes]
    untold = hidden(many, people)
    lines = []
    for place, code in enumerate(codes):
        rate = f"{HUNDRED * many[place] / weeks:.1f}" if weeks else NONE
        numbers = (FEW_PEOPLE, NONE) if place in untold else (told(many[place], people[place]), rate)
        lines.append(RuleLine(RULES[code].title, code, *numbers))
    # What isn't told stands together, by name: its place must not say how much it is.
    untold_ones = sorted((line for line in lines if line.flags == FEW_PEOPLE), key=lambda line: line.title)
    raised = [line for line in lines if line.flags not in (FEW_PEOPLE, NEVER)]
    never = sorted(line.title for line in lines if line.flags == NEVER)
    return (*raised, *untold_ones), tuple(never), f"{weeks:,.0f}"
