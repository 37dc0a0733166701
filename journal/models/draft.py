"""An older diary on its way in."""

import base64
import hashlib
import json
import zlib
from datetime import timedelta

from django.db import models
from django.utils import timezone

from accounts import rls
from accounts.encrypted import EncryptedTextField
from accounts.models import Patient

KEPT_FOR = timedelta(days=1)


class ImportDraftQuerySet(models.QuerySet):
    """Files that wait between two steps of an import."""

    def stale(self):
        """Those nobody came back to."""
        return self.filter(created_at__lt=timezone.now() - KEPT_FOR)


class ImportDraft(models.Model):
    """The file a patient is bringing over, between choosing it and taking its days into the journal.

    One a patient, encrypted and out of every clinician's sight; gone when the import is finished or given up, or a
    day later. `settings` says how the file was read and what each column (by its number) becomes.
    """

    patient = models.OneToOneField(Patient, models.CASCADE, primary_key=True, related_name="import_draft")
    content = EncryptedTextField()
    settings = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ImportDraftQuerySet.as_manager()
    row_rules = rls.RowRules(clinician="false")

    def __str__(self):
        return f"draft {self.pk}"

    @staticmethod
    def packed(text: str) -> str:
        """What `content` keeps of a file's text: a diary shrinks to a quarter."""
        return base64.b64encode(zlib.compress(text.encode())).decode()

    @property
    def text(self) -> str:
        """The text of the file."""
        return zlib.decompress(base64.b64decode(self.content)).decode()

    @property
    def fingerprint(self) -> str:
        """Changes when the file or a setting does, so that nobody confirms something other than what was shown."""
        told = json.dumps([self.created_at.isoformat(), self.settings], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


class ImportRecipe(models.Model):
    """How she had the columns of such a file read, so that the next one like it needs no questions. `fingerprint`
    stands for the file's header."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="import_recipes")
    fingerprint = models.CharField(max_length=64)
    settings = models.JSONField(default=dict)
    updated_at = models.DateTimeField(default=timezone.now)

    row_rules = rls.RowRules(clinician="false")

    class Meta:
        ordering = ["patient", "-updated_at"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "fingerprint"], name="journal_importrecipe_one_a_header")
        ]

    def __str__(self):
        return f"recipe {self.pk}"
