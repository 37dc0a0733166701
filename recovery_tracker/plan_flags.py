"""Flags about plans, for the nightly rules: the wiring knows both."""

from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import Q
from django.utils import timezone

from accounts import rls
from accounts.models import ConsentRecord, Patient
from clinical.flags import Plans
from clinical.phases import local_day
from flags.models import Flag
from flags.services import raise_for
from plans.models import Plan

# As far back as an answer about self-harm may ask for a plan: the longest that an administrator may set.
LOOK_BACK = timedelta(days=90)
ABOUT_SELF_HARM = ("self_harm_any", "phq9_item9")


def raise_overdue_plans(now: datetime | None = None) -> int:
    """Raise flags about a safety plan that is missing after an answer about self-harm, and about a plan she shows whose
    day to look at it again has passed; how many. For commands. Twice on one day raises nothing twice."""
    now = now or timezone.now()
    with rls.service_role():
        told = Flag.objects.filter(rule_code__in=ABOUT_SELF_HARM, raised_at__gte=now - LOOK_BACK)
        due = Plan.objects.filter(review_due__lt=now.date() + timedelta(days=1)).exclude(shared_at=None)
        sharing = ConsentRecord.objects.in_force().values("patient")
        asked = Q(pk__in=told.values("patient")) | Q(pk__in=due.values("patient"))
        patients = [*Patient.objects.filter(asked, pk__in=sharing, erase_on=None).values_list("pk", flat=True)]
    raised = 0
    for pk in patients:
        with rls.service_role():
            patient = Patient.objects.get(pk=pk)
            patient.lock()
            raised += len(raise_for(patient, partial(plans_of, patient, now), now=now))
    return raised


def plans_of(patient: Patient, now: datetime) -> Plans:
    """What the rule looks at. A plan that she shows to nobody counts as written, and its dates are hers alone."""
    today = local_day(now, patient.zone)
    told = Flag.objects.filter(patient=patient, rule_code__in=ABOUT_SELF_HARM, day__gte=today - LOOK_BACK)
    plans = list(Plan.objects.filter(patient=patient))
    due = {plan.kind: plan.review_due for plan in plans if plan.is_shared and plan.review_due}
    written: tuple[date, ...] = tuple(told.values_list("day", flat=True).distinct())
    return Plans(today, any(plan.kind == Plan.Kind.SAFETY for plan in plans), written, due)
