"""The caseload: one line a patient, as finished values. Seven queries, however many patients there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, OuterRef, Subquery
from django.db.models.fields.json import KeyTransform

from accounts.models import Clinician, Patient
from clinical import missed
from clinical import phases as rules
from clinical.phases import Position, local_day
from clinical.trends import number_of
from journal.models import Entry, Episode, Pause
from timeline.content import content

from .access import Scope, Sharing, sharing_with
from .models import unread
from .sparkline import Sparkline

SPARKLINES = {"craving": "Craving", "low_mood": "Low mood"}
SPARKLINE_DAYS = 14
SILENT_DAYS = 3  # brief 7.2, `missed_acute`: three days without an entry are worth a look
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
HOURS_A_DAY = 24


@dataclass(frozen=True)
class Line:
    """One patient in the list."""

    patient: Patient
    shares_use: bool
    position: Position | None
    still_using: bool
    last_entry: date | None
    days_ago: int
    days_silent: int
    missed: int
    missed_of: int
    pause: Pause | None
    sparklines: tuple[Sparkline, ...]
    unread: int
    waiting_since: datetime | None
    now: datetime

    @property
    def waiting(self) -> str:
        """How long the oldest unread entry has been waiting."""
        if self.waiting_since is None:
            return "–"
        hours = (self.now - self.waiting_since) // HOUR
        return f"{hours // HOURS_A_DAY} d" if hours >= HOURS_A_DAY else f"{hours} h" if hours else "under 1 h"

    @property
    def name(self) -> str:
        """The name she chose for her clinician to see."""
        return self.patient.chosen_name or "no name given"

    @property
    def is_silent(self) -> bool:
        """Whether some days went by without an entry; days on which she paused don't count."""
        return self.days_silent >= SILENT_DAYS

    @property
    def where(self) -> str:
        """The day in words; its phase stands in `position`."""
        if not self.shares_use:
            return "not shared"
        if self.position is None:
            return "still using" if self.still_using else "last use not known"
        about = "about " if self.position.approximate else ""
        return f"{about}day {self.position.day}"

    @property
    def last(self) -> str:
        """When the last entry was: of which day, counted from hers."""
        if self.last_entry is None:
            return "none yet"
        return "today" if self.days_ago <= 0 else f"{self.days_ago} d ago"

    @property
    def paused(self) -> str:
        """Why and until when nothing is expected today; empty when something is."""
        if self.pause is None:
            return ""
        return f"paused: {self.pause.get_reason_display().lower()} to {self.pause.ends_on:%-d %b}"


@dataclass(frozen=True)
class Caseload:
    """All lines, and the phases one can filter by."""

    lines: tuple[Line, ...]
    phases: tuple[rules.Phase, ...]


def build(clinician: Clinician, now: datetime) -> Caseload:
    """The patients of `clinician`: first who waits longest for a reading, then who is silent longest, then by name."""
    patients = list(_patients(clinician))
    phases = content().rules
    parts = _Parts(clinician, patients, now)
    lines = [parts.line(patient, phases) for patient in patients]
    return Caseload(tuple(sorted(lines, key=_who_first)), tuple(phases))


def _who_first(line: Line) -> tuple:
    silent_for = line.days_silent if line.is_silent else 0
    return line.waiting_since is None, line.waiting_since, -silent_for, line.name.casefold(), line.patient.pk


def _patients(clinician: Clinician):
    last = Entry.objects.filter(patient=OuterRef("pk")).order_by("-date").values("date")[:1]
    return Patient.objects.visible_to(clinician.user).annotate(last_entry=Subquery(last))


class _Parts:
    """What the lines are made of, read for all patients at once."""

    def __init__(self, clinician: Clinician, patients: list[Patient], now: datetime):
        self.now = now
        self.sharing: dict[int, Sharing] = sharing_with(clinician)
        keys = [patient.pk for patient in patients]
        with_use = [key for key in keys if Scope.USE in self.scope(key)]
        self.episodes = {each.patient_id: each for each in Episode.objects.current().filter(patient__in=with_use)}
        self.days: dict[int, dict[date, tuple]] = {key: {} for key in keys}
        for key, day, *answers in self._recent(keys):
            self.days[key][day] = answers
        self.pauses: dict[int, list[Pause]] = {key: [] for key in keys}
        for pause in Pause.objects.filter(patient__in=keys):
            self.pauses[pause.patient_id].append(pause)
        self.waiting = {key: (many, since) for key, many, since in self._unread(keys, clinician)}

    def scope(self, key: int) -> frozenset[str]:
        """What this patient shares."""
        given = self.sharing.get(key)
        return given.scope if given else frozenset()

    def _recent(self, keys: Iterable[int]):
        first = self.now.date() - (SPARKLINE_DAYS + 1) * DAY  # her date may lie a day before or after UTC's
        answers = {f"answer_{place}": KeyTransform(code, "ratings") for place, code in enumerate(SPARKLINES)}
        rows = Entry.objects.filter(patient__in=keys, date__gte=first).order_by().annotate(**answers)
        return rows.values_list("patient", "date", *answers)

    @staticmethod
    def _unread(keys: Iterable[int], clinician: Clinician):
        rows = unread(Entry.objects.filter(patient__in=keys), clinician).order_by().values("patient")
        return rows.annotate(many=Count("pk"), since=Min("updated_at")).values_list("patient", "many", "since")

    def line(self, patient: Patient, phases: Sequence[rules.Phase]) -> Line:
        """The line of one patient, with what she shares and no more."""
        key, today = patient.pk, local_day(self.now, patient.zone)
        began = local_day(patient.created_at, patient.zone)
        episode, days = self.episodes.get(key), self.days[key]
        asked = {"pauses": [pause.rule for pause in self.pauses[key]], "began": began, "today": today}
        last = [patient.last_entry] if patient.last_entry else []
        many, since = self.waiting.get(key, (0, None))
        return Line(
            patient=patient,
            shares_use=Scope.USE in self.scope(key),
            position=rules.position(episode.day0, episode.precision, today, phases) if episode else None,
            still_using=bool(episode) and episode.precision == Episode.Precision.STILL_USING,
            last_entry=patient.last_entry,
            days_ago=(today - patient.last_entry).days if patient.last_entry else 0,
            days_silent=missed.days_silent(written=last, **asked),
            missed=len(missed.missed_days(written=days, **asked)),
            missed_of=len(missed.missed_days(written=(), **asked)),
            pause=next((pause for pause in self.pauses[key] if pause.rule.holds_on(today)), None),
            sparklines=tuple(self._sparklines(days, today)) if Scope.RATINGS in self.scope(key) else (),
            unread=many,
            waiting_since=since,
            now=self.now,
        )

    @staticmethod
    def _sparklines(days: dict[date, tuple], today: date):
        shown = [today - back * DAY for back in range(SPARKLINE_DAYS - 1, -1, -1)]
        for place, label in enumerate(SPARKLINES.values()):
            yield Sparkline(label, tuple(number_of(days[day][place]) if day in days else None for day in shown))
