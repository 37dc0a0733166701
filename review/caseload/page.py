"""All of a clinician's patients in their order, and the rows of some of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.models import Clinician
from clinical import instruments, phases
from clinical.phases import local_day
from journal.catalogue import catalogue
from timeline.content import content
from timeline.finished import Finished

from ..access import Scope, Sharing, sharing_told
from . import reading
from .lines import DAY, SHOWN_KINDS, Details, Line, line_of
from .reading import SPARKLINE_DAYS, Asked, Who
from .row import Row, row
from .standing import Standing, days_silent

A_PAGE = 40  # lines: a caseload as it is meant to be is one page
COMPARED_OVER = timedelta(days=183)  # a total of more than half a year ago is compared with nothing
# In no time zone does a day begin within a quarter of an hour: what is read in one holds to its end, but for ages.
QUARTER = timedelta(minutes=15).total_seconds()
MOST_KEPT = 16  # clinicians in one process, some MB each

finished: Finished["Caseload"] = Finished(MOST_KEPT)


@dataclass(frozen=True)
class Caseload:
    """Where everybody stands, by patient, as it was when `changes` was what the database said of whom something has
    changed; and the phases one can filter by. It is shared by many requests: a row is added when it is first shown,
    nothing is ever changed."""

    known: Mapping[int, Standing]
    sharing: Mapping[int, Sharing]
    phases: tuple[phases.Phase, ...]
    labels: Mapping[str, str]
    changes: str
    marks: Mapping[str, str]
    read_at: datetime
    rows: dict[int, Row] = field(default_factory=dict)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Everybody's, first who needs a person first."""
        return tuple(sorted(self.known.values(), key=Standing.who_first))

    def rows_of(self, shown: Sequence[Standing], now: datetime) -> list[SafeString]:
        """Rows of the table for some of them. Two queries for those that were not shown before."""
        new = [standing for standing in shown if standing.who.pk not in self.rows]
        for line in self.lines_of(new):
            self.rows[line.who.pk] = row(line)
        return [self.rows[standing.who.pk].at(now) for standing in shown]

    def lines_of(self, shown: Sequence[Standing]) -> tuple[Line, ...]:
        """The lines of some of them. Two queries."""
        if not shown:
            return ()
        keys = [standing.who.pk for standing in shown]
        asked = [standing.who.pk for standing in shown if Scope.QUESTIONNAIRES in standing.scope]
        flagged = [standing.who.pk for standing in shown if standing.flags]
        first = self.read_at.date() - (SPARKLINE_DAYS + 1) * DAY  # her date may lie a day before or after UTC's
        days, answers = reading.details(keys, asked, first, (self.read_at - COMPARED_OVER).date())
        details = Details(
            days=days,
            kinds=reading.kinds(flagged, SHOWN_KINDS) if flagged else {},
            answers=answers,
            instruments=instruments.offered(),
            labels=self.labels,
            address=reverse("admin:accounts_patient_change", args=[0]),
        )
        return tuple(line_of(standing, details) for standing in shown)


def build(clinician: Clinician, now: datetime) -> Caseload:
    """Where the patients of `clinician` stand. Four queries; one, while nothing has changed since the last time, and
    otherwise those that have changed are read again.

    Whom she may see is whoever shares with her at this moment: `Patient.objects.visible_to` in other words, and a test
    holds the two together. What is kept in memory holds for the same consents, the same row rules and the same quarter
    of an hour, and only while the database has noted no change of that patient (`accounts.noting`): a test looks at
    every table that is read here.
    """
    asked = reading.ask()
    key = (clinician.pk, now.timestamp() // QUARTER, asked.consents, asked.symptoms, asked.content, asked.allowed)
    before = finished.get(key)
    if before and before.changes == asked.changes:
        return before
    caseload = _read(clinician, now, asked, before)
    finished.keep(key, caseload)
    return caseload


def _read(clinician: Clinician, now: datetime, asked: Asked, before: Caseload | None) -> Caseload:
    """Whoever has changed since `before`, or everybody, read now; the others as they were."""
    sharing = before.sharing if before else sharing_told(clinician, asked.consents)
    marks = json.loads(asked.changes)
    if before:
        changed = {key for key in sharing if marks.get(str(key)) != before.marks.get(str(key))}
        known = {key: standing for key, standing in before.known.items() if key not in changed}
        rows = {key: kept for key, kept in before.rows.copy().items() if key not in changed}
    else:
        changed, known, rows = set(sharing), {}, {}
    found = content(asked.content)
    known |= _standings(clinician, now, {key: sharing[key] for key in changed}, found.rules)
    labels = {symptom.code: symptom.label for symptom in catalogue(asked.symptoms).symptoms}
    return Caseload(known, sharing, tuple(found.rules), labels, asked.changes, marks, now, rows)


def _standings(clinician: Clinician, now: datetime, sharing: Mapping[int, Sharing], rules) -> dict[int, Standing]:
    """Where they stand now. Three queries, or four."""
    keys = list(sharing)
    flags = reading.flags(keys)
    everybody = reading.who(keys, clinician, now)
    waiting = reading.waiting(everybody, sharing, clinician, now)
    clock = _Clock(now)
    return {
        who.pk: _standing(who, clock, rules, sharing.get(who.pk), flags.get(who.pk), waiting.get(who.pk, (0, None)))
        for who in everybody
    }


class _Clock:
    """Which day it is, by time zone: each is worked out once."""

    def __init__(self, now: datetime):
        self._now, self._days = now, {}

    def today(self, zone: str):
        """The present day of somebody who lives there."""
        if zone not in self._days:
            self._days[zone] = local_day(self._now, ZoneInfo(zone))
        return self._days[zone]


def _standing(who: Who, clock: _Clock, rules, sharing, flags, waiting) -> Standing:
    today, began = clock.today(who.zone), local_day(who.joined, ZoneInfo(who.zone))
    with_use = bool(sharing) and Scope.USE in sharing.scope
    return Standing(
        who=who,
        sharing=sharing,
        today=today,
        began=began,
        position=phases.position(who.day0, who.precision, today, rules) if with_use and who.precision else None,
        flags=flags,
        unread=waiting[0],
        waiting_since=waiting[1],
        days_silent=days_silent(who, began, today),
        pause=next(((reason, days) for reason, days in who.pauses if days.holds_on(today)), None),
    )
