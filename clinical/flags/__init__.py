"""What a clinician must not miss: rules that ask a person to look (brief 7). Plain Python; `today` is passed in."""

from .rules import ACTIONS, ATTENTION, INFO, NOTHING, RANK, RULES, SEVERITIES, URGENT, Number, Rule, SeverityWord
from .words import CLINICIAN, PATIENT, explain

__all__ = [
    "ACTIONS", "ATTENTION", "CLINICIAN", "INFO", "NOTHING", "PATIENT", "RANK", "RULES", "SEVERITIES", "URGENT",
    "Number", "Rule", "SeverityWord", "explain",
]  # fmt: skip
