"""Opening a journal in an emergency: with the exact code, for a reason, for some hours, never unseen.

It never says whether a code exists: one that nobody has, one whose patient never agreed or took it back, and one that
two patients share are answered alike, and after a few tries in vain nothing more is tried for an hour.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from . import rls
from .models import AccessLog, BreakGlass, Clinician, EmergencyNotice, Patient, User
from .models.emergency import EMERGENCY_HOURS
from .teams import teams_of

MOST_IN_VAIN, WITHIN = 5, timedelta(hours=1)
CODE_LENGTH, UUID_LENGTH = 6, 32
log = logging.getLogger(__name__)


class Refused(Exception):
    """Nothing can be opened with this code; nothing says why."""


class TooManyTries(Exception):
    """Too many tries in vain."""


class InCaseload(Exception):
    """She sees this journal already. `patient` is whose it is."""

    def __init__(self, patient: Patient):
        super().__init__()
        self.patient = patient


def open_journal(*, clinician: Clinician, code: str, reason: str) -> BreakGlass:
    """Open the journal of whoever has this code to `clinician`, who belongs to a team, and tell the patient and the
    administrators. Raises TooManyTries, InCaseload and Refused; a refusal is told to the administrators, too, so its
    transaction must not be taken back."""
    _one_at_a_time(clinician)
    if _tries_in_vain(clinician) >= MOST_IN_VAIN or not teams_of(clinician).exists():
        raise TooManyTries
    opened = _open(clinician, "".join(filter(str.isalnum, code)).lower(), reason)
    told = {"clinician": clinician, "clinician_name": str(clinician), "reason": reason}
    if opened is None:
        EmergencyNotice.objects.create(**told)
        raise Refused
    EmergencyNotice.objects.create(**told, short_code=opened.patient.short_code, ends_at=opened.ends_at)
    AccessLog.objects.record(
        clinician.user, [opened.patient], AccessLog.What.EMERGENCY, reference="opened", actor_name=str(clinician)[:150]
    )
    _tell_administrators()
    return opened


def _one_at_a_time(clinician: Clinician) -> None:
    """Until the transaction ends: of many tries sent at once, each counts those before it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('emergency'), %s)", [clinician.pk % 2**31])


def _tries_in_vain(clinician: Clinician) -> int:
    since = timezone.now() - WITHIN
    return EmergencyNotice.objects.filter(clinician=clinician, short_code="", at__gte=since).count()


def _open(clinician: Clinician, code: str, reason: str) -> BreakGlass | None:
    patient = _with_code(code)
    if patient is None:
        return None
    if Patient.objects.visible_to(clinician.user).filter(pk=patient.pk).exists():
        raise InCaseload(patient)
    now = timezone.now()
    with transaction.atomic():
        opened = BreakGlass.objects.create(
            patient=patient,
            clinician=clinician,
            clinician_name=str(clinician),
            reason=reason,
            started_at=now,
            ends_at=now + timedelta(hours=EMERGENCY_HOURS),
        )
        if BreakGlass.objects.in_force_for(clinician).filter(pk=opened.pk).exists():
            return opened
        transaction.set_rollback(True)
    return None


def _with_code(code: str) -> Patient | None:
    """The one patient whose code begins like this."""
    if len(code) != CODE_LENGTH or set(code) - set("0123456789abcdef"):
        return None
    first, last = (UUID(code.ljust(UUID_LENGTH, pad)) for pad in "0f")
    with rls.seeking(code):
        found = list(Patient.objects.filter(code__range=(first, last))[:2])
    return found[0] if len(found) == 1 else None


def _tell_administrators() -> None:
    """A mail that says no more than that there is something to read, to administrators who gave an address."""
    if not settings.EMAIL_HOST:
        return
    rows = User.objects.filter(is_superuser=True, is_active=True, is_demo=False).exclude(email="")
    addresses = list(rows.values_list("email", flat=True))
    transaction.on_commit(lambda: _send(addresses))


def _send(addresses: list[str]) -> None:
    body = render_to_string("accounts/email/emergency_message.txt", {"site_url": settings.SITE_URL})
    try:
        for address in addresses:
            mail.send_mail("Something to read", body, None, [address])
    except OSError as error:  # every error of smtplib is one
        log.warning("Administrators could not be told by mail: %s", type(error).__name__)


def mark_seen(opened: BreakGlass) -> None:
    """She has read of it."""
    BreakGlass.objects.filter(pk=opened.pk, seen_at=None).update(seen_at=timezone.now())


def end(opened: BreakGlass) -> None:
    """It is over, from the next request on."""
    BreakGlass.objects.filter(pk=opened.pk).open().update(ended_at=timezone.now())
