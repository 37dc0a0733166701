"""The symptoms and tags: as they ship, how they get into the database, and kept in memory as they stand there."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from .kept import Kept
from .models import Symptom, Tag

FOLDER = Path(__file__).parent / "data"
FILE, TAGS_FILE = FOLDER / "symptoms.json", FOLDER / "tags.json"


@dataclass(frozen=True)
class Catalogue:
    """All symptoms and all tags, in their order, those not in use too. Shared by many requests: only to be read."""

    symptoms: tuple[Symptom, ...]
    tags: tuple[Tag, ...]


_kept = Kept(lambda: Catalogue(tuple(Symptom.objects.all()), tuple(Tag.objects.all())), Symptom, Tag)
STAMP = _kept.stamp


def catalogue(stamp: str | None = None) -> Catalogue:
    """The catalogue as it stands now, for one query at most (`Kept`). `stamp` is what a statement with `STAMP` in it
    said, for those who ask more than that."""
    return _kept.now(stamp)


def by_group(symptoms: Iterable[Symptom]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Symptoms as choices under the names of their groups: [(group, [(code, label), …]), …]."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for symptom in symptoms:
        groups.setdefault(symptom.get_group_display(), []).append((symptom.code, symptom.label))
    return list(groups.items())


@transaction.atomic
def load() -> int:
    """Add missing symptoms and bring older ones up to date; those an administrator has edited stay as they are.
    The number of rows written; 0 when everything was in place."""
    return bring_up_to_date(Symptom, json.loads(FILE.read_text(encoding="utf-8")))


@transaction.atomic
def load_tags() -> int:
    """The same for the quick lists of what made a day harder, and what helped."""
    return bring_up_to_date(Tag, json.loads(TAGS_FILE.read_text(encoding="utf-8")))


def bring_up_to_date(model, shipped_rows: Iterable[dict], key: Sequence[str] = ("code",)) -> int:
    """Write those of `shipped_rows` (fields by name, those of the `key` and `version` among them) that are missing or
    newer than what is there, and that nobody has edited. The number of rows written."""
    present = {tuple(getattr(row, name) for name in key): row for row in model.objects.all()}
    written = 0
    for shipped in shipped_rows:
        row = present.get(tuple(shipped[name] for name in key)) or model(version=0)
        if row.edited_on is None and row.version < shipped["version"]:
            for name, value in shipped.items():
                setattr(row, name, value)
            row.save()
            written += 1
    return written
