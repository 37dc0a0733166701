"""The phases and what is described in them, kept in memory as they stand, as every page about a time needs them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from clinical import expectations, phases
from clinical.expectations import NOT_DESCRIBED, Expectation, Subject
from journal.kept import Kept
from journal.models import Symptom

from .models import Phase, PhaseExpectation


@dataclass(frozen=True)
class Content:
    """All phases in their order, and what is described of a symptom in a phase by their codes: `(phase, symptom)`.
    Shared by many requests: only to be read."""

    phases: tuple[Phase, ...]
    expectations: Mapping[tuple[str, str], Expectation]

    @cached_property
    def rules(self) -> Sequence[phases.Phase]:
        """The phases as rules; those that ship, should the rows be missing or not fit together."""
        rows = tuple(row.rule for row in self.phases)
        return phases.DEFAULT_PHASES if phases.validate_phases(rows) else rows

    def rows_of(self, symptom: str) -> list[Expectation]:
        """All that is known of one symptom, in the order of the phases."""
        found = (self.expectations.get((phase.code, symptom)) for phase in self.phases)
        return [row for row in found if row]

    def level(self, phase: str, symptom: str) -> str:
        """What is described, as one of `clinical.expectations.LEVELS`; without a row nothing is."""
        row = self.expectations.get((phase, symptom))
        return row.level if row else NOT_DESCRIBED

    def sentence(self, phase: phases.Phase, symptom: Symptom) -> str:
        """What people describe of `symptom` in `phase`, in one plain sentence; "" where nothing is said."""
        return expectations.sentence(self.level(phase.code, symptom.code), phase.name, subject=subject_of(symptom))


def subject_of(symptom: Symptom) -> Subject:
    """A symptom as the rules about words take it."""
    return Subject(symptom.scale, symptom.higher_is_better, symptom.red_flag)


def _read() -> Content:
    fields = ("phase__code", "symptom__code", "level", "source", "evidence", "reviewed_on")
    rows = PhaseExpectation.objects.order_by().values_list(*fields)
    described = {row[:2]: Expectation(*row) for row in rows}
    return Content(tuple(Phase.objects.all()), MappingProxyType(described))


# A symptom's code never changes (`journal.models.Symptom`), so its table has no part in this.
_kept = Kept(_read, Phase, PhaseExpectation)
STAMP = _kept.stamp


def content(stamp: str | None = None) -> Content:
    """The content as it stands now, for one query at most (`Kept`). `stamp` is what a statement with `STAMP` in it
    said, for those who ask more than that: `SELECT {journal.catalogue.STAMP}, {STAMP}, …`."""
    return _kept.now(stamp)
