"""Whose rows a clinician meets, what of them is shared with her, and the trace that every look leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.http import Http404

from accounts import rls
from accounts.models import AccessLog, Clinician, ConsentRecord, Patient

Scope = ConsentRecord.Scope
# What each kind of consent covers, as a clinician reads it.
KINDS = {
    Scope.RATINGS: "ratings and sleep",
    Scope.QUESTIONNAIRES: "questionnaires about mood and worry",
    Scope.USE: "days of use, also of other substances, and last use",
    Scope.NOTES: "notes",
    Scope.SAFETY: "answers about self-harm",
}
ACTOR_NAME_LENGTH = AccessLog._meta.get_field("actor_name").max_length


def clinician_of(request) -> Clinician | None:
    """The clinician who is signed in, or None for anybody else. Asked for once a request."""
    if not hasattr(request, "_clinician"):
        user = request.user
        may_be_one = user.is_active and user.is_staff and not user.is_superuser
        request._clinician = Clinician.objects.filter(pk=user.pk).first() if may_be_one else None
        if request._clinician:
            request._clinician.user = user
    return request._clinician


def patient_field(model: type[models.Model]) -> str:
    """The name of the key that holds whose row it is."""
    return rls.patient_models()[model].key.removesuffix("_id")


def in_caseload(rows: models.QuerySet, viewer) -> models.QuerySet:
    """Those of `rows`, of any model that belongs to patients, whose patient `viewer` may see."""
    return rows.filter(**{f"{patient_field(rows.model)}__in": Patient.objects.visible_to(viewer).values("pk")})


def record(request, patients: Iterable[Patient], what: str | Iterable[str], reference: str = "") -> None:
    """Log that the signed-in clinician was shown `what` (one kind or several) of these patients; one statement in
    all."""
    patients, kinds = list(patients), [what] if isinstance(what, str) else list(what)
    if patients and kinds:
        name = str(clinician_of(request) or "")[:ACTOR_NAME_LENGTH]
        AccessLog.objects.record(request.user, patients, *kinds, reference=reference, actor_name=name)


@dataclass(frozen=True)
class Sharing:
    """What one patient shares with this clinician: the kinds, from when and until when."""

    scope: frozenset[str]
    since: datetime
    until: date

    @property
    def shared(self) -> list[str]:
        """What is shared, in words."""
        return [words for kind, words in KINDS.items() if kind in self.scope]

    @property
    def not_shared(self) -> list[str]:
        """What isn't, in words."""
        return [words for kind, words in KINDS.items() if kind not in self.scope]


def sharing_with(viewer) -> dict[int, Sharing]:
    """What is shared with `viewer`, by patient. One query."""
    consents = ConsentRecord.objects.in_force().filter(clinician=viewer.pk)
    found: dict[int, Sharing] = {}
    for given in consents.select_related("link"):
        new = Sharing(frozenset(given.scope), given.link.started_at, given.expires_on)
        old = found.get(given.patient_id, new)
        found[given.patient_id] = Sharing(old.scope | new.scope, min(old.since, new.since), max(old.until, new.until))
    return found


def sharing_of(request, patient_id: int) -> Sharing:
    """What this patient shares with the signed-in clinician. 404 when it was taken back a moment ago."""
    sharing = sharing_with(request.user).get(patient_id)
    if sharing is None:
        raise Http404
    return sharing
