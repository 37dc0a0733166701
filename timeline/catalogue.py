"""The phases as they ship, and how they get into the database."""

import json
from pathlib import Path

from django.db import transaction

from clinical.phases import validate_phases
from journal.catalogue import bring_up_to_date

from .models import Phase

FILE = Path(__file__).parent / "data" / "phases.json"
TEXTS = ("expect", "helps", "seek_help", "source")


@transaction.atomic
def load() -> int:
    """Add missing phases and bring older ones up to date; those an administrator has edited stay as they are.

    The number of rows written; 0 when everything was in place. Raises ValueError, and changes nothing, when the
    shipped rows and the edited ones together would leave a gap or share a day.
    """
    written = bring_up_to_date(Phase, (row | {"position": at} for at, row in enumerate(shipped_rows())))
    if written and (problems := validate_phases(phase.rule for phase in Phase.objects.all())):
        raise ValueError("The phases don't fit together: " + " ".join(problems))
    return written


def shipped_rows() -> list[dict]:
    """The rows of the data file, each text as lines."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return [row | {name: "\n".join(row[name]) for name in TEXTS} for row in rows]
