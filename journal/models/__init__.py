"""What the patient writes."""

from .advice import AdviceShown
from .draft import ImportDraft, ImportRecipe
from .entry import Entry
from .episode import Episode, UseEvent
from .quiet import Pause, Reminder, ReminderSent
from .symptom import Symptom
from .tag import OwnTag, Tag
from .unsent import Draft, HeldSave
from .urge import Reason, Supporter, Urge

__all__ = [
    "AdviceShown", "Draft", "Entry", "Episode", "HeldSave", "ImportDraft", "ImportRecipe", "OwnTag", "Pause", "Reason",
    "Reminder", "ReminderSent", "Supporter", "Symptom", "Tag", "Urge", "UseEvent",
]  # fmt: skip
