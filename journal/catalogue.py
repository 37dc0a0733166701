"""The symptoms as they ship, and how they get into the database."""

import json
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from .models import Symptom, Tag

FOLDER = Path(__file__).parent / "data"
FILE, TAGS_FILE = FOLDER / "symptoms.json", FOLDER / "tags.json"


@transaction.atomic
def load() -> int:
    """Add missing symptoms and bring older ones up to date; those an administrator has edited stay as they are.
    The number of rows written; 0 when everything was in place."""
    return bring_up_to_date(Symptom, json.loads(FILE.read_text(encoding="utf-8")))


@transaction.atomic
def load_tags() -> int:
    """The same for the quick lists of what made a day harder, and what helped."""
    return bring_up_to_date(Tag, json.loads(TAGS_FILE.read_text(encoding="utf-8")))


def bring_up_to_date(model, shipped_rows: Iterable[dict]) -> int:
    """Write those of `shipped_rows` (fields by name, `code` and `version` among them) that are missing or newer than
    what is there, and that nobody has edited. The number of rows written."""
    present = {row.code: row for row in model.objects.all()}
    written = 0
    for shipped in shipped_rows:
        row = present.get(shipped["code"]) or model(version=0)
        if row.edited_on is None and row.version < shipped["version"]:
            for name, value in shipped.items():
                setattr(row, name, value)
            row.save()
            written += 1
    return written
