"""An urge, in the moment."""

import re
import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts import rls
from accounts.encrypted import EncryptedTextField
from accounts.models import Patient

RATED_WITHIN = timedelta(days=1)  # later, "how strong is it now?" would be about another urge
NOT_DIALLED = re.compile(r"[^+\d]")


class UrgeQuerySet(models.QuerySet):
    """Urges."""

    def rated(self):
        """Those with both ratings."""
        return self.exclude(after=None)

    def waiting(self, now: datetime):
        """Those that can be rated again at `now`."""
        return self.filter(after=None, at__gt=now - RATED_WITHIN)

    def page(self, before: "Urge | None", size: int) -> tuple[list["Urge"], "Urge | None"]:
        """The newest `size`, from before `before` if given; and where the next page goes on (None: there is none)."""
        older = self.filter(Q(at__lt=before.at) | Q(at=before.at, pk__lt=before.pk)) if before else self
        found = list(older.order_by("-at", "-pk")[: size + 1])
        return found[:size], found[size - 1] if len(found) > size else None


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
        PLAN = "plan", "My plan"

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="urges")
    at = models.DateTimeField(default=timezone.now)
    before = models.PositiveSmallIntegerField()
    tool = models.CharField(max_length=20, choices=Tool, blank=True)
    strategies = models.JSONField(default=list, blank=True)
    after = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    client_id = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = UrgeQuerySet.as_manager()

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

    def can_be_rated(self, now: datetime) -> bool:
        """Whether it may get its second rating at `now`."""
        return self.after is None and self.at > now - RATED_WITHIN


class ReasonQuerySet(models.QuerySet):
    """Reasons."""

    def shown(self):
        """Those she hasn't put away."""
        return self.filter(hidden_at=None)


class Reason(models.Model):
    """Why she does this, in her own words; to read again when an urge comes."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="reasons")
    text = EncryptedTextField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True)

    objects = ReasonQuerySet.as_manager()
    row_rules = rls.RowRules(clinician="false")

    class Meta:
        ordering = ["patient", "pk"]

    def __str__(self):
        return f"reason {self.pk}"

    def hide(self, now: datetime) -> None:
        """Put it away; nothing is lost."""
        self.hidden_at = now
        self.save(update_fields=["hidden_at"])


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

    @property
    def dialled(self) -> str:
        """The number as a phone dials it: digits, and a plus where it begins with one."""
        return NOT_DIALLED.sub("", self.phone)
