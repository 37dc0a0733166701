"""Whose copy it is, for whom, and how much of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import uuid5

from accounts.models import Patient
from timeline.disclosure import Disclosure

from . import codes


@dataclass(frozen=True)
class Copy:
    """One bundle in the making. Without a `disclosure` it is her own copy, and everything is in it; otherwise what the
    scope of the consents covers, of the days from `first` on. `in_error` are the keys of entries that a clinician
    marked as entered in error."""

    patient: Patient
    at: datetime
    disclosure: Disclosure | None = None
    first: date | None = None
    in_error: frozenset[int] = frozenset()

    @property
    def scope(self) -> Collection[str] | None:
        """What is covered; None: all, as it is hers."""
        return self.disclosure.scope if self.disclosure else None

    def covers(self, kind: str) -> bool:
        """Whether answers under this kind of consent are in it."""
        return self.disclosure is None or kind in self.disclosure.scope

    def since_first(self, rows, field: str):
        """Those of `rows` from the first day on, by their `field`."""
        return rows.filter(**{f"{field}__gte": self.first}) if self.first else rows

    def id(self, *parts) -> str:
        """The id of a resource: the same each time, and nobody else's."""
        return str(uuid5(self.patient.code, "/".join(map(str, parts))))

    def reference(self, kind: str, *parts) -> dict:
        """A reference to a resource of the bundle."""
        return {"reference": f"{kind}/{self.id(kind, *parts)}"}

    @cached_property
    def subject(self) -> dict:
        """Her, as other resources name her."""
        return self.reference("Patient")

    @cached_property
    def _meta(self) -> dict[bool, dict]:
        """The labels of resources that are about the mind, and of others."""
        disclosed = self.disclosure is not None
        return {mind: {"security": codes.security(mental_health=mind, disclosed=disclosed)} for mind in (True, False)}

    def begin(self, kind: str, *parts, mental_health: bool = False) -> dict:
        """The beginning of every resource: what it is, its id and its labels."""
        return {"resourceType": kind, "id": self.id(kind, *parts), "meta": self._meta[mental_health]}


def instant(at: datetime) -> str:
    """A moment as FHIR writes it."""
    return at.isoformat(timespec="seconds")
