"""What the patient writes."""

from .entry import Entry
from .episode import Episode, UseEvent
from .symptom import Symptom

__all__ = ["Entry", "Episode", "Symptom", "UseEvent"]
