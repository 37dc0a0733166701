"""What a clinician must not miss: rules that ask a person to look (brief 7). Plain Python; `today` is passed in."""

from collections.abc import Iterator

from . import diary, others
from .deciding import Decision, Raised, decide
from .diary import SIGNS
from .facts import SHIPPED, Asked, Day, Diary, Match, Numbers, Plans, Score, Scores, Silence, Stop, Stops, subject_of
from .rules import ACTIONS, ATTENTION, INFO, NOTHING, RANK, RULES, SEVERITIES, URGENT, Number, Rule, SeverityWord
from .words import CLINICIAN, PATIENT, explain

__all__ = [
    "ACTIONS", "ATTENTION", "CLINICIAN", "INFO", "NOTHING", "PATIENT", "RANK", "RULES", "SEVERITIES", "SHIPPED",
    "SIGNS", "URGENT", "Asked", "Day", "Decision", "Diary", "Facts", "Match", "Number", "Numbers", "Plans", "Raised",
    "Rule", "Score", "Scores", "SeverityWord", "Silence", "Stop", "Stops", "decide", "explain", "matches", "subject_of",
]  # fmt: skip

Facts = Diary | Scores | Silence | Stops | Plans | Asked
_RULES_FOR = {
    Diary: diary.of_diary,
    Scores: others.of_scores,
    Silence: others.of_silence,
    Stops: others.of_stops,
    Plans: others.of_plans,
    Asked: others.of_asked,
}


def matches(facts: Facts, numbers: Numbers = SHIPPED, only: frozenset[str] | None = None) -> Iterator[Match]:
    """All that the rules find in `facts`, before it is decided what of it is raised. `only`: these, of a diary."""
    if isinstance(facts, Diary):
        return diary.of_diary(facts, numbers, only)
    return _RULES_FOR[type(facts)](facts, numbers)
