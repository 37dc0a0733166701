"""What happened on her days beside her answers: use, urges, what she noted, totals of questionnaires."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

from accounts.models import Patient
from assessments.services import totals_for
from clinical.phases import local_day
from journal.models import UseEvent

from .models import ChartNote
from .shapes import Noted, Scores

USE, URGES, NOTED = "use", "urges", "noted"
# One statement, whichever parts are asked for. Each is (part, kind of use, day, moment, words).
PARTS = {
    USE: """SELECT 'use', kind, date, NULL::timestamptz, NULL::text FROM journal_useevent
        WHERE patient_id = %(patient)s AND taken_back_at IS NULL""",
    URGES: "SELECT 'urges', NULL, NULL, at, NULL FROM journal_urge WHERE patient_id = %(patient)s",
    NOTED: "SELECT 'noted', NULL, date, NULL, text FROM timeline_chartnote WHERE patient_id = %(patient)s",
}


@dataclass(frozen=True)
class Happenings:
    """By day, oldest first. `urges` has a day as often as there were urges on it."""

    used: frozenset[date] = frozenset()
    prescribed: frozenset[date] = frozenset()
    urges: tuple[date, ...] = ()
    noted: tuple[Noted, ...] = ()
    scores: tuple[Scores, ...] = ()

    def between(self, first: date, last: date) -> "Happenings":
        """Urges, notes and totals of the days from `first` to `last`, both included; notes are numbered anew."""
        noted = [each for each in self.noted if first <= each.day <= last]
        scores = ((each, tuple(p for p in each.points if first <= p[0] <= last)) for each in self.scores)
        return Happenings(
            urges=tuple(day for day in self.urges if first <= day <= last),
            noted=_numbered((each.day, each.text) for each in noted),
            scores=tuple(Scores(each.short, each.title, points) for each, points in scores if points),
        )


def read_happenings(patient: Patient, parts: Collection[str]) -> Happenings:
    """Those of `parts` (USE, URGES, NOTED): one query, or none."""
    if not parts:
        return Happenings()
    order = " ORDER BY 3, 4"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(PARTS[part] for part in parts) + order, {"patient": patient.pk})
        rows = cursor.fetchall()
    zone, field = patient.zone, ChartNote._meta.get_field("text")
    kinds = {kind: frozenset(day for part, told, day, *_ in rows if told == kind) for kind in UseEvent.Kind.values}
    return Happenings(
        used=kinds[UseEvent.Kind.NON_PRESCRIBED],
        prescribed=kinds[UseEvent.Kind.PRESCRIBED],
        urges=tuple(local_day(at, zone) for part, _, _, at, _ in rows if part == URGES),
        noted=_numbered(
            (day, field.from_db_value(words, None, connection)) for part, _, day, _, words in rows if part == NOTED
        ),
    )


def read_scores(patient: Patient) -> tuple[Scores, ...]:
    """The totals of her questionnaires, each questionnaire by itself: one query. One that isn't whole has no total."""
    points: dict[str, list[tuple[date, int]]] = {}
    for day, _, title, total in totals_for(patient):
        if total is not None:
            points.setdefault(title, []).append((day, total))
    return tuple(Scores(title.partition("-")[0], title, tuple(found)) for title, found in points.items())


def _numbered(notes) -> tuple[Noted, ...]:
    return tuple(Noted(number, day, words) for number, (day, words) in enumerate(notes, start=1))
