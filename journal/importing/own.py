"""Our own export (journal.exporting), known by its header: there is nothing to ask about it."""

import re
from collections.abc import Collection
from collections.abc import Mapping as Map
from decimal import Decimal

from journal.models import Symptom

from .dates import is_certain, ways_to_read
from .mapping import COPING, LATE, NOTE, SAME_AS, SOURCE, TRIGGERS, Mapping, Target
from .reading import Table

DATE = "date"
LAST_COLUMNS = (TRIGGERS, COPING, SAME_AS, LATE, NOTE, SOURCE)  # after those of the symptoms
COLUMNS = frozenset([DATE, *LAST_COLUMNS])
FIRST_COLUMNS = frozenset([DATE, NOTE, SOURCE])  # all there was, beside codes, in the first files we wrote
CODE = re.compile(r"[-a-zA-Z0-9_]+")


def has_our_header(header: Collection[str], codes: Collection[str]) -> bool:
    """Whether only we can have written this first row. `codes` are the symptoms there are."""
    names = set(header)
    if names >= COLUMNS:
        return all(CODE.fullmatch(name) for name in names)
    return names >= FIRST_COLUMNS and names <= FIRST_COLUMNS | set(codes)


def our_mapping(table: Table, symptoms: Map[str, Symptom]) -> Mapping | None:
    """How to read a table that we wrote; None when we didn't, or when something rewrote its dates so that they can mean
    two things. A column of a symptom that isn't there any more stays out."""
    if not has_our_header(table.header, symptoms):
        return None
    date_column = table.header.index(DATE)
    ways = ways_to_read(table.column(date_column))
    if not is_certain(ways, table.column(date_column)):
        return None
    targets = {number: _target(name, symptoms) for number, name in enumerate(table.header)}
    return Mapping(date_column, ways[0].order, {each: to for each, to in targets.items() if to}, ours=True)


def _target(name: str, symptoms: Map[str, Symptom]) -> Target | None:
    if name in COLUMNS:
        return Target(name) if name != DATE else None
    symptom = symptoms.get(name)
    return Target(name, Decimal(symptom.minimum), Decimal(symptom.maximum)) if symptom else None
