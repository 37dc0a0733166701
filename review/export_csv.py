"""The days of one patient as a table, for a clinician: no more than is shared, under the notice (`docs/formats.md`)."""

import csv
from collections.abc import Collection, Iterable

from accounts.models import Patient
from journal.catalogue import catalogue
from journal.cells import cell_of
from journal.exporting import MARK
from journal.formulas import guarded
from journal.importing.tags import TagWords
from journal.kinds import Scope, shared
from journal.models import Entry
from journal.models.tag import OWN
from journal.tagging import Chips
from timeline.disclosure import SELF_REPORTED, TITLE, Disclosure

COMMENT = "# "
UNTOLD = "own words"
AT_ONCE = 500  # rows
NOT_IN_A_CELL = str.maketrans({",": ";", '"': "'", "\t": " ", "\r": " ", "\n": " "})


def write_entries(patient: Patient, entries, disclosure: Disclosure, out) -> None:
    """Write the notice as comment lines, then a row a day (`entries` of `in_error`), the oldest first. Columns
    are those of the questions that were asked on one of these days and are shared."""
    out.write(MARK)
    for line in _notice(disclosure):
        out.write(f"{COMMENT}{line.translate(NOT_IN_A_CELL)}\r\n")
    scope, rows = disclosure.scope, csv.writer(out)
    codes = _asked(entries, scope)
    tags = TagWords(Chips(patient).known)
    with_tags, with_note = Scope.RATINGS in scope, Scope.NOTES in scope
    around = ["triggers", "coping", "same_as"] * with_tags, ["note"] * with_note
    rows.writerow(["date", *codes, *around[0], "late", "source", "in_error", *around[1]])
    for entry in entries.order_by("date").iterator(AT_ONCE):
        cells = [cell_of(entry.ratings[code]) if code in entry.ratings else "" for code in codes]
        cells += _tag_cells(entry, tags, with_note) if with_tags else []
        cells += [_yes(entry.late), entry.source, _yes(entry.in_error), *([guarded(entry.note)] if with_note else [])]
        rows.writerow([entry.date.isoformat(), *cells])


def _yes(holds: bool | None) -> str:
    return "yes" if holds else "no"


def _notice(disclosure: Disclosure) -> Iterable[str]:
    facts = [f"{term}: {words}" for term, words in disclosure.facts]
    yield from (TITLE.upper(), *disclosure.notice, SELF_REPORTED, *facts)


def _asked(entries, scope: Collection[str]) -> list[str]:
    """The codes of the questions that have a column, in the order of the catalogue."""
    asked: set[str] = set()
    for ratings in entries.order_by().values_list("ratings", flat=True).iterator(AT_ONCE):
        asked.update(ratings)
    return [symptom.code for symptom in shared(catalogue().symptoms, scope) if symptom.code in asked]


def _tag_cells(entry: Entry, tags: TagWords, with_own_words: bool) -> list[str]:
    """What made it harder, what helped, and a day it was about the same as. Own words fall under notes."""
    told = []
    for codes in (entry.triggers, entry.coping):
        hers = [code for code in codes if code.startswith(OWN)]
        kept = codes if with_own_words else [code for code in codes if code not in hers]
        told.append("; ".join(filter(None, [tags.cell(kept), "" if with_own_words or not hers else UNTOLD])))
    return [*told, entry.same_as.isoformat() if entry.same_as else ""]
