"""Whose rows a clinician meets, what of them is shared with her, and the trace that every look leaves."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, Q
from django.http import Http404
from django.utils import timezone

from accounts import rls, rows
from accounts.models import AccessLog, BreakGlass, CareLink, Clinician, ConsentRecord, Membership, Patient
from accounts.models.emergency import NEVER_SHOWN

Scope = ConsentRecord.Scope
# What each kind of consent covers, as a clinician reads it.
KINDS = {
    Scope.RATINGS: "ratings and sleep",
    Scope.QUESTIONNAIRES: "questionnaires about mood and worry",
    Scope.USE: "days of use, also of other substances, and last use",
    Scope.NOTES: "notes",
    Scope.SAFETY: "answers about self-harm",
    Scope.URGES: "urges",
}
ACTOR_NAME_LENGTH = AccessLog._meta.get_field("actor_name").max_length
SOMEBODY = -1  # stands for the clinician who asks
REFERENCE_LENGTH = AccessLog._meta.get_field("reference").max_length


def clinician_of(request) -> Clinician | None:
    """The clinician who is signed in, or None for anybody else. Asked for once a request, together with `opened` (the
    patients whose journal she opened in an emergency), `in_team` and `leads` (whether she belongs to one, or leads)."""
    if not hasattr(request, "_clinician"):
        user = request.user
        may_be_one = user.is_active and user.is_staff and not user.is_superuser
        request._clinician = _clinician(user.pk) if may_be_one else None
        if request._clinician:
            request._clinician.user = user
    return request._clinician


def _clinician(key: int) -> Clinician | None:
    statement, given = _one_clinician()
    now = timezone.now()
    asked = [key if each == SOMEBODY else now if isinstance(each, datetime) else each for each in given]
    return next(iter(rows.read(Clinician, statement, asked)), None)


@cache
def _one_clinician() -> tuple[str, tuple]:
    """The statement for SOMEBODY, and what it is given: wording it takes ten times as long as answering it, and every
    work page asks."""
    opened = BreakGlass.objects.in_force_for(SOMEBODY).order_by().values("patient")
    hers = Membership.objects.present().filter(clinician=SOMEBODY)
    teams = {"in_team": Exists(hers), "leads": Exists(hers.filter(role=Membership.Role.LEAD))}
    found = Clinician.objects.annotate(opened=ArraySubquery(opened), **teams).filter(pk=SOMEBODY)
    return found.order_by().query.sql_with_params()


@cache
def patient_field(model: type[models.Model]) -> str:
    """The name of the key that holds whose row it is."""
    return rls.patient_models()[model].key.removesuffix("_id")


def in_caseload(rows: models.QuerySet, viewer, *, to_write: bool = False) -> models.QuerySet:
    """Those of `rows`, of any model that belongs to patients, whose patient `viewer` may see; `to_write`: about whom
    `viewer` may also write something down, which leaves out emergencies."""
    patients = Patient.objects.cared_for_by(viewer) if to_write else Patient.objects.visible_to(viewer)
    return rows.filter(**{f"{patient_field(rows.model)}__in": patients.values("pk")})


def record(request, patients: Iterable[Patient], what: str | Iterable[str], reference: str = "") -> None:
    """Log that the signed-in clinician was shown `what` (one kind or several) of these patients; one statement in all,
    and one more when she opened a journal among them in an emergency: that look is logged as one."""
    patients, kinds = list(patients), [what] if isinstance(what, str) else list(what)
    clinician = clinician_of(request)
    name = str(clinician or "")[:ACTOR_NAME_LENGTH]
    opened = [patient for patient in patients if clinician and patient.pk in clinician.opened]
    others = [patient for patient in patients if patient not in opened]
    if others and kinds:
        AccessLog.objects.record(request.user, others, *kinds, reference=reference, actor_name=name)
    if opened and kinds:
        seen = ", ".join(kinds)[:REFERENCE_LENGTH]
        AccessLog.objects.record(request.user, opened, AccessLog.What.EMERGENCY, reference=seen, actor_name=name)


@dataclass(frozen=True)
class Sharing:
    """What one patient shares with this clinician: the kinds, from when and until when, and through whom (empty: with
    her herself). `emergency`: she opened the journal in an emergency; it is to read only."""

    scope: frozenset[str]
    since: datetime
    until: date
    through: str = ""
    emergency: bool = False

    @property
    def shared(self) -> list[str]:
        """What is shared, in words."""
        return [words for kind, words in KINDS.items() if kind in self.scope]

    @property
    def not_shared(self) -> list[str]:
        """What isn't, in words."""
        return [words for kind, words in KINDS.items() if kind not in self.scope]

    def __or__(self, other: "Sharing") -> "Sharing":
        """Both together. What she shares by choice stands for itself: an emergency adds nothing to it."""
        if self.emergency != other.emergency:
            return other if self.emergency else self
        through = self.through and other.through and min(self.through, other.through)
        since, until = min(self.since, other.since), max(self.until, other.until)
        return Sharing(self.scope | other.scope, since, until, through, self.emergency)


def sharing_with(viewer) -> dict[int, Sharing]:
    """What is shared with `viewer`, by patient. One query."""
    reaching = Q(link__in=CareLink.objects.reaching(viewer.pk), expires_on__gte=timezone.now().date())
    opened = BreakGlass.objects.in_force_for(viewer.pk).order_by().values("patient")
    in_emergency = Q(emergency=True, link__ended_at=None, patient__in=opened)
    consents = ConsentRecord.objects.unrevoked().filter(reaching | in_emergency).annotate(reaches=reaching).order_by()
    names = ("link__started_at", "link__clinician", "link__clinician__name", "link__team__name")
    return _together(viewer, consents.values_list("patient", "scope", "expires_on", "reaches", *names))


def sharing_told(viewer, consents: str) -> dict[int, Sharing]:
    """The same for the clinician in whose name the database was asked for `rt_consents()`, as text: by its own rules
    and in a tenth of the time. A test holds the two together."""
    return _together(viewer, map(_as_values, json.loads(consents)))


def _as_values(told: list) -> tuple:
    patient, scope, until, reaches, since, *names = told
    return patient, scope, date.fromisoformat(until), reaches, datetime.fromisoformat(since), *names


def _together(viewer, consents: Iterable[tuple]) -> dict[int, Sharing]:
    found: dict[int, Sharing] = {}
    for patient, *given in consents:
        new = _sharing(viewer, *given)
        found[patient] = found[patient] | new if patient in found else new
    return found


def _sharing(viewer, scope, until, reaches, since, clinician, name, team) -> Sharing:
    if not reaches:
        return Sharing(frozenset(scope) - NEVER_SHOWN, since, until, "an emergency", emergency=True)
    if clinician == viewer.pk:
        return Sharing(frozenset(scope), since, until)
    return Sharing(frozenset(scope), since, until, f"your team {team}" if team else f"cover for {name}")


def consents_of(request, patient_id: int) -> list[ConsentRecord]:
    """The consents by which this patient shares with the signed-in clinician, newest first. 404 without any: what was
    opened in an emergency is to read only."""
    given = ConsentRecord.objects.reaching(request.user.pk).filter(patient=patient_id)
    found = list(given.select_related("clinician", "team").order_by("-signed_at"))
    if not found:
        raise Http404
    return found


def sharing_of(request, patient_id: int) -> Sharing:
    """What this patient shares with the signed-in clinician. 404 when it was taken back a moment ago."""
    return shared_by(request, patient_id)[1]


# As `sharing_told`, of one patient.
SHARES = "SELECT *, rt_consents_of(user_id) AS told FROM accounts_patient WHERE user_id = %s"


def shared_by(request, patient_id: int) -> tuple[Patient, Sharing]:
    """A patient who shares something with the signed-in clinician, and what it is. 404 when there is nobody. Asked
    for once a request, by one query."""
    known = vars(request).setdefault("_shared_by", {})
    if patient_id not in known:
        for patient in rows.read(Patient, SHARES, [patient_id]):
            told = _together(request.user, map(_as_values, patient.told))
            known |= {key: (patient, sharing) for key, sharing in told.items()}
    if patient_id not in known:
        raise Http404
    return known[patient_id]
