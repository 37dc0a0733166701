"""Flags in words: what was seen, how long ago, who is on it, and what was done."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Patient
from clinical import flags as rules
from flags import lifecycle
from flags.models import Flag, FlagStep, Severity
from journal.models import Symptom

from . import ages

CLOSED_SHOWN = timedelta(days=14)
MOST_SHOWN = 60


@dataclass(frozen=True)
class StepView:
    """Something that was done, by whom and when (by the patient's clock)."""

    at: datetime
    by: str
    words: str
    note: str


@dataclass(frozen=True)
class FlagView:
    """A flag as a clinician reads it. `words` are its evidence as a sentence."""

    flag: Flag
    severity: rules.SeverityWord
    title: str
    words: str
    age: str
    steps: tuple[StepView, ...]

    @property
    def shown(self) -> str:
        """Which flag is shown in which state, for the form."""
        return f"{self.flag.pk}:{self.flag.state}"

    @property
    def is_open(self) -> bool:
        """Whether nobody is on it yet."""
        return self.flag.state == Flag.State.OPEN

    @property
    def needs_note(self) -> bool:
        """Whether closing it needs a word on why."""
        return lifecycle.needs_note(self.flag)

    @property
    def is_urgent(self) -> bool:
        """Whether it is dealt with by itself."""
        return self.flag.severity == Severity.URGENT


@dataclass(frozen=True)
class Group:
    """Flags of one day that are dealt with by one form: at most one urgent one, and what else there was."""

    day: date
    flags: tuple[FlagView, ...]

    @property
    def key(self) -> str:
        """What its parts on the page are called by."""
        return f"flag-{self.flags[0].flag.pk}"

    @property
    def is_urgent(self) -> bool:
        """Whether one of them is."""
        return any(view.is_urgent for view in self.flags)

    @property
    def is_open(self) -> bool:
        """Whether nobody is on one of them."""
        return any(view.is_open for view in self.flags)

    @property
    def needs_note(self) -> bool:
        """Whether closing them needs a word on why."""
        return any(view.needs_note for view in self.flags)


def shown_of(rows: QuerySet, scope: Collection[str], now: datetime) -> list[Flag]:
    """Of `rows`, those that stand and those closed of late, as far as their evidence is shared. One query."""
    lately = Q(state__in=Flag.STANDING) | Q(closed_at__gte=now - CLOSED_SHOWN)
    found = rows.filter(lately).order_by("-raised_at", "-pk")[:MOST_SHOWN]
    return [flag for flag in found if set(flag.needs) <= set(scope)]


def view_of(
    flag: Flag, steps: Iterable[FlagStep], patient: Patient, symptoms: Iterable[Symptom], now: datetime
) -> FlagView:
    """`flag` with its steps, oldest first."""
    labels = {symptom.code: symptom.label for symptom in symptoms}
    rule = rules.RULES.get(flag.rule_code)
    zone = patient.zone
    return FlagView(
        flag=flag,
        severity=rules.SEVERITIES[flag.severity],
        title=rule.title if rule else flag.rule_code.replace("_", " "),
        words=explained(flag, labels),
        age=age_of(flag, now),
        steps=tuple(_step(step, zone) for step in steps),
    )


def explained(flag: Flag, labels: Mapping[str, str], to: str = rules.CLINICIAN) -> str:
    """Its evidence as a sentence; without evidence, nothing."""
    return rules.explain(flag.rule_code, flag.evidence, to, labels) if flag.evidence else ""


def age_of(flag: Flag, now: datetime) -> str:
    """How long it has waited: “5 h”."""
    return ages.told(max(timedelta(), now - flag.raised_at))


def _step(step: FlagStep, zone) -> StepView:
    words = step.get_action_code_display() if step.action_code else step.get_kind_display().capitalize()
    return StepView(timezone.localtime(step.at, zone), step.clinician_name, words, step.note)


def grouped(views: Sequence[FlagView]) -> tuple[Group, ...]:
    """Standing flags by day, the most urgent first and then the one that waits longest. Where a day has more than one
    urgent flag, each is a group, and what else there was goes with the last of them."""
    found = []
    for day in dict.fromkeys(view.flag.day for view in views):
        of_day = sorted((view for view in views if view.flag.day == day), key=_rank)
        urgent = [view for view in of_day if view.is_urgent]
        others = [view for view in of_day if not view.is_urgent]
        found += [Group(day, (view,)) for view in urgent[:-1]]
        found.append(Group(day, (*urgent[-1:], *others)))
    return tuple(sorted(found, key=_most_pressing))


def _rank(view: FlagView) -> int:
    return -rules.RANK[view.flag.severity]


def _most_pressing(group: Group):
    return min(map(_rank, group.flags)), min(view.flag.raised_at for view in group.flags)
