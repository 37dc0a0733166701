"""Care links and the consent they stand on."""

import hashlib
import secrets
from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts import reach, rls

from .people import Clinician, Patient
from .teams import Cover, Membership, Team

INVITATION_DAYS = 14
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without 0/O and 1/I, which look alike when read aloud or copied
CODE_LENGTH = 10
HOLDER_IS_MEMBER = reach.is_member("accounts_carelink.clinician_id", "accounts_carelink.within_id")


class InvitationQuerySet(models.QuerySet):
    """Invitations, found by the code a patient types."""

    def open(self):
        """Invitations that can still be taken: not used, not too old, of a clinician who still works here, and in the
        team that it names."""
        still = {"used_at": None, "expires_at__gt": timezone.now(), "clinician__user__is_active": True}
        member = Membership.objects.present().filter(team=OuterRef("team"), clinician=OuterRef("clinician"))
        return self.filter(Q(team=None) | Exists(member), **still).select_related("clinician", "team")

    def usable(self, code: str):
        """The open invitation with this code, if any. Case, spaces and dashes don't matter."""
        return self.open().filter(code_hash=Invitation.digest(code))


class Invitation(models.Model):
    """A single-use code from a clinician. Only its hash is kept. `team` is the team that the consent will name; with
    `whole_team` it is the team that is shared with, and without it the clinician, within whose team cover stays."""

    clinician = models.ForeignKey(Clinician, models.CASCADE, related_name="invitations")
    team = models.ForeignKey(Team, models.CASCADE, null=True, editable=False, related_name="+")
    whole_team = models.BooleanField(default=False, editable=False)
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
        constraints = [
            models.CheckConstraint(
                condition=Q(whole_team=False) | Q(team__isnull=False), name="accounts_invitation_names_its_team"
            )
        ]

    def __str__(self):
        return f"invitation {self.pk}"

    @property
    def holder(self) -> Clinician | Team:
        """Whom the patient will share with."""
        return self.team if self.whole_team else self.clinician

    @staticmethod
    def digest(code: str) -> str:
        """The SHA-256 of a code as it is kept: upper case, only its letters and digits."""
        return hashlib.sha256("".join(filter(str.isalnum, code.upper())).encode()).hexdigest()

    @classmethod
    def issue(cls, clinician: Clinician, team: Team | None = None, whole: bool = False) -> tuple["Invitation", str]:
        """A new invitation and its code (`ABCDE-FGHJK`), which can't be shown again: to share with `clinician`, whose
        cover stays within `team`, or with the `whole` of it."""
        letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        code = f"{letters[:5]}-{letters[5:]}"
        expires = timezone.now() + timedelta(days=INVITATION_DAYS)
        fields = {"clinician": clinician, "team": team, "whole_team": whole, "expires_at": expires}
        return cls.objects.create(code_hash=cls.digest(code), **fields), code


class CareLinkQuerySet(models.QuerySet):
    """Care links, as access stands on them."""

    def open(self):
        """Links that nobody has ended."""
        return self.filter(ended_at=None)

    def standing(self):
        """Open links with a consent that was neither revoked nor has expired."""
        return self.open().filter(Exists(ConsentRecord.objects.standing().filter(link=OuterRef("pk"))))

    def reaching(self, clinician):
        """Open links through which `clinician` (or its key) reaches a patient now: her own, as long as nobody handed
        it to her or she belongs to the team it stays within; her team's; and those of whom she covers today."""
        teams = Membership.objects.present().filter(clinician=clinician).order_by().values("team")
        covers = Cover.objects.today().filter(covering=clinician)
        own = Q(clinician=clinician) & (Q(handed_over=False) | Q(within__in=teams))
        covered = Exists(covers.filter(covered=OuterRef("clinician"), team=OuterRef("within")))
        return self.open().filter(own | Q(team__in=teams) | covered)


class CareLink(models.Model):
    """A clinician, or a team, works with a patient, from one moment to another.

    `within` is the team that the consent names for cover and hand-over (None: it names none, and there is neither).
    `handed_over`: somebody else of that team holds it now than whom the consent names. `code` is a copy of the
    patient's: who leads the team arranges cover by it, and sees no more. Changed by a clinician, a link says by whom.
    """

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="care_links")
    clinician = models.ForeignKey(Clinician, models.CASCADE, null=True, related_name="care_links")
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="care_links")
    within = models.ForeignKey(Team, models.SET_NULL, null=True, related_name="+")
    handed_over = models.BooleanField(default=False)
    code = models.UUIDField(null=True, editable=False)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(Clinician, models.SET_NULL, null=True, editable=False, related_name="+")
    changed_at = models.DateTimeField(null=True, editable=False)

    objects = CareLinkQuerySet.as_manager()
    row_rules = rls.RowRules(
        clinician=f"{reach.REACHED} OR ended_at IS NULL AND (within_id = {reach.LED} OR patient_id = {reach.OPENED})"
        f" OR changed_by_id = {rls.ME} AND changed_at = statement_timestamp()",
        # Only the holder ends a link; she or who leads the team hands it to another member of the team it stays within.
        clinician_changes=reach.OWN_OR_LED,
        clinician_check=f"changed_by_id = {rls.ME} AND changed_at = statement_timestamp()"
        f" AND (ended_at IS NOT NULL AND clinician_id = {rls.ME}"
        f" OR ended_at IS NULL AND handed_over AND {HOLDER_IS_MEMBER}"
        f" AND within_id = {reach.TEAMS})",
        clinician_may="SELECT, UPDATE (clinician_id, handed_over, ended_at, changed_by_id, changed_at)",
        patient_may="SELECT, INSERT, UPDATE",
    )

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "clinician"], condition=Q(ended_at=None), name="accounts_carelink_one_open"
            ),
            models.UniqueConstraint(
                fields=["patient", "team"], condition=Q(ended_at=None), name="accounts_carelink_one_open_a_team"
            ),
            models.CheckConstraint(
                condition=Q(clinician__isnull=False, team=None)
                | Q(clinician=None, team__isnull=False, within=None, handed_over=False),
                name="accounts_carelink_person_or_team",
            ),
        ]

    def __str__(self):
        return f"care link {self.pk}"

    def save(self, *args, **kwargs):
        """The code is the patient's."""
        self.code = self.code or self.patient.code
        super().save(*args, **kwargs)

    @property
    def holder(self) -> Clinician | Team:
        """Whom she shares with."""
        return self.team or self.clinician

    @property
    def short_code(self) -> str:
        """The patient's, for who leads the team."""
        return Patient(code=self.code).short_code


class HandOver(models.Model):
    """A link was handed to another clinician of its team. Rows are only added, and the patient reads them."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="hand_overs")
    link = models.ForeignKey(CareLink, models.CASCADE, related_name="hand_overs")
    by = models.ForeignKey(Clinician, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=210)
    from_name = models.CharField(max_length=210)
    to_name = models.CharField(max_length=210)
    at = models.DateTimeField(default=timezone.now)

    # Written before the link is changed: whoever hands her own patient over doesn't see the link any more.
    row_rules = rls.RowRules(
        clinician=f"by_id = {rls.ME} AND link_id IN {reach.links(reach.OWN_OR_LED)}",
        clinician_check=f"by_id = {rls.ME} AND (link_id, patient_id) IN"
        f" {reach.links(reach.OWN_OR_LED, 'id, patient_id')}",
        patient_may=rls.READ,
        clinician_may="SELECT, INSERT",
    )

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"hand-over {self.pk}"


class ConsentQuerySet(models.QuerySet):
    """Consents, as they hold today."""

    def standing(self):
        """Given, not revoked, not expired."""
        return self.unrevoked().filter(expires_on__gte=timezone.now().date())

    def unrevoked(self):
        """Given and not taken back; it may have expired."""
        revoked = ConsentRecord.objects.filter(revokes=OuterRef("pk"))
        return self.filter(~Exists(revoked), revokes=None)

    def in_force(self):
        """Standing, through a link that nobody has ended: what somebody may see today rests on these."""
        return self.standing().filter(link__ended_at=None)

    def reaching(self, clinician):
        """Standing, through a link by which `clinician` (or its key) reaches the patient now."""
        return self.standing().filter(link__in=CareLink.objects.reaching(clinician))

    def for_emergencies(self):
        """Said what an emergency is, not taken back, through a link that nobody has ended; it may have expired."""
        return self.unrevoked().filter(emergency=True, link__ended_at=None)


class ConsentRecord(models.Model):
    """What a patient agreed to share, with whom, why and until when. Never changed: revoking adds a row.

    The elements follow 42 CFR 2.31 (brief 9.1); `text_hash` is the SHA-256 of the exact words shown. Given to a
    clinician or to a team. `emergency`: the words said that and how a journal can be opened in an emergency.
    """

    class Scope(models.TextChoices):
        RATINGS = "ratings", "Your ratings and sleep"
        QUESTIONNAIRES = "questionnaires", "Your questionnaires about mood and worry, with their totals"
        USE = "use", "Days you used ketamine or anything else, and your last use"
        NOTES = "notes", "Your notes, in your own words"
        SAFETY = "self_harm", "Your answers about harming yourself"
        URGES = "urges", "Your urges: when they came, how strong they were, and what you tried"

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="consents")
    link = models.ForeignKey(CareLink, models.CASCADE, related_name="consents")
    clinician = models.ForeignKey(Clinician, models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="+")
    emergency = models.BooleanField(default=False)
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
        clinician=f"expires_on >= {reach.TODAY} AND link_id = {reach.LINKS} OR link_id = {reach.OPENED_LINKS}",
        patient_may="SELECT, INSERT",
    )

    class Meta:
        ordering = ["-signed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(clinician__isnull=False, team=None) | Q(clinician=None, team__isnull=False),
                name="accounts_consentrecord_person_or_team",
            )
        ]

    def __str__(self):
        return f"consent {self.pk}"
