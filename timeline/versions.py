"""How a row of the content came to say what it says: its versions, and what each changed. For administrators."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from accounts.models import User

from .catalogue import RELEASE

NOT_TOLD = {"id", "version", "edited_on"}  # they follow from the change
NOTHING = "nothing"


@dataclass(frozen=True)
class Change:
    """One field, as it was and as it is. Of a text of many lines (`is_long`) only the lines that differ."""

    label: str
    was: str
    now: str
    is_long: bool = False


@dataclass(frozen=True)
class Version:
    """One version of a row: when it came about, by whom, and what it changed. The first changed nothing."""

    at: datetime
    by: str
    is_first: bool
    changes: tuple[Change, ...]


def versions(row: models.Model) -> list[Version]:
    """The versions of a row that keeps its history, newest first. Two queries."""
    events = list(row.history.order_by("pgh_id"))
    names = dict(User.objects.filter(pk__in=_people(events)).values_list("pk", "username"))
    fields = [field for field in row._meta.concrete_fields if field.name not in NOT_TOLD]
    found = []
    for before, event in zip([None, *events], events, strict=False):
        changes = tuple(_changes(before, event, fields)) if before else ()
        found.append(Version(event.pgh_created_at, _by(event, names), before is None, changes))
    return found[::-1]


def _people(events) -> set[int]:
    return {event.pgh_context["user"] for event in events if event.pgh_context and "user" in event.pgh_context}


def _by(event, names: dict[int, str]) -> str:
    context = event.pgh_context or {}
    if "user" in context:
        return names.get(context["user"], "an account that is gone")
    return "a release" if context.get("why") == RELEASE else "a command, outside these pages"


def _changes(before, after, fields) -> Iterator[Change]:
    for field in fields:
        was, now = getattr(before, field.attname), getattr(after, field.attname)
        if was == now:
            continue
        is_long = isinstance(field, models.TextField)
        shown = _lines_that_differ(was, now) if is_long else (_shown(was, field), _shown(now, field))
        yield Change(field.verbose_name, *(text or NOTHING for text in shown), is_long)


def _shown(value, field) -> str:
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return "" if value is None else str(value)


def _lines_that_differ(was: str, now: str) -> tuple[str, str]:
    """The lines of each that the other lacks; all of them when only their order differs."""
    before, after = was.splitlines(), now.splitlines()
    gone = [line for line in before if line not in after]
    new = [line for line in after if line not in before]
    return ("\n".join(gone), "\n".join(new)) if gone or new else (was, now)
