"""What a team has to do with somebody: hers, her colleagues, and whoever reads a patient's journal through it."""

from django.db.models import Exists, OuterRef, Q

from .models import CareLink, Clinician, Cover, Membership, Patient, Team


def teams_of(clinician: Clinician):
    """The teams that `clinician` belongs to at this moment."""
    return Team.objects.of(clinician)


def colleagues_of(clinician: Clinician):
    """Who else belongs to one of them at this moment, and can log in."""
    present = Membership.objects.present().filter(team__in=teams_of(clinician).values("pk"))
    others = Clinician.objects.filter(pk__in=present.values("clinician"), user__is_active=True)
    return others.exclude(pk=clinician.pk)


def team_writers(clinician: Clinician) -> Q:
    """The condition on rows with a `clinician` that this one wrote them, or somebody who is or was in a team of hers:
    within a team, what one has read or asked for is seen by all."""
    together = Membership.objects.filter(team__in=teams_of(clinician).values("pk"))
    return Q(clinician=clinician) | Q(clinician__in=together.values("clinician"))


def is_lead(clinician: Clinician) -> bool:
    """Whether `clinician` leads a team at this moment."""
    return Team.led_by(clinician).exists()


def readers_of(patient: Patient):
    """The clinicians who reach `patient` now as the one a consent names, through a team or through cover."""
    links = CareLink.objects.standing().filter(patient=patient)
    present = Membership.objects.present()
    covers = Cover.objects.today().filter(covering=OuterRef("pk"))
    own = Exists(links.filter(clinician=OuterRef("pk"), handed_over=False))
    still_there = present.filter(clinician=OuterRef("clinician"), team=OuterRef("within"))
    handed = Exists(links.filter(Exists(still_there), clinician=OuterRef("pk")))
    through_team = Exists(present.filter(clinician=OuterRef("pk"), team__in=links.values("team")))
    standing_in = Exists(covers.filter(Exists(links.filter(clinician=OuterRef("covered"), within=OuterRef("team")))))
    return Clinician.objects.filter(own | handed | through_team | standing_in, user__is_active=True)
