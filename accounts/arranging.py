"""What clinicians arrange among themselves: who stands in for whom, to whom care is handed over, and who leaves."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from .models import AccessLog, CareLink, Clinician, Cover, HandOver, Membership, Patient, Team, User

LONGEST_NAME = AccessLog._meta.get_field("actor_name").max_length


class AlreadyWithThem(Exception):
    """Whoever should take over works with this patient already."""


class NotInTheTeam(Exception):
    """Cover and hand-over stay within a team."""


def members_of(team: Team):
    """The clinicians who belong to `team` at this moment, and can log in."""
    present = Membership.objects.present().filter(team=team)
    return Clinician.objects.filter(pk__in=present.values("clinician"), user__is_active=True)


def arrange_cover(
    *, team: Team, covered: Clinician, covering: Clinician, starts_on: date, ends_on: date, by: User
) -> Cover:
    """`covering` stands in for `covered`. Arranged by her who is away, by who leads the team, or by an administrator.
    Raises NotInTheTeam."""
    both = {covered.pk, covering.pk}
    present = Membership.objects.present().filter(team=team, clinician__in=both)
    if len(both) == 1 or set(present.values_list("clinician", flat=True)) != both:
        raise NotInTheTeam
    days = {"starts_on": starts_on, "ends_on": ends_on}
    return Cover.objects.create(team=team, covered=covered, covering=covering, made_by=by, **days)


def end_cover(cover: Cover) -> None:
    """It ends with this, and access through it."""
    Cover.objects.filter(pk=cover.pk, ended_at=None).update(ended_at=Now())


def covers_to_see(clinician: Clinician):
    """Covers that aren't over: of hers, and of the teams that she leads."""
    hers = Q(covered=clinician) | Q(covering=clinician) | Q(team__in=Team.led_by(clinician).values("pk"))
    rows = Cover.objects.filter(hers, ended_at=None, ends_on__gte=timezone.now().date())
    return rows.select_related("team", "covered", "covering").order_by("starts_on", "pk")


def links_to_hand_over(clinician: Clinician):
    """The links that she may hand over: her own, and those that stay within a team that she leads. With these comes a
    code, and nothing else of the patient."""
    own = CareLink.objects.reaching(clinician).filter(clinician=clinician)
    led = Q(within__in=Team.led_by(clinician).values("pk"))
    rows = CareLink.objects.open().filter(Q(pk__in=own.values("pk")) | led).exclude(clinician=None)
    return rows.select_related("clinician", "within").order_by("clinician__name", "started_at", "pk")


@transaction.atomic
def hand_over(*, link: CareLink, to: Clinician, by: Clinician) -> None:
    """`by` hands this link (of `links_to_hand_over`) to `to`, who belongs to the team that the consent named for that.
    The patient reads it. Raises NotInTheTeam and AlreadyWithThem."""
    if link.within is None or not members_of(link.within).filter(pk=to.pk).exists() or to.pk == link.clinician_id:
        raise NotInTheTeam
    names = {"by_name": str(by), "from_name": str(link.clinician), "to_name": str(to)}
    # First, while the row is still hers to see.
    HandOver.objects.create(patient_id=link.patient_id, link=link, by=by, **names)
    patient = Patient(user_id=link.patient_id, code=link.code)
    what = AccessLog.What.HANDOVER
    AccessLog.objects.record(by.user, [patient], what, reference=str(link.pk), actor_name=str(by)[:LONGEST_NAME])
    try:
        with transaction.atomic():
            _change(link, by, clinician=to, handed_over=True)
    except IntegrityError as error:
        raise AlreadyWithThem from error


def end_care(*, link: CareLink, by: Clinician) -> None:
    """`by` no longer works with this patient. Access ends with this."""
    _change(link, by, ended_at=Now())


def _change(link: CareLink, by: Clinician, **fields) -> None:
    CareLink.objects.filter(pk=link.pk, ended_at=None).update(**fields, changed_by=by, changed_at=Now())


def leave(*, clinician: Clinician, team: Team) -> None:
    """`clinician` no longer belongs to `team`. What she saw through it ends with this."""
    Membership.objects.present().filter(clinician=clinician, team=team).update(ended_at=Now())
