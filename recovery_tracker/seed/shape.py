"""How many of what."""

from dataclasses import dataclass

# Rule, severity, the kinds of consent its evidence needs, and the evidence: code and value, all of one day.
FLAGS = (
    ("craving_high", "attention", ["ratings"], (("craving", 9), ("craving", 8))),
    ("personal_rise", "info", ["ratings"], (("fatigue", 4), ("fatigue", 3), ("fatigue", 5), ("fatigue", 8))),
    ("any_use", "info", ["use"], (("used_ketamine", True),)),
    ("missed_acute", "attention", [], (("no_entry", True), ("no_entry", True), ("no_entry", True))),
    ("blood_in_urine", "attention", ["ratings"], (("blood_in_urine", True),)),
    ("sleep_low", "attention", ["ratings"], (("sleep_hours", 3), ("sleep_hours", 3.5), ("sleep_hours", 2))),
    ("plan_overdue", "info", [], (("plan_review_due", "safety"),)),
    ("phq9_rise", "attention", ["questionnaires"], (("phq9", 14), ("phq9", 19))),
    ("missed_later", "info", [], (("no_entry", True), ("no_entry", True))),
    ("distress_sustained", "attention", ["ratings"], (("distress", 8), ("distress", 9), ("distress", 8))),
    ("gad7_rise", "info", ["questionnaires"], (("gad7", 8), ("gad7", 13))),
    ("confidence_drop", "attention", ["ratings"], (("control_confidence", 1), ("craving", 8))),
)
URGENT = (
    ("self_harm_any", "urgent", ["self_harm"], (("self_harm_thoughts", 2), ("safe_now", False))),
    ("cannot_urinate", "urgent", ["ratings"], (("cannot_urinate", True),)),
    ("chest_pain", "urgent", ["ratings"], (("chest_pain", True),)),
)
URGENT_WHO, URGENT_TURN = 10, 4  # one in so many people, and of the flags of each of these one in so many


@dataclass(frozen=True)
class Shape:
    """`caseload` of the patients are the clinician's, the others somebody else's; flags go to her patients. Log-in
    names begin with `name`."""

    patients: int = 200
    days: int = 365
    flags: int = 3000
    caseload: int | None = None
    name: str = "seed"

    @property
    def hers(self) -> int:
        """How many patients the clinician works with."""
        return self.patients if self.caseload is None else min(self.caseload, self.patients)

    @property
    def clinician(self) -> str:
        """The clinician's log-in name."""
        return f"{self.name}-clinician"

    def patient(self, number: int) -> str:
        """The log-in name of one of the patients."""
        return f"{self.name}-{number}"
