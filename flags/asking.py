"""She asks her team to contact her, and what she says of other substances."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts.models import ConsentRecord, Patient
from clinical.flags import Asked, Stop, Stops

from .models import Flag, OtherSubstance
from .services import raise_for, today_of

Scope = ConsentRecord.Scope
TOLD, ALREADY, NOBODY = "told", "already", "nobody"
HELP_REQUESTED = "help_requested"
# How long the page says to see a doctor first. A judgement: such withdrawals begin within days, some after a week.
WARNED_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Reader:
    """Somebody who meets her request: the name, when they look, and whether use is shared with them."""

    name: str
    commitment: str
    sees_use: bool


def readers_of(patient: Patient) -> list[Reader]:
    """Whoever would see that she asks. One query."""
    consents = ConsentRecord.objects.in_force().filter(patient=patient).select_related("link__clinician", "link__team")
    holders = [(given.link.holder, given.scope) for given in consents]
    return [Reader(holder.name, holder.commitment, Scope.USE in scope) for holder, scope in holders]


@transaction.atomic
def ask_for_contact(*, patient: Patient, wants_today: bool) -> str:
    """Tell her team that she wants to be contacted: TOLD; ALREADY when that stands from earlier today; NOBODY when
    there is no one who would see it."""
    patient.lock()
    now = timezone.now()
    today = today_of(patient, now)
    if raise_for(patient, Asked(today, wants_today, occasion=f"{now:%H%M%S}"), now=now):
        return TOLD
    return ALREADY if standing_requests(patient).filter(day=today).exists() else NOBODY


def standing_requests(patient: Patient):
    """Her requests that nobody has closed, the newest first."""
    return Flag.objects.filter(patient=patient, rule_code=HELP_REQUESTED).standing()


@transaction.atomic
def tell_others(*, patient: Patient, told: Mapping[str, date | None]) -> None:
    """Keep what she uses nearly every day beside ketamine, or did, and when she stopped it (None: she hasn't). What
    isn't named any more goes. A stop of the last days raises a flag once."""
    patient.lock()
    today = today_of(patient)
    hers = {row.substance: row for row in OtherSubstance.objects.filter(patient=patient)}
    OtherSubstance.objects.filter(patient=patient, substance__in=hers.keys() - told.keys()).delete()
    for substance, stopped_on in told.items():
        row = hers.get(substance) or OtherSubstance(patient=patient, substance=substance, told_on=today)
        if row.pk is None or row.stopped_on != stopped_on:
            row.stopped_on, row.updated_at = stopped_on, timezone.now()
            row.save()
    raise_for(patient, partial(_stops, patient, today))


def _stops(patient: Patient, today: date) -> Stops:
    rows = OtherSubstance.objects.filter(patient=patient).exclude(stopped_on=None)
    return Stops(today, tuple(Stop(row.substance, row.told_on, row.stopped_on) for row in rows))


def just_stopped(patient: Patient, today: date) -> list[str]:
    """What she stopped so lately that she should see a doctor, in words."""
    rows = OtherSubstance.objects.filter(patient=patient, stopped_on__gte=today - WARNED_FOR)
    return [row.get_substance_display() for row in rows]
