"""What a calendar and a list say of a day beside its date, in words and without reading a note."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection

from accounts.models import Patient

from .models import Entry, UseEvent
from .models.entry import USED
from .wording import day_in_words

Kind = UseEvent.Kind
ONE_DAY = timedelta(days=1)
MOST_DAYS = 32  # more than any month has
AN_ENTRY, A_PAUSE = "entry", "pause"
# Entries; and beside them, from the oldest of them or from `first`, reports of use that stand, and pauses. Everybody
# who looks back asks this, so it is one statement, and put together once.
THINGS = f"""
    WITH entries AS (
        SELECT date, ratings -> '{USED}' = 'true' AS used, note <> '' AS has_note,
            source = '{Entry.Source.IMPORT}' AS older, late, same_as
        FROM journal_entry WHERE patient_id = %(patient)s AND date BETWEEN %(since)s AND %(last)s
        ORDER BY date DESC LIMIT %(most)s
    ),
    since AS (SELECT least(%(first)s, min(date)) AS day FROM entries)
    SELECT '{AN_ENTRY}', date, date, used, has_note, older, late, same_as FROM entries
    UNION ALL
    SELECT kind, date, date, NULL, NULL, NULL, NULL, NULL FROM journal_useevent, since
    WHERE patient_id = %(patient)s AND taken_back_at IS NULL AND date BETWEEN since.day AND %(last)s
    UNION ALL
    SELECT '{A_PAUSE}', starts_on, ends_on, NULL, NULL, NULL, NULL, NULL FROM journal_pause, since
    WHERE patient_id = %(patient)s AND starts_on <= %(last)s AND ends_on >= since.day
    ORDER BY 2 DESC
"""  # noqa: S608  constants, and values as parameters


class Mark(NamedTuple):
    """Something there is of a day: short enough for a calendar's cell, and in full."""

    short: str
    full: str


USE = Mark("used", "ketamine used")
DOSE = Mark("dose", "a prescribed dose")
NOTE = Mark("note", "with a note")
OLDER = Mark("older", "from an older diary")
LATER = Mark("later", "written later")
ENTRY = Mark("entry", "an entry")
PAUSED = Mark("pause", "a pause, nothing expected")
LEGEND = (ENTRY, NOTE, LATER, OLDER, USE, DOSE, PAUSED)


class Row(NamedTuple):
    """An entry, as far as its marks go."""

    used: bool | None
    has_note: bool
    is_older: bool
    late: bool
    same_as: date | None


class Days:
    """What there is of the days from `first` to `last`, and, with `since`, of earlier ones as far back as the newest
    `MOST_DAYS` entries go. One query, however many there are, and no note is read. Row rules hold."""

    def __init__(self, patient: Patient, first: date, last: date, since: date | None = None):
        asked = {"patient": patient.pk, "first": first, "last": last, "since": since or first, "most": MOST_DAYS}
        self.rows: dict[date, Row] = {}  # the newest first
        self._uses: dict[date, set[str]] = {}
        self._pauses: list[tuple[date, date]] = []
        with connection.cursor() as cursor:
            cursor.execute(THINGS, asked)
            for what, begins, ends, *told in cursor.fetchall():
                if what == AN_ENTRY:
                    self.rows[begins] = Row(*told)
                elif what == A_PAUSE:
                    self._pauses.append((begins, ends))
                else:
                    self._uses.setdefault(begins, set()).add(what)

    def marks(self, day: date) -> list[Mark]:
        """All there is of `day`. An entry is named by what there is of it, and as an entry when there is no more."""
        row = self.rows.get(day)
        said = self._of_use(day, row)
        if row:
            return said + (_of_entry(row) or [ENTRY])
        return said + [PAUSED] * any(begins <= day <= ends for begins, ends in self._pauses)

    def _of_use(self, day: date, row: Row | None) -> list[Mark]:
        """By what is reported of the day; by its entry where there is no such report."""
        kinds = self._uses.get(day)
        if kinds is None:
            return [USE] * bool(row and row.used is True)
        return [USE] * (Kind.NON_PRESCRIBED in kinds) + [DOSE] * (Kind.PRESCRIBED in kinds)

    def told(self, day: date) -> list[str]:
        """What stands beside the date of a day that has an entry."""
        said = [mark.full.capitalize() for mark in self.marks(day) if mark is not ENTRY]
        same_as = self.rows[day].same_as
        return said + [f"About the same as {_named(same_as, day)}"] * bool(same_as)


def _of_entry(row: Row) -> list[Mark]:
    return [NOTE] * row.has_note + ([OLDER] if row.is_older else [LATER] * row.late)


def _named(same_as: date | None, day: date) -> str:
    return "the day before" if same_as == day - ONE_DAY else day_in_words(same_as)
