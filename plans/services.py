"""Writing a plan: every save is a version, the same save is kept once, and nothing is taken over silently."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import AccessLog, Patient
from clinical.phases import local_day
from clinical.plan_reviews import next_review, review_after_writing

from .models import Author, Contents, Item, Line, Plan, PlanVersion, packed
from .sections import BY_CODE, SAFETY

HERSELF = Author()
Why = PlanVersion.Why


class NewerVersion(Exception):
    """This section was written meanwhile, which whoever saved hadn't seen. Nothing was written."""

    def __init__(self, plan: Plan, section: str):
        super().__init__("There is a newer version of this part of the plan.")
        self.plan, self.section = plan, section


@dataclass(frozen=True)
class PlanState:
    """What a plan's existence tells, without a word of what is in it. All empty when none is shown."""

    has_plan: bool = False
    made_at: datetime | None = None
    updated_at: datetime | None = None
    review_due: date | None = None

    @property
    def has_safety_plan(self) -> bool:
        """The same as `has_plan`, by the name that the rule about overdue plans asks for."""
        return self.has_plan

    def is_overdue(self, today: date) -> bool:
        """Whether its day to be looked at has passed."""
        return self.review_due is not None and self.review_due < today


def state_of(patient: Patient, kind: str = SAFETY, viewer=None) -> PlanState:
    """The facts of a plan that she shows; with `viewer`, shows to that account. One query.

    That a plan exists is hers to tell like what is in it: one that isn't shown is as if there were none.
    """
    shown = Plan.objects.exclude(shared_at=None) if viewer is None else Plan.objects.shown_to(viewer)
    written = Exists(Item.objects.filter(plan=OuterRef("pk")))
    plan = shown.filter(written, patient=patient, kind=kind).first()
    return PlanState(True, plan.made_at, plan.updated_at, plan.review_due) if plan else PlanState()


def plan_of(patient: Patient, kind: str) -> Plan | None:
    """Her plan of this kind, if she has begun one."""
    return Plan.objects.filter(patient=patient, kind=kind).first()


@transaction.atomic
def begin(*, patient: Patient, kind: str) -> Plan:
    """Her plan of this kind; an empty one, if there is none yet."""
    return Plan.objects.get_or_create(patient=patient, kind=kind)[0]


@transaction.atomic
def save_section(
    *, plan: Plan, section: str, lines: list[Line], by: Author, seen: int | None = None, save_id: UUID | None = None
) -> Plan:
    """Make `lines` the lines of one section. A line that says what it said keeps its writer; others are by `by`.

    `save_id` names this save: the same again writes nothing. `seen` is the revision that whoever saves had before them:
    raises NewerVersion when this section was written since, unless both wrote the same.
    """
    plan = _locked(plan)
    now = plan.items.contents().get(section, [])
    if now == lines or _was_saved(plan, save_id, section, lines):
        return plan
    if seen is not None and seen < plan.revision and _at(plan, seen, section) != now:
        raise NewerVersion(plan, section)
    _write(plan, {section: _signed(lines, now, by)})
    _keep(plan, by, section, save_id)
    return plan


@transaction.atomic
def add_lines(*, plan: Plan, contents: Contents, by: Author = HERSELF, save_id: UUID | None = None) -> Plan:
    """Put lines below what stands there already, as far as there is room. What is there already isn't added twice."""
    plan = _locked(plan)
    if save_id and plan.versions.filter(save_id=save_id).exists():
        return plan
    there = plan.items.contents()
    changed = {}
    for section, lines in contents.items():
        now = there.get(section, [])
        new = [line for line in lines if line.text not in {each.text for each in now}]
        together = [*now, *new][: max(BY_CODE[section].most, len(now))]
        if together != now:
            changed[section] = _signed(together, now, by)
    if changed:
        _write(plan, changed)
        _keep(plan, by, next(iter(changed)) if len(changed) == 1 else "", save_id)
    return plan


@transaction.atomic
def show_to_clinicians(*, patient: Patient, kind: str) -> Plan:
    """The clinicians who read her journal now may see this plan, and write in it. Told and logged."""
    plan = _locked(begin(patient=patient, kind=kind))
    plan.shared_at = timezone.now()
    plan.save(update_fields=["shared_at"])
    _keep(plan, HERSELF, "", None, Why.SHARED, plan.shared_at)  # the version that a clinician's first save begins from
    AccessLog.objects.record(patient.user, [patient], AccessLog.What.CONSENT, reference=f"{kind} plan")
    return plan


@transaction.atomic
def keep_to_herself(*, patient: Patient, kind: str) -> None:
    """Nobody else sees this plan any more, from now on. Doing it twice is one end."""
    if Plan.objects.filter(patient=patient, kind=kind).exclude(shared_at=None).update(shared_at=None):
        AccessLog.objects.record(patient.user, [patient], AccessLog.What.REVOKED, reference=f"{kind} plan")


def looked_through(*, plan: Plan, today: date) -> None:
    """She went through it and nothing is to be changed: the next look is due later."""
    made_on = local_day(plan.made_at, plan.patient.zone)
    review_on(plan=plan, day=next_review(is_safety_plan=plan.kind == SAFETY, made_on=made_on, today=today))


def review_on(*, plan: Plan, day: date) -> None:
    """The day by which she wants to look at it again."""
    plan.review_due = day
    plan.save(update_fields=["review_due"])


def _locked(plan: Plan) -> Plan:
    """As it stands now; one save at a time."""
    return Plan.objects.select_for_update(of=("self",)).select_related("patient").get(pk=plan.pk)


def _was_saved(plan: Plan, save_id: UUID | None, section: str, lines: list[Line]) -> bool:
    """Whether this save was kept already. With other lines it is another save: a browser may go back to an old form."""
    made = plan.versions.filter(save_id=save_id).first() if save_id else None
    return made is not None and made.contents.get(section, []) == lines


def _at(plan: Plan, revision: int, section: str) -> list[Line] | None:
    """The lines of a section in an earlier version; None when that version isn't to be seen."""
    if revision == 0:
        return []
    version = plan.versions.filter(revision=revision).first()
    return None if version is None else version.contents.get(section, [])


def _signed(lines: list[Line], before: list[Line], by: Author) -> list[Line]:
    """`lines` with their writers."""
    known = {line: line for line in before}
    mark = {"by": by.role, "by_name": by.name, "on": timezone.now()}
    return [known.get(line) or replace(line, **mark) for line in lines]


def _write(plan: Plan, changed: Contents) -> None:
    plan.items.filter(section__in=changed).delete()
    places = [(code, place, line) for code, lines in changed.items() for place, line in enumerate(lines)]
    Item.objects.bulk_create(Item.of(plan, code, place, line) for code, place, line in places)


def _keep(
    plan: Plan, by: Author, section: str, save_id: UUID | None, why: str = Why.WRITTEN, at: datetime | None = None
) -> None:
    """The next revision, whole."""
    at = at or timezone.now()
    plan.revision, plan.updated_at = plan.revision + 1, at
    if why == Why.WRITTEN:
        made_on, today = (local_day(moment, plan.patient.zone) for moment in (plan.made_at, at))
        due = {"made_on": made_on, "due": plan.review_due, "today": today}
        plan.review_due = review_after_writing(is_safety_plan=plan.kind == SAFETY, **due)
    plan.save(update_fields=["revision", "updated_at", "review_due"])
    PlanVersion.objects.create(
        patient_id=plan.patient_id,
        plan=plan,
        revision=plan.revision,
        at=at,
        why=why,
        section=section,
        by=by.role,
        by_name=by.name,
        save_id=_fresh(plan, save_id),
        body=packed(plan.items.contents()),
    )


def _fresh(plan: Plan, save_id: UUID | None) -> UUID:
    """The name of a save that writes something: one that was used before is given to none again."""
    used = save_id is None or PlanVersion.objects.filter(patient=plan.patient_id, save_id=save_id).exists()
    return uuid4() if used else save_id
