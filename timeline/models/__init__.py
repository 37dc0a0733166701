"""The phases as content, what a patient adds to her own timeline, and what others on the same day say."""

from .kept import SavedHelp
from .others import Contribution, DayQuartiles
from .own import ChartNote, VisitQuestion
from .phase import Phase, PhaseExpectation

__all__ = ["ChartNote", "Contribution", "DayQuartiles", "Phase", "PhaseExpectation", "SavedHelp", "VisitQuestion"]
