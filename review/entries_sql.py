"""Entries on the page about one patient, and in the list, each with its reading: statements of our own, as the
ORM takes longer to word them than the database to answer. They say what `with_reading` and `unread` say; tests hold
them together."""

from collections.abc import Collection
from datetime import date

from accounts import rows
from accounts.models import Clinician, Patient
from accounts.reach import REACHED
from journal.models import Entry

from .access import Sharing
from .models.reading import BY_HER_TEAM, IMPORT_TAKES, WAITING_BEFORE_LINK, waits

READING = f"""LEFT JOIN LATERAL (
    SELECT entry_updated_at AS read_version, reviewed_at AS read_at, outcome AS read_outcome,
           CASE WHEN clinician_id = %(clinician)s THEN '' ELSE reviewer_name END AS read_by
    FROM review_entryreview WHERE patient_id = entry.patient_id AND entry_id = entry.id AND {BY_HER_TEAM}
    ORDER BY entry_updated_at DESC, reviewed_at LIMIT 1
) read ON true"""  # noqa: S608  constants
# The newest ones before a day, those of some days, and how many wait in all. In an emergency nothing waits.
ENTRIES = f"""
WITH waiting AS MATERIALIZED (
    SELECT id FROM journal_entry entry WHERE patient_id = %(patient)s AND %(reads)s AND {waits("%(since)s")}
)
SELECT entry.*, read.*, entry.id IN (SELECT id FROM waiting) AS waiting,
       (SELECT count(*) FROM waiting) AS unread_in_all
FROM journal_entry entry
{READING}
WHERE entry.patient_id = %(patient)s AND (entry.date = ANY(%(days)s::date[]) OR entry.date >= coalesce((
    SELECT min(date) FROM (SELECT date FROM journal_entry WHERE patient_id = %(patient)s AND date < %(before)s
                           ORDER BY date DESC LIMIT %(many)s) page), 'infinity') AND entry.date < %(before)s)
ORDER BY entry.date DESC
"""  # noqa: S608  constants


# Some entries, each with its reading. Of whom she reaches by no link, which is an emergency, nothing waits.
LISTED = f"""
SELECT entry.*, read.*, link.since IS NOT NULL AND {waits("link.since")} AS waiting, to_json(patient) AS told
FROM journal_entry entry
JOIN accounts_patient patient ON patient.user_id = entry.patient_id
{READING}
LEFT JOIN LATERAL (
    SELECT min(started_at) - %(back)s AS since FROM accounts_carelink
    WHERE patient_id = entry.patient_id AND {REACHED}
) link ON true
WHERE entry.id = ANY(%(keys)s) ORDER BY entry.date DESC, entry.id DESC
"""  # noqa: S608  constants


def read(
    patient: Patient,
    clinician: Clinician,
    sharing: Sharing,
    *,
    before: date | None = None,
    many: int,
    days: Collection[date] = (),
) -> list[Entry]:
    """The newest `many` entries of days before `before` (None: of all), and those of `days`, newest first; each has
    what `with_reading` says, and `unread_in_all`, how many wait. For the clinician who asks. One query."""
    given = {"patient": patient.pk, "clinician": clinician.pk, "before": before or date.max, "many": many}
    given |= {"reads": not sharing.emergency, "since": sharing.since - WAITING_BEFORE_LINK, "takes": IMPORT_TAKES}
    return rows.read(Entry, ENTRIES, given | {"days": list(days)})


def listed(keys: Collection[int], clinician: Clinician) -> list[Entry]:
    """The entries with these keys, newest first, each with what `with_reading` says, and with its patient. For the
    clinician who asks. One query."""
    given = {"keys": list(keys), "clinician": clinician.pk, "back": WAITING_BEFORE_LINK, "takes": IMPORT_TAKES}
    found = rows.read(Entry, LISTED, given)
    for entry in found:
        entry.patient = rows.from_json(Patient, entry.told)
    return found
