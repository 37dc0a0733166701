"""What a summary can hold: which parts there are, in the order in which they stand, and whose consent opens them."""

from collections.abc import Collection
from dataclasses import dataclass

from accounts.models import ConsentRecord

QUESTION, WHERE, WRITTEN, CHANGES, BLADDER = "question", "where", "written", "changes", "bladder"
USE, URGES, SCORES, SAFETY, NOTES = "use", "urges", "scores", "self_harm", "notes"
Scope = ConsentRecord.Scope
HERS_ALONE = "hers alone"  # no consent covers it: she hands it over herself, or not


@dataclass(frozen=True)
class Part:
    """One part. `label` and `help` are what she reads where she ticks it; `scope` is the consent it needs when somebody
    else reads (empty: none beyond the link itself). `ticked`: it goes in unless she says otherwise. What tells of use,
    of harm, or in her own words from a day, doesn't."""

    code: str
    label: str
    scope: str
    ticked: bool = False
    help: str = ""
    wide: bool = False


PARTS = (
    Part(QUESTION, "My question", HERS_ALONE, ticked=True, wide=True),
    Part(WHERE, "Where I am", Scope.USE, help="days since last use, and the phase"),
    Part(WRITTEN, "How many days I wrote", "", ticked=True),
    Part(CHANGES, "What changed most", Scope.RATINGS, ticked=True, wide=True),
    Part(BLADDER, "Bladder", Scope.RATINGS, ticked=True),
    Part(USE, "Ketamine use", Scope.USE, help="days with use and days without"),
    Part(URGES, "Urges, and what worked", Scope.URGES, ticked=True),
    Part(SCORES, "Questionnaires", Scope.QUESTIONNAIRES, ticked=True, help="totals, not single answers"),
    Part(SAFETY, "Answers about harming myself", Scope.SAFETY),
    Part(NOTES, "Notes", Scope.NOTES, wide=True),
)
BY_CODE = {part.code: part for part in PARTS}


def open_to(scope: Collection[str] | None) -> frozenset[str]:
    """The codes of the parts that `scope` covers; all of them when it is None, which is she herself."""
    return frozenset(part.code for part in PARTS if scope is None or not part.scope or part.scope in scope)
