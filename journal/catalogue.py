"""The symptoms as they ship, and how they get into the database."""

import json
from pathlib import Path

from django.db import transaction

from .models import Symptom

FILE = Path(__file__).parent / "data" / "symptoms.json"


@transaction.atomic
def load() -> int:
    """Add missing symptoms and bring older ones up to date; those an administrator has edited stay as they are.
    The number of rows written; 0 when everything was in place."""
    present = {symptom.code: symptom for symptom in Symptom.objects.all()}
    written = 0
    for shipped in json.loads(FILE.read_text(encoding="utf-8")):
        row = present.get(shipped["code"]) or Symptom(version=0)
        if row.edited_on is None and row.version < shipped["version"]:
            for name, value in shipped.items():
                setattr(row, name, value)
            row.save()
            written += 1
    return written
