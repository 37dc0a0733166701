"""The phases as they ship, and how they get into the database."""

import json
from pathlib import Path

from django.db import transaction

from clinical.phases import validate_phases

from .models import Phase

FILE = Path(__file__).parent / "data" / "phases.json"
TEXTS = ("expect", "helps", "seek_help", "source")


@transaction.atomic
def load() -> int:
    """Add missing phases and bring older ones up to date; those an administrator has edited stay as they are.

    The number of rows written; 0 when everything was in place. Raises ValueError, and changes nothing, when the
    shipped rows and the edited ones together would leave a gap or share a day.
    """
    present = {phase.code: phase for phase in Phase.objects.all()}
    written = 0
    for position, shipped in enumerate(shipped_rows()):
        row = present.get(shipped["code"]) or Phase(version=0)
        if row.edited_on is None and row.version < shipped["version"]:
            for name, value in {**shipped, "position": position}.items():
                setattr(row, name, value)
            row.save()
            written += 1
    if written and (problems := validate_phases(phase.rule for phase in Phase.objects.all())):
        raise ValueError("The phases don't fit together: " + " ".join(problems))
    return written


def shipped_rows() -> list[dict]:
    """The rows of the data file, each text as lines."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return [row | {name: "\n".join(row[name]) for name in TEXTS} for row in rows]
