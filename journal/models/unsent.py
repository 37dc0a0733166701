"""Answers on their way into an entry: begun and not yet saved, or saved on top of something newer."""

import json
import uuid

from django.db import models
from django.utils import timezone

from accounts import rls
from accounts.encrypted import EncryptedTextField
from accounts.models import Patient


class Draft(models.Model):
    """What she has tapped and typed of a day so far, as her form would send it. Nobody else ever sees it.

    `revision` is that of the entry on which she began (0: there was none).
    """

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="drafts")
    date = models.DateField()
    content = EncryptedTextField(default="{}")
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(default=timezone.now)

    row_rules = rls.RowRules(clinician="false")

    class Meta:
        ordering = ["patient", "date"]
        constraints = [models.UniqueConstraint(fields=["patient", "date"], name="journal_draft_one_a_day")]

    def __str__(self):
        return f"draft {self.pk}"

    @property
    def fields(self) -> dict:
        """The values by the name of their field; a list where several can be chosen."""
        return json.loads(self.content)

    @fields.setter
    def fields(self, values: dict) -> None:
        self.content = json.dumps(values)

    @property
    def filled(self) -> set[str]:
        """The names of the fields that have something in them."""
        return {name for name, value in self.fields.items() if any(value)}


class HeldSaveQuerySet(models.QuerySet):
    """Saves that came too late to be taken without a question."""

    def waiting(self):
        """Those she hasn't decided about."""
        return self.filter(settled_at=None)


class HeldSave(models.Model):
    """A save on top of a version it didn't know. It waits until she has seen both; the one she doesn't take stays here.

    `content` is JSON with `ratings`, `note`, `triggers` and `coping`; `revision` is the version she had before her.
    """

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="held_saves")
    date = models.DateField()
    client_id = models.UUIDField(default=uuid.uuid4)
    content = EncryptedTextField(default="{}")
    revision = models.PositiveIntegerField(default=0)
    arrived_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    taken = models.BooleanField(null=True)

    objects = HeldSaveQuerySet.as_manager()
    row_rules = rls.RowRules(clinician="false")

    class Meta:
        ordering = ["patient", "date", "arrived_at"]
        constraints = [models.UniqueConstraint(fields=["patient", "client_id"], name="journal_heldsave_once")]

    def __str__(self):
        return f"held save {self.pk}"

    @property
    def told(self) -> dict:
        """What it says: `ratings`, `note`, `triggers`, `coping`."""
        return json.loads(self.content)
