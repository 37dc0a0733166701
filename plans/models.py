"""Her plans: what is in them, who wrote which line, and every version."""

import json
import re
import uuid
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts import reach, rls
from accounts.encrypted import EncryptedTextField
from accounts.models import CareLink, Patient

from .sections import BY_CODE, SAFETY, STAYING_WELL, TITLES

NOT_DIALLED = re.compile(r"[^+\d]")
# A plan is shown to those who read her journal at the moment she says so, through the same links: to team and cover,
# too. Who is let in later is told of in another consent, which doesn't name the plan: for them she says so anew.
# In an emergency it stays hers, as her notes do.
THROUGH_A_LINK_OF_THEN = (
    "EXISTS (SELECT 1 FROM accounts_carelink link WHERE link.patient_id = plans_plan.patient_id"  # noqa: S608
    f" AND {reach.REACHED} AND link.started_at <= plans_plan.shared_at)"
)
SHOWN = f"patient_id = {reach.CARED_FOR} AND {THROUGH_A_LINK_OF_THEN}"
OF_A_SHOWN_PLAN = f"patient_id = {reach.CARED_FOR} AND plan_id IN (SELECT id FROM plans_plan)"  # noqa: S608
SINCE_IT_IS_SHOWN = (
    f"patient_id = {reach.CARED_FOR} AND EXISTS"  # noqa: S608
    " (SELECT 1 FROM plans_plan shown WHERE shown.id = plan_id AND shown.shared_at <= at)"
)


class Role(models.TextChoices):
    """Who wrote a line."""

    PATIENT = "patient", "the patient"
    CLINICIAN = "clinician", "a clinician"


@dataclass(frozen=True)
class Author:
    """Who writes. A patient has no name here: hers must not outlive her."""

    role: str = Role.PATIENT
    name: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a plan. Two lines that say the same are the same, whoever wrote them and when."""

    text: str
    phone: str = ""
    more: str = ""
    day: date | None = None
    likelihood: int | None = None
    asked: bool = False
    by: str = field(default=Role.PATIENT, compare=False)
    by_name: str = field(default="", compare=False)
    on: datetime | None = field(default=None, compare=False)

    @property
    def dialled(self) -> str:
        """Its number as a phone dials it: digits, and a plus where it begins with one."""
        return NOT_DIALLED.sub("", self.phone)

    @property
    def by_clinician(self) -> str:
        """The clinician who wrote it; empty when she did herself."""
        return self.by_name if self.by == Role.CLINICIAN else ""


Contents = dict[str, list[Line]]  # by section


def packed(contents: Contents) -> str:
    """All lines as a text that `unpacked` reads again."""
    return json.dumps({code: [asdict(line) for line in lines] for code, lines in contents.items()}, default=_as_text)


def _as_text(moment: date | datetime) -> str:
    return moment.isoformat()


def unpacked(text: str) -> Contents:
    """What `packed` made a text of."""
    told = json.loads(text or "{}")
    return {code: [_line(**line) for line in lines] for code, lines in told.items()}


def _line(day: str | None, on: str | None, **fields) -> Line:
    return Line(day=date.fromisoformat(day) if day else None, on=datetime.fromisoformat(on) if on else None, **fields)


class PlanQuerySet(models.QuerySet):
    """Plans; whose they may be is said by `Patient.objects.visible_to`, and which of them are shown by her."""

    def shown_to(self, viewer):
        """Those that a patient of `viewer` shows. The database holds the same on its own (`SHOWN`)."""
        then = {"patient": OuterRef("patient"), "started_at__lte": OuterRef("shared_at")}
        links = CareLink.objects.standing().reaching(viewer.pk).filter(**then)
        return self.filter(Exists(links), patient__in=Patient.objects.cared_for_by(viewer).values("pk"))


class Plan(models.Model):
    """One of her two plans. `revision` goes up by one with every save; `shared_at` is when she said that the clinicians
    who read her journal may see it and write in it (None: only she can)."""

    class Kind(models.TextChoices):
        SAFETY = SAFETY, TITLES[SAFETY]
        STAYING_WELL = STAYING_WELL, TITLES[STAYING_WELL]

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="plans")
    kind = models.CharField(max_length=20, choices=Kind)
    revision = models.PositiveIntegerField(default=0, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    review_due = models.DateField(null=True)
    shared_at = models.DateTimeField(null=True)

    objects = PlanQuerySet.as_manager()
    row_rules = rls.RowRules(clinician=SHOWN, clinician_may="SELECT, UPDATE (revision, updated_at, review_due)")

    class Meta:
        ordering = ["patient", "kind"]
        constraints = [models.UniqueConstraint(fields=["patient", "kind"], name="plans_plan_one_a_kind")]

    def __str__(self):
        return f"plan {self.pk}"

    @property
    def title(self) -> str:
        """What it is called."""
        return TITLES[self.kind]

    @property
    def is_shared(self) -> bool:
        """Whether she shows it."""
        return self.shared_at is not None


class ItemQuerySet(models.QuerySet):
    """Lines of plans."""

    def contents(self) -> Contents:
        """Their lines by section, in her order. One query."""
        found: Contents = {}
        for item in self.order_by("section", "position"):
            found.setdefault(item.section, []).append(item.line)
        return found


class Item(models.Model):
    """One line of a plan as it stands now. Words, numbers and names are encrypted."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="plan_items")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    section = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    text = EncryptedTextField(max_length=300)
    phone = EncryptedTextField(max_length=30, blank=True, default="")
    more = EncryptedTextField(max_length=300, blank=True, default="")
    day = models.DateField(null=True, blank=True)
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    asked = models.BooleanField(default=False)
    written_by = models.CharField(max_length=10, choices=Role, default=Role.PATIENT)
    writer_name = models.CharField(max_length=210, blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    objects = ItemQuerySet.as_manager()
    row_rules = rls.RowRules(clinician=OF_A_SHOWN_PLAN, clinician_may="SELECT, INSERT, DELETE")

    class Meta:
        ordering = ["patient", "plan", "section", "position"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "plan", "section", "position"], name="plans_item_one_a_place"),
            models.CheckConstraint(
                condition=Q(likelihood=None) | Q(likelihood__lte=10), name="plans_item_likelihood_from_0_to_10"
            ),
        ]

    def __str__(self):
        return f"plan item {self.pk}"

    @property
    def line(self) -> Line:
        """What it says, and who says it."""
        told = {name: getattr(self, name) for name in ("text", "phone", "more", "day", "likelihood", "asked")}
        return Line(**told, by=self.written_by, by_name=self.writer_name, on=self.written_at)

    @classmethod
    def of(cls, plan: Plan, section: str, position: int, line: Line) -> "Item":
        """A row for `line`; not saved."""
        told = {name: getattr(line, name) for name in ("text", "phone", "more", "day", "likelihood", "asked")}
        who = {"written_by": line.by, "writer_name": line.by_name, "written_at": line.on or timezone.now()}
        return cls(patient_id=plan.patient_id, plan=plan, section=section, position=position, **told, **who)


class PlanVersion(models.Model):
    """The whole plan as one save left it. Rows are only ever added. `save_id` names that save, so that the same one,
    sent twice, is kept once; `section` is what it changed (empty: several, or who may see it)."""

    class Why(models.TextChoices):
        WRITTEN = "written", "written"
        SHARED = "shared", "shown to clinicians"

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="plan_versions")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=10, choices=Why, default=Why.WRITTEN)
    section = models.CharField(max_length=20, blank=True)
    by = models.CharField(max_length=10, choices=Role, default=Role.PATIENT)
    by_name = models.CharField(max_length=210, blank=True)
    save_id = models.UUIDField(default=uuid.uuid4)
    body = EncryptedTextField()

    # A clinician sees no version from before it was shown.
    row_rules = rls.RowRules(
        clinician=SINCE_IT_IS_SHOWN,
        patient_may="SELECT, INSERT",
        clinician_may="SELECT, INSERT",
    )

    class Meta:
        ordering = ["patient", "plan", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "plan", "revision"], name="plans_version_one_a_revision"),
            models.UniqueConstraint(fields=["patient", "save_id"], name="plans_version_once"),
        ]

    def __str__(self):
        return f"plan version {self.pk}"

    @property
    def contents(self) -> Contents:
        """The lines it held."""
        return unpacked(self.body)

    @property
    def heading(self) -> str:
        """The section it changed; empty when it was several."""
        return BY_CODE[self.section].heading if self.section in BY_CODE else ""
