"""All of a diary as a CSV file, for spreadsheets and for bringing it back (journal.importing)."""

import csv
import io
from collections.abc import Iterable

from .formulas import guarded
from .models import Entry, Symptom

MARK = "\ufeff"  # spreadsheets read the letters right when the file begins with it
SKIPPED = "skipped"  # asked and left out; an empty cell was not asked


def diary_csv(entries: Iterable[Entry], symptoms: Iterable[Symptom]) -> str:
    """A row a day, the oldest first: date, every symptom ever answered (by code, in the catalogue's order), note and
    source."""
    entries = sorted(entries, key=lambda entry: entry.date)
    answered = {code for entry in entries for code in entry.ratings}
    known = [symptom.code for symptom in symptoms if symptom.code in answered]
    codes = known + sorted(answered.difference(known))
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(["date", *codes, "note", "source"])
    for entry in entries:
        cells = [_cell(entry.ratings[code]) if code in entry.ratings else "" for code in codes]
        rows.writerow([entry.date.isoformat(), *cells, guarded(entry.note), entry.source])
    return MARK + out.getvalue()


def _cell(answer) -> str:
    if answer is None:
        return SKIPPED
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return f"{answer}"
