"""What a closer look reads: at most five queries, however long the diary is."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Max, OuterRef, Q, Subquery

from accounts.models import Patient
from clinical import bladder
from clinical.phases import EXACT
from clinical.together import LOOK_BACK_DAYS
from journal.catalogue import Catalogue, catalogue
from journal.models import Entry, Episode, Symptom, UseEvent
from journal.models.entry import USED
from timeline.ranges import RECENT_DAYS

HOURS, TROUBLE, NIGHTMARES, CRAMPS, CRAVING = "sleep_hours", "sleep_trouble", "nightmares", "k_cramps", "craving"
# The strips of the page, and the questions in each.
PARTS = {"sleep": (HOURS, TROUBLE, NIGHTMARES), "bladder": bladder.ASKED, "cramps": (CRAMPS,)}

Answer = float | bool | None


@dataclass(frozen=True)
class Written:
    """What a day's entry says, and what made the day harder."""

    date: date
    ratings: Mapping[str, object]
    triggers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Diary:
    """Everything read: the days, oldest first, and the parts about which there is something before them. `last_use` is
    the latest day of ketamine that is known of, as exactly as `precision` says; None where it isn't known."""

    days: tuple[Written, ...]
    catalogue: Catalogue
    earlier: frozenset[str] = frozenset()
    last_use: date | None = None
    precision: str = Episode.Precision.UNKNOWN

    @property
    def ratings(self) -> dict[date, Mapping[str, object]]:
        """The answers of each day."""
        return {written.date: written.ratings for written in self.days}

    def symptoms(self, codes: Iterable[str]) -> list[Symptom]:
        """The questions with these codes that there are, also those no longer asked."""
        by_code = {symptom.code: symptom for symptom in self.catalogue.symptoms}
        return [by_code[code] for code in codes if code in by_code]

    def answers(self, symptom: Symptom) -> dict[date, Answer]:
        """The answers to one question, by day. A day on which it wasn't answered is missing."""
        told = ((written.date, answer_in(written.ratings, symptom)) for written in self.days)
        return {day: answer for day, answer in told if answer is not None}

    def was_asked(self, part: str) -> bool:
        """Whether any question of a part was ever asked, answered or not."""
        return part in self.earlier or any(not written.ratings.keys().isdisjoint(PARTS[part]) for written in self.days)


def answer_in(ratings: Mapping[str, object], symptom: Symptom) -> Answer:
    """An answer on the scale of its question; None when it wasn't answered, or isn't of that scale."""
    value = ratings.get(symptom.code)
    if symptom.scale == Symptom.Scale.BOOL:
        return value if isinstance(value, bool) else None
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if is_number else None


def read(patient: Patient, today: date, everything: bool) -> Diary:
    """Her diary for herself: all of it, or as many days as the page looks back. At most four queries."""
    days = LOOK_BACK_DAYS if not everything else None
    return _with_last_use(read_ratings(patient, today, days), patient)


def read_ratings(
    patient: Patient, today: date, days: int | None = RECENT_DAYS, known: Catalogue | None = None
) -> Diary:
    """Answers alone, without a word on use: of so many days, or of all (None). At most three queries; one less for
    those who give the catalogue (`known`)."""
    entries = Entry.objects.filter(patient=patient)
    known, earlier = known or catalogue(), frozenset()
    if days is not None:
        since = today - timedelta(days=days - 1)
        earlier = _parts_before(entries, today - timedelta(days=RECENT_DAYS - 1))
        entries = entries.filter(date__gte=since)
    rows = entries.order_by("date").values_list("date", "ratings", "triggers")
    return Diary(tuple(Written(day, ratings, tuple(triggers)) for day, ratings, triggers in rows), known, earlier)


def _parts_before(entries, first: date) -> frozenset[str]:
    """The parts about which something was asked before `first`."""
    asked = {part: Max("date", filter=Q(ratings__has_any_keys=list(codes))) for part, codes in PARTS.items()}
    return frozenset(part for part, day in entries.filter(date__lt=first).aggregate(**asked).items() if day)


def _with_last_use(diary: Diary, patient: Patient) -> Diary:
    """The last use she stated, or what she told of since, also where it leaves her day count alone: her body knows no
    difference (brief 2.3)."""
    told = UseEvent.objects.filter(patient=OuterRef("patient"), taken_back_at=None).order_by("-date").values("date")
    episodes = Episode.objects.current().filter(patient=patient).annotate(told=Subquery(told[:1]))
    episode = episodes.first()
    if episode is None or episode.day0 is None:
        return diary
    said = [written.date for written in diary.days if written.ratings.get(USED) is True]
    since = [day for day in (episode.told, *said) if day and day > episode.day0]
    return replace(diary, last_use=max([episode.day0, *since]), precision=EXACT if since else episode.precision)
