"""Care links and the consent they stand on."""

import hashlib
import secrets
from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts import rls

from .people import Clinician, Patient

INVITATION_DAYS = 14
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without 0/O and 1/I, which look alike when read aloud or copied
CODE_LENGTH = 10


class InvitationQuerySet(models.QuerySet):
    """Invitations, found by the code a patient types."""

    def open(self):
        """Invitations that can still be taken: not used, not too old, of a clinician who still works here."""
        still = {"used_at": None, "expires_at__gt": timezone.now(), "clinician__user__is_active": True}
        return self.filter(**still).select_related("clinician")

    def usable(self, code: str):
        """The open invitation with this code, if any. Case, spaces and dashes don't matter."""
        return self.open().filter(code_hash=Invitation.digest(code))


class Invitation(models.Model):
    """A single-use code from a clinician. Only its hash is kept."""

    clinician = models.ForeignKey(Clinician, models.CASCADE, related_name="invitations")
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(editable=False)
    used_at = models.DateTimeField(null=True, editable=False)
    used_by = models.ForeignKey(Patient, models.CASCADE, null=True, editable=False, related_name="+")

    objects = InvitationQuerySet.as_manager()
    row_rules = rls.RowRules(
        key="used_by_id",
        patient=f"used_by_id IS NULL OR used_by_id = {rls.ME}",
        clinician=f"clinician_id = {rls.ME} AND (used_by_id IS NULL OR used_by_id = {rls.CASELOAD})",
        patient_check=f"used_by_id = {rls.ME}",
        patient_may="SELECT, UPDATE",
        clinician_may="SELECT, INSERT, DELETE",
    )

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"invitation {self.pk}"

    @staticmethod
    def digest(code: str) -> str:
        """The SHA-256 of a code as it is kept: upper case, only its letters and digits."""
        return hashlib.sha256("".join(filter(str.isalnum, code.upper())).encode()).hexdigest()

    @classmethod
    def issue(cls, clinician: Clinician) -> tuple["Invitation", str]:
        """A new invitation and its code (`ABCDE-FGHJK`), which can't be shown again."""
        letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        code = f"{letters[:5]}-{letters[5:]}"
        expires = timezone.now() + timedelta(days=INVITATION_DAYS)
        return cls.objects.create(clinician=clinician, code_hash=cls.digest(code), expires_at=expires), code


class CareLinkQuerySet(models.QuerySet):
    """Care links, as access stands on them."""

    def open(self):
        """Links that nobody has ended."""
        return self.filter(ended_at=None)

    def standing(self):
        """Open links with a consent that was neither revoked nor has expired."""
        return self.open().filter(Exists(ConsentRecord.objects.standing().filter(link=OuterRef("pk"))))


class CareLink(models.Model):
    """A clinician works with a patient, from one moment to another."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="care_links")
    clinician = models.ForeignKey(Clinician, models.CASCADE, related_name="care_links")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CareLinkQuerySet.as_manager()
    row_rules = rls.RowRules(
        clinician=f"clinician_id = {rls.ME} AND ended_at IS NULL", patient_may="SELECT, INSERT, UPDATE"
    )

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "clinician"], condition=Q(ended_at=None), name="accounts_carelink_one_open"
            )
        ]

    def __str__(self):
        return f"care link {self.pk}"


class ConsentQuerySet(models.QuerySet):
    """Consents, as they hold today."""

    def standing(self):
        """Given, not revoked, not expired."""
        revoked = ConsentRecord.objects.filter(revokes=OuterRef("pk"))
        return self.filter(~Exists(revoked), revokes=None, expires_on__gte=timezone.now().date())

    def in_force(self):
        """Standing, through a link that nobody has ended: what somebody may see today rests on these."""
        return self.standing().filter(link__ended_at=None)


class ConsentRecord(models.Model):
    """What a patient agreed to share, with whom, why and until when. Never changed: revoking adds a row.

    The elements follow 42 CFR 2.31 (brief 9.1); `text_hash` is the SHA-256 of the exact words shown.
    """

    class Scope(models.TextChoices):
        RATINGS = "ratings", "Your ratings and sleep"
        QUESTIONNAIRES = "questionnaires", "Your questionnaires about mood and worry, with their totals"
        USE = "use", "Days you used ketamine or anything else, and your last use"
        NOTES = "notes", "Your notes, in your own words"
        SAFETY = "self_harm", "Your answers about harming yourself"

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="consents")
    link = models.ForeignKey(CareLink, models.CASCADE, related_name="consents")
    clinician = models.ForeignKey(Clinician, models.CASCADE, related_name="+")
    signed_name = models.CharField(max_length=60)
    scope = models.JSONField(default=list)
    purpose = models.CharField(max_length=200)
    recipient = models.CharField(max_length=220)
    text_version = models.CharField(max_length=20)
    text_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=10, default="en")
    signed_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField()
    revokes = models.OneToOneField("self", models.CASCADE, null=True, related_name="revoked_by")

    objects = ConsentQuerySet.as_manager()
    # Through its link, and not through the caseload: the caseload is made from these rows.
    row_rules = rls.RowRules(
        clinician=f"clinician_id = {rls.ME} AND expires_on >= {rls.TODAY} AND " + rls.OPEN_LINK,
        patient_may="SELECT, INSERT",
    )

    class Meta:
        ordering = ["-signed_at"]

    def __str__(self):
        return f"consent {self.pk}"
