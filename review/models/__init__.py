"""What a clinician has read, written, arranged and taken out."""

from .arranging import EnteredInError, PauseByTeam, ReviewPlan, in_error, without_errors
from .copies import ExportRecord
from .reading import EntryReview, ReadUntil, not_read, saved, saved_since, unread, waiting, with_reading
from .writing import ClinicianNote, Reply, ReplyTemplate, TimelineEvent

__all__ = [
    "ClinicianNote", "EnteredInError", "EntryReview", "ExportRecord", "PauseByTeam", "ReadUntil", "Reply",
    "ReplyTemplate", "ReviewPlan", "TimelineEvent", "in_error", "not_read", "saved", "saved_since", "unread", "waiting",
    "with_reading", "without_errors",
]  # fmt: skip
