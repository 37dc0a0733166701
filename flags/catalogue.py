"""The rules as they ship, and how they get into the database."""

import json
from pathlib import Path

from django.db import transaction

from .models import FlagRule

FILE = Path(__file__).parent / "data" / "rules.json"
RELEASE = "as it ships"  # why a version came about


@transaction.atomic
def load() -> int:
    """Add rules that are missing, and a version where the shipped one is newer. One that an administrator has changed
    stays as it is, for good. The number of rows written; 0 when everything was in place."""
    newest = {rule.code: rule for rule in FlagRule.objects.newest()}
    fresh = [FlagRule(**row, why=RELEASE) for row in shipped_rows() if _is_due(newest.get(row["code"]), row)]
    return len(FlagRule.objects.bulk_create(fresh, ignore_conflicts=True))


def shipped_rows() -> list[dict]:
    """The rules of the data file: code, version and numbers."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def _is_due(there: FlagRule | None, row: dict) -> bool:
    return there is None or (there.why == RELEASE and there.version < row["version"])
