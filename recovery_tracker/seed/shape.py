"""How many of what."""

from dataclasses import dataclass

# Rule, severity and the kind of consent its evidence needs, of the flags that are spread over everybody.
FLAGS = (
    ("craving_high", "attention", "ratings"),
    ("personal_rise", "info", "ratings"),
    ("any_use", "info", "use"),
    ("missed_acute", "attention", "ratings"),
    ("personal_rise", "attention", "ratings"),
    ("sleep_low", "attention", "ratings"),
    ("plan_overdue", "info", "self_harm"),
    ("phq9_rise", "attention", "questionnaires"),
    ("missed_later", "info", "ratings"),
    ("distress_sustained", "attention", "ratings"),
    ("gad7_rise", "info", "questionnaires"),
    ("use_risky_mix", "attention", "use"),
)
URGENT = (("self_harm_any", "self_harm"), ("cannot_urinate", "ratings"), ("help_requested", "ratings"))
URGENT_EVERY = 40  # of all flags, so many to one that is urgent


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
