"""Whom of her family and friends she lets see how she is, and what of it. A friend is never told that she stopped.

Two sides: `Tie` and `Status` are hers; `Line` is the friend's, and stays on their page when a tie ends or she leaves.
"""

import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts import rls
from accounts.encrypted import EncryptedTextField
from accounts.models import Patient, User
from accounts.models.care import CODE_LENGTH, CODE_LETTERS, Invitation

CODE_DAYS = 7
STATUS_STAYS = timedelta(hours=48)  # what she said longer ago may be wrong by now, so it is no longer shown
# A friend meets the ties that are theirs, and to join, the one whose code they typed.
OFFERED = (
    "account_id IS NULL AND ended_at IS NULL AND code_hash <> '' AND code_expires_at > now()"
    " AND code_hash = current_setting('app.friend_code', true)"
)


class TieQuerySet(models.QuerySet):
    """Ties."""

    def kept(self):
        """Those that she hasn't ended."""
        return self.filter(ended_at=None)

    def open(self):
        """Those through which somebody may see something: neither she nor they ended it."""
        return self.kept().filter(left_at=None)

    def waiting(self, code: str, now: datetime):
        """The one that can be taken with this code, if any. Case, spaces and dashes don't matter."""
        still = {"account": None, "code_expires_at__gt": now}
        return self.kept().filter(code_hash=Invitation.digest(code), **still)


class Tie(models.Model):
    """She lets one person see what she ticked. `called` is her own name for them; they never read it.

    `patient_code` is copied for the log of looks, as a friend can't read hers.
    """

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="ties")
    patient_code = models.UUIDField()
    called = EncryptedTextField(max_length=60)
    account = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    sees_status = models.BooleanField(default=False)
    code_hash = models.CharField(max_length=64, blank=True, db_index=True)
    code_expires_at = models.DateTimeField()
    created_at = models.DateTimeField(default=timezone.now)
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = TieQuerySet.as_manager()
    # Which ties are open to a friend, and to whom they lead. Other tables' rules build on these.
    row_functions = (
        """CREATE OR REPLACE FUNCTION rt_ties() RETURNS bigint[] LANGUAGE sql STABLE AS $$
        SELECT coalesce(array_agg(id), '{}') FROM friends_tie
        WHERE account_id = rt_me() AND ended_at IS NULL AND left_at IS NULL $$""",
        """CREATE OR REPLACE FUNCTION rt_shown_by() RETURNS bigint[] LANGUAGE sql STABLE AS $$
        SELECT coalesce(array_agg(patient_id), '{}') FROM friends_tie
        WHERE account_id = rt_me() AND ended_at IS NULL AND left_at IS NULL $$""",
        """CREATE OR REPLACE FUNCTION rt_status_by() RETURNS bigint[] LANGUAGE sql STABLE AS $$
        SELECT coalesce(array_agg(patient_id), '{}') FROM friends_tie
        WHERE account_id = rt_me() AND ended_at IS NULL AND left_at IS NULL AND sees_status $$""",
    )
    row_rules = rls.RowRules(
        clinician="false",
        friend=f"(account_id = {rls.ME} AND ended_at IS NULL) OR ({OFFERED})",
        friend_check=f"account_id = {rls.ME} AND ended_at IS NULL",
        patient_may="SELECT, INSERT, UPDATE",
        friend_may=(
            "SELECT (id, patient_id, patient_code, account_id, sees_status, code_hash, code_expires_at, left_at,"
            " ended_at), UPDATE (account_id, code_hash, joined_at, left_at)"
        ),
    )

    class Meta:
        ordering = ["patient_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "account"], condition=Q(ended_at=None, left_at=None), name="friends_tie_one_open"
            )
        ]

    def __str__(self):
        return f"tie {self.pk}"

    @property
    def state(self) -> str:
        """How it stands, for her: "joined", "left", "waiting" for the code to be used, or "late" when it is too old."""
        if self.account_id:
            return "left" if self.left_at else "joined"
        return "waiting" if self.code_expires_at > timezone.now() else "late"

    def new_code(self) -> str:
        """A single-use code (`ABCDE-FGHJK`) that can't be shown again; an earlier one no longer works. Not saved."""
        letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        self.code_hash = Invitation.digest(letters)
        self.code_expires_at = timezone.now() + timedelta(days=CODE_DAYS)
        return f"{letters[:5]}-{letters[5:]}"

    @classmethod
    def stop_for(cls, patient: Patient) -> None:
        """End all of hers, now."""
        cls.objects.kept().filter(patient=patient).update(ended_at=timezone.now(), code_hash="")


class Status(models.Model):
    """How she says she is, for those she lets see it, until it is too old to be shown."""

    class Word(models.TextChoices):
        ALL_RIGHT = "right", "Doing all right"
        CALL = "call", "Could use a call"

    patient = models.OneToOneField(Patient, models.CASCADE, primary_key=True, related_name="status")
    word = models.CharField(max_length=10, choices=Word)
    until = models.DateTimeField()

    row_rules = rls.RowRules(
        clinician="false",
        friend="until > now() AND patient_id = ANY ((SELECT rt_status_by())::bigint[])",
    )

    def __str__(self):
        return f"status {self.pk}"


class Line(models.Model):
    """One person on a friend's page, by the friend's own name for them. It belongs to the friend's account and says
    nothing of whether the tie still stands, or whether there still is anybody."""

    account = models.ForeignKey(User, models.CASCADE, related_name="+")
    tie = models.ForeignKey(Tie, models.DO_NOTHING, db_constraint=False, related_name="+")
    called = EncryptedTextField(max_length=60)
    created_at = models.DateTimeField(default=timezone.now)

    row_rules = rls.RowRules(
        key="account_id",
        patient="false",
        clinician="false",
        friend=f"account_id = {rls.ME}",
        patient_may=rls.READ,
        friend_may="SELECT, INSERT, DELETE",
    )

    class Meta:
        ordering = ["account_id", "pk"]

    def __str__(self):
        return f"line {self.pk}"
