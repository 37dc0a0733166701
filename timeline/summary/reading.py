"""What a summary reads: seven queries, however long the diary is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from accounts.models import Patient
from clinical.missed import Pause as PausedDays
from clinical.phases import local_day
from clinical.summary import first_day
from clinical.trends import number_of
from clinical.urges import Rated
from journal import wording
from journal.models import Entry, Episode, OwnTag, Pause, Symptom, Urge
from journal.models.entry import USED
from timeline.content import Content
from timeline.happenings import USE, read_happenings
from timeline.models import VisitQuestion
from timeline.reading import Diary, known

from .scores import Score, scores_of


@dataclass(frozen=True)
class Read:
    """Four weeks of a diary. Answers by day, the newest first. `diary` is what tells of use: its days are those of the
    summary, except that reports of use go back further."""

    symptoms: dict[str, Symptom]
    entries: tuple[Entry, ...]
    pauses: tuple[PausedDays, ...]
    diary: Diary
    urges: tuple[Rated, ...]
    scores: tuple[Score, ...]
    words: wording.Words
    question: str

    def answers(self, code: str) -> dict[date, object]:
        """What was answered to one question, on the days on which it was asked."""
        return {entry.date: entry.ratings[code] for entry in self.entries if code in entry.ratings}

    def numbers(self, code: str) -> dict[date, float | None]:
        """The same where answers are numbers; anything else is no answer."""
        return {day: number_of(answer) for day, answer in self.answers(code).items()}

    def truths(self, code: str) -> dict[date, bool | None]:
        """The same where answers are a yes or a no."""
        return {day: answer if isinstance(answer, bool) else None for day, answer in self.answers(code).items()}


def read(patient: Patient, today: date, own_words: bool) -> Read:
    """Read the 28 days to `today`. With `own_words` what she did in an urge is told in her words, where it has some."""
    first = first_day(today)
    kept, phases, _ = known(patient)
    beside = _beside(patient, first, today)
    entries = tuple(Entry.objects.filter(patient=patient).between(first, today))
    hers = OwnTag.objects.filter(patient=patient) if own_words else ()
    return Read(
        symptoms={symptom.code: symptom for symptom in kept.symptoms},
        entries=entries,
        pauses=tuple(map(_pause, beside["paused"])),
        diary=_diary(patient, phases, entries, beside),
        urges=tuple(_urges(patient, first, today)),
        scores=scores_of(patient, first, today),
        words=wording.tag_words(kept.tags, hers),
        question=beside["asks"] or "",
    )


def _beside(patient: Patient, first: date, today: date) -> dict:
    """Her question, her last use as she said it, and her pauses, in one query."""
    hers = {"patient": OuterRef("pk")}
    current = Episode.objects.filter(**hers).current()
    pauses = Pause.objects.filter(**hers).between(first, today).order_by()
    return Patient.objects.values(
        asks=Subquery(VisitQuestion.objects.filter(**hers).values("text")),
        day0=Subquery(current.values("day0")),
        precision=Subquery(current.values("precision")),
        paused=ArraySubquery(pauses.values(days=JSONObject(starts_on="starts_on", ends_on="ends_on"))),
    ).get(pk=patient.pk)


def _pause(days: dict[str, str]) -> PausedDays:
    return PausedDays(**{end: date.fromisoformat(day) for end, day in days.items()})


def _diary(patient: Patient, known: Content, entries: tuple[Entry, ...], beside: dict) -> Diary:
    said = {entry.date: entry.ratings.get(USED) for entry in reversed(entries)}
    episode = Episode(day0=beside["day0"], precision=beside["precision"]) if beside["precision"] else None
    return Diary(
        content=known,
        charted=(),
        chosen=(),
        said_used={day: used if isinstance(used, bool) else None for day, used in said.items()},
        happened=read_happenings(patient, [USE]),
        episodes=(episode,) if episode else (),
    )


def _urges(patient: Patient, first: date, today: date):
    """Those of her days from `first` to `today`."""
    from_then = datetime.combine(first - timedelta(days=1), time(), UTC)  # in some zones her day begins before UTC's
    rows = Urge.objects.filter(patient=patient, at__gte=from_then)
    rows = rows.values_list("at", "strategies", "before", "after", "minutes")
    for at, did, *rated in rows:
        if first <= local_day(at, patient.zone) <= today:
            yield Rated(tuple(did), *rated)
