"""The people: an account, and what it is for. A patient's diary and a clinician's caseload never share an account."""

import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from accounts import rls


class AccountManager(UserManager):
    """Accounts."""

    use_in_migrations = False

    def named(self, username: str):
        """The account with this name, whatever its capitals; compared as the database's own rule compares."""
        return self.annotate(any_case=Lower("username")).filter(any_case=Lower(models.Value(username)))


class User(AbstractUser):
    """An account: a name to log in with. Staff with `is_superuser` administer; other staff are clinicians.
    With `is_friend` it is somebody's family or friend, and never keeps a journal."""

    first_name = None
    last_name = None
    is_friend = models.BooleanField("family or a friend", default=False, editable=False)
    is_demo = models.BooleanField("made for a demo", default=False, editable=False)

    objects = AccountManager()

    class Meta(AbstractUser.Meta):
        verbose_name, verbose_name_plural = "account", "accounts"
        constraints = [models.UniqueConstraint(Lower("username"), name="accounts_user_username_any_case")]

    def __str__(self):
        return f"account {self.pk}"

    def get_full_name(self):
        """None is kept. The admin asks."""
        return ""

    def get_short_name(self):
        """None is kept either."""
        return ""

    def save(self, *args, **kwargs):
        """Whoever joins where a demo runs belongs to the demo: no account is ever half of one and half real."""
        self.is_demo = self.is_demo or (self._state.adding and settings.DEMO)
        super().save(*args, **kwargs)


class PatientQuerySet(models.QuerySet):
    """Patients, as somebody may see them."""

    def visible_to(self, viewer):
        """Those whom `viewer` may see: oneself; for a clinician, anybody with an open care link and a standing consent
        that reach her as the one it names, through her team, or through cover (`CareLink.objects.reaching`); and whose
        journal she opened in an emergency. An administrator sees nobody. This is the one definition; the database holds
        it again on its own (`accounts.rls`)."""
        from .emergency import BreakGlass

        cared_for = _reached_by(viewer)
        if cared_for is None:
            return self.cared_for_by(viewer)
        opened = BreakGlass.objects.in_force_for(viewer.pk).values("patient")
        return self.filter(pk__in=cared_for.order_by().union(opened.order_by(), all=True))

    def cared_for_by(self, viewer):
        """The same without emergencies, which are to read only: those for whom `viewer` may write something down."""
        cared_for = _reached_by(viewer)
        if cared_for is not None:
            return self.filter(pk__in=cared_for)
        return self.filter(pk=viewer.pk) if viewer.is_active and not viewer.is_staff else self.none()


def _reached_by(viewer):
    """The keys of patients whom a clinician reaches; None when `viewer` isn't one."""
    from .care import CareLink

    if not viewer.is_active or viewer.is_superuser or not viewer.is_staff:
        return None
    return CareLink.objects.standing().reaching(viewer.pk).values("patient")


class Patient(models.Model):
    """Somebody who keeps a diary. Its key is the account's, so that the database can compare it with who asks."""

    class Goal(models.TextChoices):
        STOP = "stop", "Stop using, or stay stopped"
        REDUCE = "reduce", "Cut down"
        UNSURE = "unsure", "I'm not sure yet"

    class Clock(models.TextChoices):
        SINCE = "since", "Days since last use"
        WITHOUT = "without", "Days without ketamine"
        ON_THE_WAY = "way", "Days on your way"

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, editable=False)
    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    chosen_name = models.CharField("what to call you", max_length=60, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    country = models.CharField(max_length=2, blank=True)
    goal = models.CharField(max_length=10, choices=Goal, blank=True)
    show_day_counts = models.BooleanField("show day counts", default=False)
    chart_symptoms = models.JSONField(default=list, blank=True, editable=False)
    hidden_clocks = models.JSONField(default=list, blank=True, editable=False)
    show_others = models.BooleanField(default=False, editable=False)
    show_effort = models.BooleanField(default=False, editable=False)
    pinned_symptoms = models.JSONField(default=list, blank=True, editable=False)
    hidden_tags = models.JSONField(default=list, blank=True, editable=False)
    one_at_a_time = models.BooleanField("one question at a time", default=False)
    help_block_until = models.DateTimeField(null=True, editable=False)
    help_link_until = models.DateTimeField(null=True, editable=False)
    help_called_by = models.JSONField(default=dict, blank=True, editable=False)
    adult_confirmed_at = models.DateTimeField(null=True, editable=False)
    welcomed_at = models.DateTimeField(null=True, editable=False)
    erase_on = models.DateField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PatientQuerySet.as_manager()
    # Besides her caseload, a clinician meets whoever has the code she asks for (`rls.seeking`).
    row_rules = rls.RowRules(
        key="user_id",
        clinician=f"user_id = {rls.CASELOAD} OR code BETWEEN (SELECT rt_sought('0')) AND (SELECT rt_sought('f'))",
        patient_may="SELECT, INSERT, UPDATE",
        is_listed=True,
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"patient {self.short_code}"

    @property
    def short_code(self) -> str:
        """Six letters and digits to tell people apart by, for example `K7-2F0A`."""
        digits = self.code.hex.upper()
        return f"{digits[:2]}-{digits[2:6]}"

    def lock(self) -> None:
        """Until this transaction ends, whoever else writes for her and asks for this waits: so that two taps at once
        are two taps one after the other, also where there is no row yet that they could wait for."""
        Patient.objects.select_for_update(no_key=True).values_list("pk").get(pk=self.pk)

    @property
    def clocks(self) -> list[str]:
        """The counts she wants to see."""
        return [clock for clock in self.Clock.values if self.show_day_counts and clock not in self.hidden_clocks]

    @property
    def sees_day_number(self) -> bool:
        """Whether she wants to read which day since last use it is."""
        return self.Clock.SINCE in self.clocks

    @property
    def zone(self) -> ZoneInfo:
        """Where her days begin."""
        return ZoneInfo(self.time_zone)


class Clinician(models.Model):
    """A keyworker, nurse, doctor or therapist, as patients see them."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True)
    name = models.CharField(max_length=80, help_text="As patients know this person.")
    organisation = models.CharField(max_length=120, blank=True)
    commitment = models.CharField(
        "when entries are read",
        max_length=120,
        default="on weekdays, in working hours",
        help_text='Finishes the sentence "Your team looks at entries …".',
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return f"{self.name}, {self.organisation}" if self.organisation else self.name
