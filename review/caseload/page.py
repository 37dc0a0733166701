"""All of a clinician's patients in their order, and the lines of some of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.urls import reverse

from accounts.models import Clinician
from clinical import instruments, phases
from clinical.phases import local_day
from journal.catalogue import catalogue
from timeline.content import content

from ..access import Scope, sharing_with_whoever_asks
from . import reading
from .lines import DAY, SHOWN_KINDS, Details, Line, line_of
from .reading import SPARKLINE_DAYS, Who
from .standing import Standing, days_silent

A_PAGE = 40  # lines: a caseload as it is meant to be is one page
COMPARED_OVER = timedelta(days=183)  # a total of more than half a year ago is compared with nothing


@dataclass(frozen=True)
class Caseload:
    """Where everybody stands, first who needs a person first; and the phases one can filter by."""

    standings: tuple[Standing, ...]
    phases: tuple[phases.Phase, ...]
    labels: dict[str, str]
    now: datetime

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Everybody's."""
        return self.lines_of(self.standings)

    def lines_of(self, shown: Sequence[Standing]) -> tuple[Line, ...]:
        """The lines of some of them. Two queries."""
        if not shown:
            return ()
        keys = [standing.who.pk for standing in shown]
        asked = [standing.who.pk for standing in shown if Scope.QUESTIONNAIRES in standing.scope]
        flagged = [standing.who.pk for standing in shown if standing.flags]
        first = self.now.date() - (SPARKLINE_DAYS + 1) * DAY  # her date may lie a day before or after UTC's
        days, answers = reading.details(keys, asked, first, (self.now - COMPARED_OVER).date())
        details = Details(
            now=self.now,
            days=days,
            kinds=reading.kinds(flagged, SHOWN_KINDS) if flagged else {},
            answers=answers,
            instruments=instruments.offered(),
            labels=self.labels,
            address=reverse("admin:accounts_patient_change", args=[0]),
        )
        return tuple(line_of(standing, details) for standing in shown)


def build(clinician: Clinician, now: datetime, kind: str = "") -> Caseload:
    """Where the patients of `clinician` stand; `kind` is a kind of flags that is asked for. Five queries.

    Whom she may see is whoever shares with her at this moment: `Patient.objects.visible_to` in other words, and a test
    holds the two together."""
    sharing = sharing_with_whoever_asks(clinician)
    keys = list(sharing)
    flags = reading.flags(keys, kind)
    everybody, (of_symptoms, of_content) = reading.who(keys, clinician, now)
    waiting = reading.waiting(everybody, sharing, clinician, now)
    rules, clock = content(of_content).rules, _Clock(now)
    standings = [
        _standing(who, clock, rules, sharing.get(who.pk), flags.get(who.pk), waiting.get(who.pk, (0, None)))
        for who in everybody
    ]
    labels = {symptom.code: symptom.label for symptom in catalogue(of_symptoms).symptoms}
    return Caseload(tuple(sorted(standings, key=Standing.who_first)), tuple(rules), labels, now)


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
