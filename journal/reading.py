"""What a day's form stands on, in two statements: it is the page that everybody opens every day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from accounts.encrypted import unseal
from accounts.models import Patient

from .catalogue import STAMP, Catalogue, catalogue
from .models import Draft, Entry

BESIDE_THE_ENTRY = f"""
    SELECT {STAMP}, draft.content, draft.revision,
        EXISTS (SELECT FROM journal_heldsave WHERE patient_id = %(patient)s AND date = %(day)s AND settled_at IS NULL)
    FROM (SELECT) nothing LEFT JOIN journal_draft draft ON draft.patient_id = %(patient)s AND draft.date = %(day)s
"""  # noqa: S608  constants, and values as parameters
ENTRIES = "SELECT * FROM journal_entry WHERE patient_id = %s AND date IN (%s, %s)"


@dataclass(frozen=True)
class Page:
    """The entry of a day and of the day before, what she had begun, whether a second version waits for her, and the
    catalogue. None where there is none."""

    entry: Entry | None
    before: Entry | None
    draft: Draft | None
    is_held: bool
    catalogue: Catalogue


def page_of(patient: Patient, day: date) -> Page:
    """Read it. The row rules of the request hold here as everywhere."""
    with connection.cursor() as cursor:
        cursor.execute(BESIDE_THE_ENTRY, {"patient": patient.pk, "day": day})
        stamp, begun, revision, is_held = cursor.fetchone()
    draft = None
    if begun is not None:
        draft = Draft(patient=patient, date=day, content=unseal(begun), revision=revision)
    yesterday = day - timedelta(days=1)
    entries = {entry.date: entry for entry in Entry.objects.raw(ENTRIES, [patient.pk, day, yesterday])}
    return Page(entries.get(day), entries.get(yesterday), draft, is_held, catalogue(stamp))
