"""What a day's form stands on, in two statements: it is the page that everybody opens every day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from accounts import rows
from accounts.encrypted import unseal
from accounts.models import Patient

from .catalogue import STAMP, Catalogue, catalogue
from .models import Draft, Entry

BESIDE_THE_ENTRY = f"""
    SELECT {STAMP}, draft.content, draft.revision,
        (SELECT date FROM journal_heldsave WHERE patient_id = %(patient)s AND settled_at IS NULL
            ORDER BY date <> %(day)s, date DESC LIMIT 1),
        EXISTS (SELECT FROM journal_entry WHERE patient_id = %(patient)s AND date = %(yesterday)s)
    FROM (SELECT) nothing LEFT JOIN journal_draft draft ON draft.patient_id = %(patient)s AND draft.date = %(day)s
"""  # noqa: S608  constants, and values as parameters
ENTRY = "SELECT * FROM journal_entry WHERE patient_id = %s AND date = %s"


@dataclass(frozen=True)
class Page:
    """The entry of a day, what she had begun (None where there is none), a day of which a second version waits for her
    (this day, if it is among them), whether she wrote the day before, and the catalogue."""

    entry: Entry | None
    draft: Draft | None
    held_day: date | None
    wrote_before: bool
    catalogue: Catalogue


def page_of(patient: Patient, day: date) -> Page:
    """Read it. The row rules of the request hold here as everywhere."""
    with connection.cursor() as cursor:
        cursor.execute(BESIDE_THE_ENTRY, {"patient": patient.pk, "day": day, "yesterday": day - timedelta(days=1)})
        stamp, begun, revision, *there = cursor.fetchone()
    draft = None
    if begun is not None:
        draft = Draft(patient=patient, date=day, content=unseal(begun), revision=revision)
    entry = next(iter(rows.read(Entry, ENTRY, [patient.pk, day])), None)
    return Page(entry, draft, *there, catalogue(stamp))
