"""One person of the demo: the account, the diary, and the calendar on which it all happened."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pghistory
from django.db.models import F
from django.utils import timezone

from accounts.models import Patient, User
from assessments.models import Response
from clinical import instruments
from clinical.phases import local_day
from journal.models import Entry, Episode, Symptom, UseEvent

from .answers import ANSWERED
from .cast import Person
from .diaries import USED, Page, write
from .stories import STORIES

CODES = uuid.UUID("6f0f4a52-6f3c-4c8e-9a70-1d1f6a1c2e55")  # so that each one's short code is the same each time
JOINED_AT, TOLD_AT, ANSWERED_AT = 11, 22, 12  # o'clock


class Actor:
    """A person of the cast, put into the database. Days are numbers of her story."""

    def __init__(self, person: Person, now: datetime):
        self.person, self.now = person, now
        self.zone = ZoneInfo(person.zone)
        self.day0 = local_day(now, self.zone) - timedelta(days=person.began)
        self.patient: Patient | None = None
        self.entries: list[Entry] = []

    def date(self, day: int) -> date:
        """The date of a day number."""
        return self.day0 + timedelta(days=day)

    def at(self, day: int, hour: float) -> datetime:
        """So many hours after her local midnight of that day, but never in the future."""
        midnight = datetime.combine(self.date(day), time(), self.zone)
        return min((midnight + timedelta(hours=hour)).astimezone(timezone.get_current_timezone()), self.now)

    def sign_up(self, password: str) -> None:
        """The account, the welcome's answers, and what was said of last use."""
        person, joined = self.person, self.at(self.person.joined, JOINED_AT)
        user = User.objects.create(username=person.username, password=password, is_demo=True, date_joined=joined)
        self.patient = Patient.objects.create(
            user=user,
            code=uuid.uuid5(CODES, person.username),
            chosen_name=person.name,
            time_zone=person.zone,
            country=person.country,
            goal=person.goal,
            show_day_counts=person.counts,
            chart_symptoms=list(person.chart),
            adult_confirmed_at=joined,
            welcomed_at=joined,
            created_at=joined,
        )
        self._tell_last_uses(joined)

    def _tell_last_uses(self, joined: datetime) -> None:
        episodes, told = [], joined
        for last in self.person.last_uses:
            day0 = None if last.day0 is None else self.date(last.day0)
            episode = Episode(patient=self.patient, day0=day0, precision=last.precision, started_at=told)
            episode.stated = not episodes  # the later ones began with a report of use
            if last.ended is not None:
                episode.ended_on, episode.end_reason = self.date(last.ended), Episode.EndReason.USE_REPORTED
                told = self.at(last.ended, TOLD_AT)
            episodes.append(episode)
        _add_as_told(Episode, episodes, "started_at")

    def write_diary(self, symptoms: dict[str, Symptom]) -> None:
        """The entries with their history, and the days of use they tell of."""
        story = STORIES.get(self.person.username)
        pages = write(story, self.person.username, symptoms) if story else []
        with pghistory.context(user=self.patient.pk, why="check-in"):
            self.entries = Entry.objects.bulk_create(self._entry(page) for page in pages)
            for entry, page in zip(self.entries, pages, strict=True):
                if page.first_note:
                    entry.note, entry.updated_at = page.note, min(entry.recorded_at + timedelta(minutes=9), self.now)
                    entry.save(update_fields=["note", "updated_at"])
        Entry.history.rel.related_model.objects.filter(patient=self.patient).update(pgh_created_at=F("updated_at"))
        used = [(entry.date, entry.recorded_at) for entry in self.entries if entry.ratings.get(USED)]
        events = [UseEvent(patient=self.patient, date=day, recorded_at=told) for day, told in used]
        _add_as_told(UseEvent, events, "recorded_at")

    def answer_questionnaires(self) -> None:
        """What was answered to questionnaires, with its history."""
        answered = ANSWERED.get(self.person.username, ())
        with pghistory.context(user=self.patient.pk, why="questionnaire"):
            Response.objects.bulk_create(self._response(*each) for each in answered)
        Response.history.rel.related_model.objects.filter(patient=self.patient).update(pgh_created_at=F("updated_at"))

    def _response(self, day: int, key: str, scores: str) -> Response:
        instrument, answered = instruments.get(key), self.at(day, ANSWERED_AT)
        told = zip(instrument.items, scores, strict=True)
        return Response(
            patient=self.patient,
            instrument=key,
            version=instrument.version,
            day=self.date(day),
            answers={item.code: None if score == "-" else int(score) for item, score in told},
            recorded_at=answered,
            updated_at=answered,
        )

    def _entry(self, page: Page) -> Entry:
        written = self.at(page.day, page.hour)
        return Entry(
            patient=self.patient,
            date=self.date(page.day),
            ratings=page.ratings,
            triggers=list(page.triggers),
            note=page.first_note or page.note,
            late=page.late,
            recorded_at=written,
            updated_at=written,
        )


def _add_as_told(model: type, rows: Sequence, stamp: str) -> None:
    """Insert rows whose field `stamp` is always set to the present, and give it back the moment it had."""
    moments = [getattr(row, stamp) for row in rows]
    for row, moment in zip(model.objects.bulk_create(rows), moments, strict=True):
        setattr(row, stamp, moment)
    model.objects.bulk_update(rows, [stamp])
