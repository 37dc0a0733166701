"""What a summary can hold: which parts there are, in the order in which they stand, and whose consent opens them."""

from collections.abc import Collection
from dataclasses import dataclass

QUESTION, WHERE, WRITTEN, CHANGES, BLADDER = "question", "where", "written", "changes", "bladder"
USE, URGES, SCORES, SAFETY, NOTES = "use", "urges", "scores", "self_harm", "notes"
# What a consent can cover (`accounts.ConsentRecord.Scope`). Questionnaires have a scope of their own.
SHARED_RATINGS, SHARED_USE, SHARED_NOTES, SHARED_SAFETY = "ratings", "use", "notes", "self_harm"
SHARED_SCORES = "questionnaires"
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
    Part(WHERE, "Where I am", SHARED_USE, help="days since last use, and the phase"),
    Part(WRITTEN, "How many days I wrote", "", ticked=True),
    Part(CHANGES, "What changed most", SHARED_RATINGS, ticked=True, wide=True),
    Part(BLADDER, "Bladder", SHARED_RATINGS, ticked=True),
    Part(USE, "Ketamine use", SHARED_USE, help="days with use and days without"),
    Part(URGES, "Urges, and what worked", SHARED_RATINGS, ticked=True),
    Part(SCORES, "Questionnaires", SHARED_SCORES, ticked=True, help="totals, not single answers"),
    Part(SAFETY, "Answers about harming myself", SHARED_SAFETY),
    Part(NOTES, "Notes", SHARED_NOTES, wide=True),
)
BY_CODE = {part.code: part for part in PARTS}


def open_to(scope: Collection[str] | None) -> frozenset[str]:
    """The codes of the parts that `scope` covers; all of them when it is None, which is she herself."""
    return frozenset(part.code for part in PARTS if scope is None or not part.scope or part.scope in scope)
