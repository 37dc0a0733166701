"""Teams of clinicians: who belongs to one, who leads it, and who stands in for whom."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts import reach, rls

from .people import Clinician, User


class TeamQuerySet(models.QuerySet):
    """Teams, by who works in them at this moment."""

    def of(self, clinician):
        """Those that `clinician` (or its key) belongs to."""
        return self.filter(pk__in=Membership.objects.present().filter(clinician=clinician).values("team"))

    def led_by(self, clinician):
        """Those that `clinician` (or its key) leads."""
        led = Membership.objects.present().filter(clinician=clinician, role=Membership.Role.LEAD)
        return self.filter(pk__in=led.values("team"))


class Team(models.Model):
    """Clinicians who look after people together. A patient can share with all of it."""

    name = models.CharField(max_length=80, unique=True, help_text="As patients know this team.")
    organisation = models.CharField(max_length=120, blank=True)
    commitment = models.CharField(
        "when entries are read",
        max_length=120,
        default="on weekdays, in working hours",
        help_text='Finishes the sentence "Your team looks at entries …".',
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return f"{self.name}, {self.organisation}" if self.organisation else self.name

    @classmethod
    def led_by(cls, clinician):
        """The teams that `clinician` leads at this moment."""
        return cls.objects.led_by(clinician)


class MembershipQuerySet(models.QuerySet):
    """Memberships, as they hold at this moment."""

    def present(self):
        """Begun, and not ended."""
        now = timezone.now()
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=now), started_at__lte=now)


class Membership(models.Model):
    """A clinician belongs to a team from one moment to another. What rests on it ends with it."""

    class Role(models.TextChoices):
        MEMBER = "member", "member"
        LEAD = "lead", "leads the team"

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    clinician = models.ForeignKey(Clinician, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    started_at = models.DateTimeField("from", default=timezone.now)
    ended_at = models.DateTimeField("until", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()
    # Anybody may read who works in a team; a clinician changes no more than that she leaves.
    staff_rules = rls.StaffRules(
        patient="true",
        clinician="true",
        clinician_may="SELECT, UPDATE (ended_at)",
        changes=f"clinician_id = {rls.ME} AND (ended_at IS NULL OR ended_at > {reach.NOW})",
        changed=f"clinician_id = {rls.ME} AND ended_at <= clock_timestamp()",
    )

    class Meta:
        ordering = ["team", "started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "clinician"], condition=Q(ended_at=None), name="accounts_membership_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="accounts_membership_in_order"
            ),
        ]

    def __str__(self):
        return f"membership {self.pk}"


class CoverQuerySet(models.QuerySet):
    """Covers, as they hold today."""

    def today(self):
        """Those of today that nobody has ended, as long as both still belong to the team."""
        day = timezone.now().date()
        members = Membership.objects.present().filter(team=OuterRef("team"))
        both = [Exists(members.filter(clinician=OuterRef(one))) for one in ("covering", "covered")]
        return self.filter(*both, starts_on__lte=day, ends_on__gte=day, ended_at=None)


class Cover(models.Model):
    """`covering` stands in for `covered` from one day to another (both included, by UTC), for those patients whose
    consent names this team. Access ends with the last day, with `ended_at`, or when one of them leaves the team."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="covers")
    covered = models.ForeignKey(Clinician, models.CASCADE, related_name="covered_by", verbose_name="who is away")
    covering = models.ForeignKey(Clinician, models.CASCADE, related_name="covers", verbose_name="who stands in")
    starts_on = models.DateField("from")
    ends_on = models.DateField("until", help_text="The last day.")
    ended_at = models.DateTimeField("ended early", null=True, editable=False)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CoverQuerySet.as_manager()
    staff_rules = rls.StaffRules(
        patient="true",
        clinician="true",
        clinician_may="SELECT, INSERT, UPDATE (ended_at)",
        adds=f"made_by_id = {rls.ME} AND ended_at IS NULL AND team_id = {reach.TEAMS}"
        f" AND (covered_id = {rls.ME} OR team_id = {reach.LED})"
        f" AND {reach.is_member('accounts_cover.covered_id', 'accounts_cover.team_id')}"
        f" AND {reach.is_member('accounts_cover.covering_id', 'accounts_cover.team_id')}",
        changes=f"ended_at IS NULL AND ({rls.ME} IN (covered_id, covering_id) OR team_id = {reach.LED})",
        changed="ended_at IS NOT NULL",
    )

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="accounts_cover_in_order"),
            models.CheckConstraint(condition=~Q(covered=F("covering")), name="accounts_cover_of_another"),
        ]

    def __str__(self):
        return f"cover {self.pk}"
