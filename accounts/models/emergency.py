"""Opening a journal in an emergency ("break-glass"): for a reason, for some hours, and never unseen."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts import reach, rls

from .care import ConsentRecord
from .people import Clinician, Patient, User
from .teams import Membership

EMERGENCY_HOURS = 8  # how long a journal stays open: one shift (a judgement); never more than the next line
LONGEST = timedelta(hours=24)
# Never shown, whatever was agreed to: her own words aren't needed to keep somebody alive (brief 9.1, 2.51).
NEVER_SHOWN = frozenset({ConsentRecord.Scope.NOTES})


class BreakGlassQuerySet(models.QuerySet):
    """Emergencies, as they hold at this moment."""

    def open(self):
        """Neither over nor ended."""
        return self.filter(ended_at=None, ends_at__gt=timezone.now())

    def in_force_for(self, clinician):
        """Those of `clinician` (or its key) that open a journal now: she belongs to a team, and the patient stands in
        care here and agreed to a text that says what this is, and didn't take it back. That it has run out is no
        hindrance; that she took it back, or never shared with anybody, is."""
        works = Membership.objects.present().filter(clinician=clinician)
        agreed = ConsentRecord.objects.for_emergencies().filter(patient=OuterRef("patient"))
        return self.open().filter(Exists(works), Exists(agreed), clinician=clinician)


class BreakGlass(models.Model):
    """A clinician of a team opened the journal of somebody who doesn't share it with her, to read, for `reason`. Every
    look through it is logged as an emergency."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="emergencies")
    clinician = models.ForeignKey(Clinician, models.SET_NULL, null=True, related_name="emergencies")
    clinician_name = models.CharField(max_length=210)
    reason = models.CharField(max_length=300)
    started_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects = BreakGlassQuerySet.as_manager()
    row_rules = rls.RowRules(
        clinician=f"clinician_id = {rls.ME} AND ends_at > {reach.NOW} AND ended_at IS NULL",
        clinician_check=f"clinician_id = {rls.ME} AND seen_at IS NULL AND btrim(reason) <> ''"
        " AND cardinality((SELECT rt_teams())::bigint[]) > 0"
        " AND started_at BETWEEN clock_timestamp() - interval '5 minutes' AND clock_timestamp() + interval '5 minutes'",
        patient_may="SELECT, UPDATE (seen_at, ended_at)",
        clinician_may="SELECT, INSERT",
    )

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["clinician", "ends_at"], name="accounts_emergency_in_force")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("started_at"), ends_at__lte=F("started_at") + LONGEST),
                name="accounts_breakglass_is_short",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="accounts_breakglass_has_a_reason"),
        ]

    def __str__(self):
        return f"emergency {self.pk}"

    @property
    def over_at(self):
        """When it was, or will be, over."""
        return min(filter(None, [self.ended_at, self.ends_at]))

    @property
    def is_open(self) -> bool:
        """Whether it is still going on."""
        return self.over_at > timezone.now()


class EmergencyNotice(models.Model):
    """What administrators read of an emergency: who, which code, why and until when. Without a code: a try that opened
    nothing. It holds no key to a patient, so that it outlives her and leads to nobody."""

    clinician = models.ForeignKey(Clinician, models.SET_NULL, null=True, editable=False, related_name="+")
    clinician_name = models.CharField("who", max_length=210, editable=False)
    short_code = models.CharField("code", max_length=7, blank=True, editable=False)
    reason = models.CharField("why", max_length=300, editable=False)
    at = models.DateTimeField("when", default=timezone.now, editable=False, db_index=True)
    ends_at = models.DateTimeField("open until", null=True, editable=False)
    read_at = models.DateTimeField("read", null=True, editable=False)
    read_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")

    staff_rules = rls.StaffRules(
        clinician=f"clinician_id = {rls.ME}",
        clinician_may="SELECT, INSERT",
        adds=f"clinician_id = {rls.ME} AND read_at IS NULL AND read_by_id IS NULL",
        administrator_may="SELECT, UPDATE (read_at, read_by_id)",
    )

    class Meta:
        ordering = ["-at"]
        verbose_name = "emergency"
        verbose_name_plural = "emergencies"

    def __str__(self):
        return f"notice {self.pk}"
