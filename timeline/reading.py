"""What a page about somebody's time reads: five queries, however long the diary is."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models.fields.json import KeyTextTransform

from accounts.models import Patient
from clinical import phases as rules
from journal.models import Entry, Episode, Symptom, UseEvent
from journal.models.entry import USED

from .models import Phase

DEFAULT_SYMPTOMS = ("craving", "low_mood")
MOST_SYMPTOMS = 3  # lines that can be told apart without colour: solid, dashed, dotted
# What a consent can cover (`accounts.ConsentRecord.Scope`), as far as it matters here. Answers about harming oneself
# are never a line in a chart, whoever looks.
RATINGS, USE = "ratings", "use"


@dataclass(frozen=True)
class Diary:
    """Everything read. Days are keys, oldest first; a day that wasn't answered is None, one without an entry is
    missing. `first_check_in` is the first day she wrote about here, imports aside."""

    phase_rows: tuple[Phase, ...]
    charted: tuple[Symptom, ...]
    chosen: tuple[Symptom, ...]
    answers: dict[str, dict[date, float | None]]
    said_used: dict[date, bool | None] = field(default_factory=dict)
    first_check_in: date | None = None
    used_on: frozenset[date] = frozenset()
    prescribed_on: frozenset[date] = frozenset()
    episodes: tuple[Episode, ...] = ()
    shares_ratings: bool = True
    shares_use: bool = True

    @cached_property
    def phases(self) -> Sequence[rules.Phase]:
        """The phases as rules; those that ship, should the rows be missing or not fit together."""
        rows = [row.rule for row in self.phase_rows]
        return rules.DEFAULT_PHASES if rules.validate_phases(rows) else rows

    @cached_property
    def written(self) -> list[date]:
        """The days with an entry, oldest first."""
        return list(self.said_used)

    @cached_property
    def used(self) -> list[date]:
        """The days of use to mark, oldest first."""
        said = {day for day, used in self.said_used.items() if used}
        return sorted((said - self.prescribed_on) | self.used_on) if self.shares_use else []

    @property
    def episode(self) -> Episode | None:
        """The episode that goes on."""
        return next((episode for episode in self.episodes if episode.ended_on is None), None)


def charted_symptoms() -> tuple[Symptom, ...]:
    """The symptoms that can be a line, in the order of the catalogue."""
    return tuple(symptom for symptom in Symptom.objects.active() if symptom.charted)


def read(patient: Patient, scope: Collection[str] | None) -> Diary:
    """Read her diary; only what `scope` covers, unless it is None (she looks herself)."""
    shares_ratings, shares_use = (scope is None or part in scope for part in (RATINGS, USE))
    charted = charted_symptoms()
    chosen = _chosen(patient, charted) if shares_ratings else ()
    diary = {"phase_rows": tuple(Phase.objects.all()), "charted": charted, "chosen": chosen}
    diary |= {"shares_ratings": shares_ratings, "shares_use": shares_use}
    diary |= _entries(patient, [symptom.code for symptom in chosen])
    if shares_use:
        return Diary(**diary, **_use(patient))
    return Diary(**diary | {"said_used": dict.fromkeys(diary["said_used"])})


def read_use(patient: Patient) -> Diary:
    """What the clocks rest on, and no answers: for herself. Four queries."""
    phase_rows = tuple(Phase.objects.all())
    return Diary(phase_rows, charted=(), chosen=(), **_entries(patient, ()), **_use(patient))


def _chosen(patient: Patient, charted: Sequence[Symptom]) -> tuple[Symptom, ...]:
    by_code = {symptom.code: symptom for symptom in charted}
    codes = [code for code in patient.chart_symptoms if code in by_code] or DEFAULT_SYMPTOMS
    return tuple(by_code[code] for code in codes[:MOST_SYMPTOMS] if code in by_code)


def _entries(patient: Patient, codes: Sequence[str]) -> dict:
    keys = {f"answer_{number}": KeyTextTransform(code, "ratings") for number, code in enumerate([*codes, USED])}
    rows = Entry.objects.filter(patient=patient).order_by("date").annotate(**keys).values_list("date", "source", *keys)
    answers: dict[str, dict[date, float | None]] = {code: {} for code in codes}
    said_used, first_check_in = {}, None
    for day, source, *values, used in rows:
        said_used[day] = {"true": True, "false": False}.get(used)
        if first_check_in is None and source == Entry.Source.FORM:
            first_check_in = day
        for code, value in zip(codes, values, strict=True):
            answers[code][day] = _as_number(value)
    return {"answers": answers, "said_used": said_used, "first_check_in": first_check_in}


def _as_number(text: str | None) -> float | None:
    try:
        number = float(text) if text is not None else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _use(patient: Patient) -> dict:
    told = UseEvent.objects.filter(patient=patient, taken_back_at=None).values_list("date", "kind")
    days: dict[str, set[date]] = {kind: set() for kind in UseEvent.Kind.values}
    for day, kind in told:
        days[kind].add(day)
    return {
        "used_on": frozenset(days[UseEvent.Kind.NON_PRESCRIBED]),
        "prescribed_on": frozenset(days[UseEvent.Kind.PRESCRIBED]),
        "episodes": tuple(Episode.objects.filter(patient=patient)),
    }
