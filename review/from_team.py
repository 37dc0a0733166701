"""What comes back to the patient: who read her entries and when, replies, marks on her timeline, entries that count as
made in error, and pauses. For her own pages; nothing here says that anybody watches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from accounts import rows
from accounts.models import Patient
from clinical.phases import local_day
from journal.days import today_of
from journal.models import Entry, Pause

from .gathered import of_patient, standing_events
from .models import EnteredInError, EntryReview, Reply, TimelineEvent

NEW_FOR = timedelta(days=14)  # so long a reply stands on her first pages
READS_SHOWN, REPLIES_SHOWN = 60, 40
DAYS_BY_NAME = 6
BY_TEAM = "id IN (SELECT pause_id FROM review_pausebyteam WHERE patient_id = %(patient)s)"
HERS = {
    EntryReview: of_patient(EntryReview, order=f"reviewed_at DESC, id DESC LIMIT {READS_SHOWN}"),
    Reply: of_patient(Reply, order=f"at DESC, id DESC LIMIT {REPLIES_SHOWN}"),
    TimelineEvent: of_patient(TimelineEvent, order="day, id"),
    EnteredInError: of_patient(EnteredInError, order="id"),
    Pause: of_patient(Pause, BY_TEAM, order="starts_on DESC LIMIT 4"),
}


@dataclass(frozen=True)
class Read:
    """Somebody read entries on a day. `when` is in words: “on Tuesday”."""

    by: str
    when: str
    entries: tuple[int, ...]


@dataclass(frozen=True)
class ReplyLine:
    """A reply, and the day of the entry it is about, if any."""

    by: str
    when: str
    text: str
    about: date | None


@dataclass(frozen=True)
class DayWords:
    """What there is about one entry. `read` is the last reading; `changed_since`: she has changed the entry after it.
    `error` is why it counts as entered in error (None: it doesn't)."""

    read: Read | None
    changed_since: bool
    replies: tuple[ReplyLine, ...]
    error: EnteredInError | None


class FromTeam:
    """All of it, for the patient herself. One query; one more for the days that replies and readings are about."""

    def __init__(self, patient: Patient):
        self.patient, self.today = patient, today_of(patient)
        found = rows.gather(HERS, {"patient": patient.pk})
        self._reviews, self._replies = found[EntryReview], found[Reply]
        self.events = standing_events(found[TimelineEvent])
        newest = {state.entry_id: state for state in found[EnteredInError]}
        self.errors = {key: state for key, state in newest.items() if state.holds}
        self.pauses = found[Pause]
        self._days: dict[int, date] | None = None

    def __bool__(self):
        return bool(self._reviews or self._replies or self.events or self.errors or self.pauses)

    def days(self) -> dict[int, date]:
        """The days of the entries that something is about."""
        if self._days is None:
            about = [each.entry_id for each in (*self._reviews, *self._replies) if each.entry_id]
            keys = {*about, *self.errors}
            found = Entry.objects.filter(patient=self.patient, pk__in=keys).values_list("pk", "date") if keys else ()
            self._days = dict(found)
        return self._days

    @property
    def last_read(self) -> Read | None:
        """The last time somebody read an entry."""
        return next(iter(self.reads), None)

    @property
    def reads(self) -> list[Read]:
        """Who read on which day, newest first."""
        by_day: dict[tuple[date, str], list[int]] = {}
        for review in self._reviews:
            key = (self._day(review.reviewed_at), _name(review.reviewer_name))
            by_day.setdefault(key, []).append(review.entry_id)
        return [Read(name, self.when(day), tuple(entries)) for (day, name), entries in by_day.items()]

    @property
    def read_days(self) -> list[tuple[Read, list[date]]]:
        """The same with the days of the entries that were read."""
        return [(read, sorted({self.days()[key] for key in read.entries if key in self.days()})) for read in self.reads]

    @property
    def replies(self) -> list[ReplyLine]:
        """All replies, newest first."""
        return list(self._lines(self._replies, self.days()))

    @property
    def new_replies(self) -> list[ReplyLine]:
        """Those of the last two weeks, two at most."""
        new = [reply for reply in self._replies if timezone.now() - reply.at < NEW_FOR][:2]
        return list(self._lines(new, self.days() if any(reply.entry_id for reply in new) else {}))

    @property
    def error_days(self) -> list[tuple[date, EnteredInError]]:
        """The days whose entries count as made in error."""
        return sorted((self.days()[key], state) for key, state in self.errors.items() if key in self.days())

    def on(self, entry: Entry) -> DayWords:
        """What there is about one entry."""
        reviews = [review for review in self._reviews if review.entry_id == entry.pk]
        last = max(reviews, key=lambda review: review.entry_updated_at, default=None)
        read = Read(_name(last.reviewer_name), self.when(self._day(last.reviewed_at)), (entry.pk,)) if last else None
        mine = [reply for reply in self._replies if reply.entry_id == entry.pk]
        return DayWords(
            read=read,
            changed_since=bool(last and last.entry_updated_at < entry.updated_at),
            replies=tuple(self._lines(mine, {})),
            error=self.errors.get(entry.pk),
        )

    def when(self, day: date) -> str:
        """A day as one would say it to her."""
        ago = (self.today - day).days
        if ago <= 0:
            return "today"
        if ago == 1:
            return "yesterday"
        if ago <= DAYS_BY_NAME:
            return f"on {day:%A}"
        return f"on {day:%-d %B}" if day.year == self.today.year else f"on {day:%-d %B %Y}"

    def _day(self, at) -> date:
        return local_day(at, self.patient.zone)

    def _lines(self, replies: Iterable[Reply], days: dict[int, date]):
        for reply in replies:
            when = self.when(self._day(reply.at))
            yield ReplyLine(_name(reply.clinician_name), when, reply.note, days.get(reply.entry_id))


def _name(signed: str) -> str:
    """Without the service: “Kim Keyworker”."""
    return signed.partition(",")[0]


def build(patient: Patient | None) -> FromTeam | None:
    """What there is for her; None for anybody else."""
    return FromTeam(patient) if patient else None
