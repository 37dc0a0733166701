"""That a copy was taken out, and why (brief 9.7)."""

import uuid

from django.db import models

from accounts import rls
from accounts.encrypted import EncryptedTextField
from timeline.disclosure import Purpose

from .writing import OWN, Written

REASON_LENGTH = 300


class ExportRecord(Written):
    """A clinician took a copy out: what, of which days, what for and why, under which consents and with which notice.
    Rows are only added. Each clinician meets her own; the patient reads all of hers.

    `reason` is what the clinician wrote, for the patient to read. `save_id` stands for one form with one wish, so that
    the same sent twice is one row.
    """

    class What(models.TextChoices):
        SUMMARY = "summary", "Summary of 28 days on one page (PDF)"
        ENTRIES = "entries", "Entries as a table (CSV)"
        FHIR = "fhir", "Record for another system (FHIR R4)"

    class Span(models.TextChoices):
        MONTH = "28", "The last 28 days"
        QUARTER = "90", "The last 90 days"
        YEAR = "365", "The last 365 days"
        ALL = "all", "All days"

    DAYS = {Span.MONTH: 28, Span.QUARTER: 90, Span.YEAR: 365}
    gives_a_reason = True  # accounts.privacy shows it to her

    what = models.CharField(max_length=10, choices=What)
    span = models.CharField(max_length=5, choices=Span, blank=True)
    purpose = models.CharField(max_length=10, choices=Purpose)
    reason = EncryptedTextField()
    scope = models.JSONField(default=list)
    consents = models.JSONField(default=list)
    notice_hash = models.CharField(max_length=64)
    save_id = models.UUIDField(default=uuid.uuid4, editable=False)

    row_rules = rls.RowRules(clinician=OWN, patient_may=rls.READ, clinician_may="SELECT, INSERT")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "export"
        constraints = [models.UniqueConstraint(fields=["patient", "save_id"], name="review_exportrecord_once")]

    @property
    def who(self) -> str:
        """Who did it, for her to read."""
        return self.clinician_name

    @property
    def did(self) -> str:
        """What was done, for her to read."""
        days = f", {self.get_span_display().lower()}" if self.span else ""
        return f"{self.get_what_display()}{days}. {self.get_purpose_display()}."
