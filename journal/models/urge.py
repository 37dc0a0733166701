"""An urge, in the moment."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts import rls
from accounts.encrypted import EncryptedTextField
from accounts.models import Patient


class Urge(models.Model):
    """How strong an urge was, what she did, and how strong it was then (brief 6.3, 6.4). Both ratings from 0 to 10.

    `tool` is what was opened at once; `strategies` are the tags of what she did. Without `after` it wasn't rated again.
    """

    class Tool(models.TextChoices):
        BREATHING = "breathing", "Breathe with me"
        GROUNDING = "grounding", "Five things around me"
        DELAY = "delay", "Wait 15 minutes"
        REASONS = "reasons", "My reasons"
        CALL = "call", "Call somebody"

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="urges")
    at = models.DateTimeField(default=timezone.now)
    before = models.PositiveSmallIntegerField()
    tool = models.CharField(max_length=20, choices=Tool, blank=True)
    strategies = models.JSONField(default=list, blank=True)
    after = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    client_id = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["patient", "-at", "-pk"]
        indexes = [models.Index(fields=["patient", "-at"], name="journal_urge_patient_at")]
        constraints = [
            models.UniqueConstraint(fields=["patient", "client_id"], name="journal_urge_once"),
            models.CheckConstraint(
                condition=Q(before__lte=10) & (Q(after=None) | Q(after__lte=10)), name="journal_urge_from_0_to_10"
            ),
        ]

    def __str__(self):
        return f"urge {self.pk}"


class Reason(models.Model):
    """Why she does this, in her own words; to read again when an urge comes."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="reasons")
    text = EncryptedTextField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True)

    row_rules = rls.RowRules(clinician="false")

    class Meta:
        ordering = ["patient", "pk"]

    def __str__(self):
        return f"reason {self.pk}"


class Supporter(models.Model):
    """Somebody she may call: the name she gives them, and a number. Only she sees it."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="supporters")
    name = EncryptedTextField(max_length=60)
    phone = EncryptedTextField(max_length=30)
    created_at = models.DateTimeField(default=timezone.now)

    row_rules = rls.RowRules(clinician="false")

    class Meta:
        ordering = ["patient", "pk"]

    def __str__(self):
        return f"supporter {self.pk}"
