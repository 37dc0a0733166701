"""Help that stays on all her pages after an answer about harming herself: numbers for a day, then a link for a week
(brief 4.2). Whichever part of the house asked the question keeps it here, and none takes down what another put up.

Nothing here judges how somebody is. An answer brings help up, and she says herself whether she is safe for now.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from .models import Patient

BLOCK_FOR, LINK_FOR = timedelta(hours=24), timedelta(days=7)
BLOCK, LINK, NOTHING = "block", "link", ""
# What may call for it (`Patient.help_called_by`: until when each does).
CHECK_IN, QUESTIONNAIRE = "check-in", "questionnaire"


def pin(*, patient: Patient, by: str) -> None:
    """Her answer calls for help: numbers for a day from now, whatever stood there before."""
    now = timezone.now()
    _keep(patient, now, {**_calls(patient, now), by: now + BLOCK_FOR})


def unpin(*, patient: Patient, by: str) -> None:
    """That answer was put right. The numbers go, unless another kind of answer calls for them; the link stays."""
    now = timezone.now()
    _keep(patient, now, {kind: until for kind, until in _calls(patient, now).items() if kind != by})


def said_safe(*, patient: Patient, safe: bool, by: str) -> None:
    """She was asked whether she can keep herself safe. A yes leaves a link; anything else keeps the numbers."""
    if safe:
        _keep(patient, timezone.now(), {})
    else:
        pin(patient=patient, by=by)


def kept_at_hand(patient: Patient, now: datetime) -> str:
    """What stands on top of all her pages: BLOCK, LINK or NOTHING. Asks the database nothing."""
    if patient.help_block_until and now < patient.help_block_until:
        return BLOCK
    return LINK if patient.help_link_until and now < patient.help_link_until else NOTHING


def _calls(patient: Patient, now: datetime) -> dict[str, datetime]:
    """What calls for help at present, read anew and locked: another page of hers may have written a moment ago."""
    kept = Patient.objects.select_for_update(no_key=True).values_list("help_called_by", flat=True).get(pk=patient.pk)
    calls = {kind: datetime.fromisoformat(until) for kind, until in kept.items()}
    return {kind: until for kind, until in calls.items() if until > now}


def _keep(patient: Patient, now: datetime, calls: dict[str, datetime]) -> None:
    patient.help_called_by = {kind: until.isoformat() for kind, until in calls.items()}
    patient.help_block_until = max(calls.values(), default=None)
    patient.help_link_until = now + LINK_FOR
    patient.save(update_fields=["help_called_by", "help_block_until", "help_link_until"])
