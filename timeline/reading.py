"""What a page about somebody's time rests on: which days there are, and what was said of use. A fixed number of
queries, however long the diary is. What she answered is read apart (`answers`), once it is known for which days."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db import connection

from accounts import rows
from accounts.models import Patient
from assessments.models import Response
from clinical import phases as rules
from journal import catalogue as symptoms
from journal.catalogue import Catalogue, catalogue
from journal.kept import stamp_of
from journal.models import Entry, Episode, Symptom, Urge, UseEvent
from journal.models.entry import USED

from . import content as phase_content
from .content import Content, content
from .happenings import NOTED, URGES, USE, Happenings, read_happenings, read_scores
from .models import ChartNote

DEFAULT_SYMPTOMS = ("craving", "low_mood")
MOST_SYMPTOMS = 3  # lines that can be told apart without colour: solid, dashed, dotted
# What a consent can cover (`accounts.ConsentRecord.Scope`), as far as it matters here. Answers about harming oneself
# are never a line in a chart, whoever looks.
SCOPES = ("ratings", "use", "notes", "questionnaires")
# Each day with an entry: whether it was written here, and what was said of use.
DAYS = f"""
    SELECT date, source = '{Entry.Source.FORM}',
        CASE ratings -> '{USED}' WHEN 'true' THEN true WHEN 'false' THEN false END
    FROM journal_entry WHERE patient_id = %s ORDER BY date
"""  # noqa: S608  constants, and a value as parameter
HERS = stamp_of(Entry, Episode, UseEvent, Urge, ChartNote, Response)
STAMPS = f"SELECT {symptoms.STAMP}, {phase_content.STAMP}, {HERS}"  # noqa: S608  constants
EPISODES = "SELECT * FROM journal_episode WHERE patient_id = %s ORDER BY started_at DESC, id DESC"


@dataclass(frozen=True)
class Diary:
    """What was read. `said_used` holds each day with an entry, oldest first: used, not used, or not answered (None).
    `charted` are the symptoms that can be a line, and `chosen` those she wants to see in the chart. `first_check_in`
    is the first day she wrote about here, imports aside."""

    content: Content
    charted: tuple[Symptom, ...]
    chosen: tuple[Symptom, ...]
    said_used: dict[date, bool | None] = field(default_factory=dict)
    first_check_in: date | None = None
    happened: Happenings = Happenings()
    episodes: tuple[Episode, ...] = ()
    shares_ratings: bool = True
    shares_use: bool = True

    @property
    def phases(self) -> Sequence[rules.Phase]:
        """The phases as rules."""
        return self.content.rules

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
    def chosen_codes(self) -> tuple[str, ...]:
        """The codes of the symptoms in the chart."""
        return tuple(symptom.code for symptom in self.chosen)

    @property
    def used_on(self) -> frozenset[date]:
        """The days of use she reported, prescribed doses apart."""
        return self.happened.used

    @property
    def prescribed_on(self) -> frozenset[date]:
        """The days of a prescribed dose."""
        return self.happened.prescribed

    @property
    def episode(self) -> Episode | None:
        """The episode that goes on."""
        return next((episode for episode in self.episodes if episode.ended_on is None), None)


def charted_symptoms() -> tuple[Symptom, ...]:
    """The symptoms that can be a line, in the order of the catalogue."""
    return _charted(catalogue())


def _charted(all_of_it: Catalogue) -> tuple[Symptom, ...]:
    return tuple(symptom for symptom in all_of_it.symptoms if symptom.active and symptom.charted)


class Known(NamedTuple):
    """What stands in rows and is the same for everybody: symptoms and tags, phases and what is described in them.
    `stamp` is another text as soon as any of that has changed, or any row of hers that a page about her time reads."""

    catalogue: Catalogue
    content: Content
    stamp: tuple[str, str, str]


def known(patient: Patient) -> Known:
    """All of it as it stands now: one query, unless something has changed."""
    with connection.cursor() as cursor:
        cursor.execute(STAMPS, {"patient": patient.pk})
        stamp = cursor.fetchone()
    return Known(catalogue(stamp[0]), content(stamp[1]), stamp)


def read(patient: Patient, scope: Collection[str] | None, kept: Known | None = None) -> Diary:
    """Read her diary; only what `scope` covers, unless it is None (she looks herself). `kept`: what `known` said, for
    those who need it, too."""
    shares_ratings, shares_use, shares_notes, shares_totals = (scope is None or part in scope for part in SCOPES)
    kept = kept or known(patient)
    charted = _charted(kept.catalogue)
    chosen = chosen_of(patient, charted) if shares_ratings else ()
    diary = {"content": kept.content, "charted": charted, "chosen": chosen}
    diary |= {"shares_ratings": shares_ratings, "shares_use": shares_use}
    diary |= _days(patient)
    parts = [(USE, shares_use), (URGES, scope is None), (NOTED, shares_notes)]
    happened = read_happenings(patient, [part for part, shared in parts if shared])
    if shares_totals:
        happened = replace(happened, scores=read_scores(patient))
    if shares_use:
        return Diary(**diary, happened=happened, episodes=_episodes(patient))
    return Diary(**diary | {"said_used": dict.fromkeys(diary["said_used"])}, happened=happened)


def read_use(patient: Patient) -> Diary:
    """What the clocks rest on, for herself. Four queries."""
    happened = read_happenings(patient, [USE])
    return Diary(content(), (), (), **_days(patient), happened=happened, episodes=_episodes(patient))


def chosen_of(patient: Patient, charted: Sequence[Symptom]) -> tuple[Symptom, ...]:
    """Those she wants to see in the chart, up to three; what is usual where she chose none."""
    by_code = {symptom.code: symptom for symptom in charted}
    codes = [code for code in patient.chart_symptoms if code in by_code] or DEFAULT_SYMPTOMS
    return tuple(by_code[code] for code in codes[:MOST_SYMPTOMS] if code in by_code)


def _days(patient: Patient) -> dict:
    with connection.cursor() as cursor:
        cursor.execute(DAYS, [patient.pk])
        days = cursor.fetchall()
    first_check_in = next((day for day, is_written_here, _ in days if is_written_here), None)
    return {"said_used": {day: used for day, _, used in days}, "first_check_in": first_check_in}


def _episodes(patient: Patient) -> tuple[Episode, ...]:
    return tuple(rows.read(Episode, EPISODES, [patient.pk]))
