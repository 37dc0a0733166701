"""All of a diary as a CSV file, for spreadsheets and for bringing it back (journal.importing), and as plain data, for
whoever reads it by machine. `docs/formats.md` describes both."""

import csv
import io
from collections.abc import Iterable

from django.forms.models import model_to_dict

from accounts.models import Patient

from .cells import cell_of
from .formulas import guarded
from .importing.own import LAST_COLUMNS
from .importing.tags import TagWords
from .models import Entry, Symptom
from .models.tag import OWN
from .tagging import Chips

MARK = "\ufeff"  # spreadsheets read the letters right when the file begins with it
FORMAT = "recovery-tracker-diary/1"
SYMPTOM_FIELDS = ("code", "label", "prompt", "scale", "minimum", "maximum", "low_word", "high_word", "choices")


def diary_csv(entries: Iterable[Entry], symptoms: Iterable[Symptom], tags: TagWords) -> str:
    """A row a day, the oldest first: date, every symptom ever answered (by code, in the catalogue's order), and
    `LAST_COLUMNS`."""
    entries = sorted(entries, key=lambda entry: entry.date)
    codes = _answered(entries, symptoms)
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(["date", *codes, *LAST_COLUMNS])
    for entry in entries:
        cells = [cell_of(entry.ratings[code]) if code in entry.ratings else "" for code in codes]
        rows.writerow([entry.date.isoformat(), *cells, *_last_cells(entry, tags)])
    return MARK + out.getvalue()


def _answered(entries: Iterable[Entry], symptoms: Iterable[Symptom]) -> list[str]:
    answered = {code for entry in entries for code in entry.ratings}
    known = [symptom.code for symptom in symptoms if symptom.code in answered]
    return known + sorted(answered.difference(known))


def _last_cells(entry: Entry, tags: TagWords) -> list[str]:
    same_as = entry.same_as.isoformat() if entry.same_as else ""
    late = "yes" if entry.late else "no"
    told = tags.cell(entry.triggers), tags.cell(entry.coping)
    return [*told, same_as, late, guarded(entry.note), entry.source]


def diary_document(patient: Patient) -> dict:
    """All she wrote, as plain data: entries and what else belongs to days, with the words of every question and tag in
    it. The number of queries is fixed."""
    entries = list(patient.entries.order_by("date"))
    urges = list(patient.urges.order_by("at", "pk"))
    codes = {code for entry in entries for code in (*entry.triggers, *entry.coping)}
    codes |= {code for urge in urges for code in urge.strategies}
    return {
        "format": FORMAT,
        "time_zone": patient.time_zone,
        "symptoms": _symptoms(entries),
        "tags": _tags(patient, codes),
        "entries": [_entry(entry) for entry in entries],
        "urges": [_row(urge, "at", "before", "tool", "strategies", "after", "minutes", "ended_at") for urge in urges],
        "use_events": [
            _row(use, "date", "kind", "restarts_count", "recorded_at", "told_at", "taken_back_at")
            for use in patient.use_events.order_by("date", "pk")
        ],
        "episodes": [
            _row(episode, "day0", "precision", "stated", "started_at", "ended_on", "end_reason")
            for episode in patient.episodes.order_by("started_at", "pk")
        ],
        "pauses": [
            _row(pause, "reason", "starts_on", "ends_on", "made_at", "ended_at")
            for pause in patient.pauses.order_by("starts_on", "pk")
        ],
    }


def _symptoms(entries: Iterable[Entry]) -> list[dict]:
    """The questions that have an answer, in the order of the catalogue."""
    answered = {code for entry in entries for code in entry.ratings}
    return [
        model_to_dict(symptom, SYMPTOM_FIELDS)
        | {"minimum": float(symptom.minimum), "maximum": float(symptom.maximum)}
        | {"direction": "higher is better" if symptom.higher_is_better else "higher is worse"}
        for symptom in Symptom.objects.filter(code__in=answered)
    ]


def _tags(patient: Patient, codes: set[str]) -> list[dict]:
    """The tags that are used, by kind, hers first."""
    known = Chips(patient).known
    return [
        {"code": chip.code, "kind": str(kind), "label": chip.label, "own": chip.code.startswith(OWN)}
        for kind, chips in known.items()
        for chip in chips
        if chip.code in codes
    ]


def _entry(entry: Entry) -> dict:
    fields = ("date", "ratings", "triggers", "coping", "note", "late", "same_as", "source")
    return _row(entry, *fields, "recorded_at", "updated_at", "revision")


def _row(row, *names: str) -> dict:
    return {name: getattr(row, name) for name in names}
