"""The reviewed data files, loaded into the tables. What an administrator has edited is hers and stays."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from resources import spelling
from resources.models import CrisisLine, Resource

DATA = Path(__file__).parent / "data"
FILES = {Resource: ("resources.json", "articles.json"), CrisisLine: ("crisis_lines.json",)}
KEPT_BY_PEOPLE = {
    "id", "version", "edited_on", "verified_on", "verified_by", "link_result", "link_detail", "link_checked_at",
}


class Loaded(NamedTuple):
    """How many rows of a file were new, were brought up to date, and stayed as they were."""

    added: int
    updated: int
    kept: int


def load() -> dict[str, Loaded]:
    """Bring both tables up to their files' versions. Loading again changes nothing."""
    with transaction.atomic():
        loaded = {model._meta.label: _all(_load(model, read(name)) for name in names) for model, names in FILES.items()}
        if loaded[Resource._meta.label].added or loaded[Resource._meta.label].updated:
            spelling.learn_all()
    return loaded


def read(name: str) -> dict:
    """A data file as it stands: `{"version": 1, "rows": [...]}`; a field that is left out has its default. The text of
    an article is a list of lines there."""
    file = json.loads((DATA / name).read_text(encoding="utf-8"))
    for row in file["rows"]:
        if "body" in row:
            row["body"] = "\n".join(row["body"])
    return file


def _all(loaded: Iterable[Loaded]) -> Loaded:
    return Loaded(*map(sum, zip(*loaded, strict=True)))


def _load(model, file: dict) -> Loaded:
    present = model.objects.in_bulk([row["slug"] for row in file["rows"]], field_name="slug")
    added = updated = 0
    for row in file["rows"]:
        known = present.get(row["slug"])
        if known is None:
            model(version=file["version"], **row).save(force_insert=True)
            added += 1
        elif known.edited_on is None and known.version < file["version"]:
            _overwrite(known, row, file["version"])
            updated += 1
    return Loaded(added, updated, len(file["rows"]) - added - updated)


def _overwrite(known, row: dict, version: int):
    """Give the row what the file says, the defaults where it says nothing; a person's check of it is left alone."""
    for field in known._meta.concrete_fields:
        if not field.generated and field.name not in KEPT_BY_PEOPLE:
            setattr(known, field.name, row.get(field.name, field.get_default()))
    known.version = version
    known.save()
