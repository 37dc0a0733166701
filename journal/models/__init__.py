"""What the patient writes."""

from .draft import ImportDraft
from .entry import Entry
from .episode import Episode, UseEvent
from .symptom import Symptom

__all__ = ["Entry", "Episode", "ImportDraft", "Symptom", "UseEvent"]
