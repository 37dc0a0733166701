"""What becomes of a flag: seen, acted on, closed (brief 7.3). Each step is a row, and no step is ever taken back.

Two clinicians are never both first: a step claims the flag by a conditional update, and whoever comes second is told
who was there, and when. Every step leaves its line in the access log.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import AccessLog, Clinician

from .models import Flag, FlagStep, Severity

State, Kind = Flag.State, FlagStep.Kind
CLOSED_WITH_A_NOTE = frozenset({Severity.ATTENTION, Severity.URGENT})  # brief 7.3
LONGEST_NAME = AccessLog._meta.get_field("actor_name").max_length


class Meanwhile(Exception):
    """The flag isn't any more as it was shown: `name` did something about it at `at` (None: nobody did, a rule took it
    over). Nothing was written."""

    def __init__(self, flag: Flag, name: str, at: datetime | None):
        super().__init__("The flag has changed meanwhile.")
        self.flag, self.name, self.at = flag, name, at


class NotEnough(ValueError):
    """A step without what it needs: `code` is "action" or "note"."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def needs_note(flag: Flag) -> bool:
    """Whether closing it needs a word on why."""
    return flag.severity in CLOSED_WITH_A_NOTE


@transaction.atomic
def acknowledge(*, flag: Flag, clinician: Clinician) -> None:
    """`clinician` has seen `flag` and takes it on. Raises Meanwhile when somebody was first, also she herself."""
    _claim(flag, clinician)
    _log(flag, clinician)


@transaction.atomic
def act(*, flag: Flag, clinician: Clinician, shown: str, action: str, note: str = "") -> None:
    """Note what was done, and leave the flag standing. `shown` is the state in which `clinician` saw it; one that was
    open is taken on as well. Raises Meanwhile, or NotEnough without an action."""
    _require(action, "action")
    _take(flag, clinician, shown)
    _move(flag, State.ACTIONED)
    _step(flag, clinician, Kind.ACTIONED, action, note)
    _log(flag, clinician)


@transaction.atomic
def close(*, flag: Flag, clinician: Clinician, shown: str, action: str, note: str = "") -> None:
    """Close it with what was done, and a note unless it is for information only. One that was open is taken on and
    acted on in the same go. Raises Meanwhile, or NotEnough."""
    _require(action, "action")
    if needs_note(flag):
        _require(note.strip(), "note")
    _take(flag, clinician, shown)
    _move(flag, State.CLOSED, closed_at=timezone.now())
    _step(flag, clinician, Kind.ACTIONED, action, note)
    _step(flag, clinician, Kind.CLOSED)
    _log(flag, clinician)


def _require(given: str, what: str) -> None:
    if not given:
        raise NotEnough(what)


def _take(flag: Flag, clinician: Clinician, shown: str) -> None:
    if shown == State.OPEN:
        _claim(flag, clinician)


def _claim(flag: Flag, clinician: Clinician) -> None:
    now, name = timezone.now(), str(clinician)
    taken = {"acknowledged_by": clinician, "acknowledged_name": name, "acknowledged_at": now}
    if not Flag.objects.filter(pk=flag.pk, state=State.OPEN).update(state=State.ACKNOWLEDGED, **taken):
        raise _meanwhile(flag)
    _step(flag, clinician, Kind.ACKNOWLEDGED)


def _move(flag: Flag, state: str, **fields) -> None:
    """To a state from any in which it still stands, and is taken on."""
    taken_on = Flag.objects.standing().filter(pk=flag.pk).exclude(state=State.OPEN)
    if not taken_on.update(state=state, **fields):
        raise _meanwhile(flag)


def _meanwhile(flag: Flag) -> Meanwhile:
    last = FlagStep.objects.filter(flag=flag.pk).exclude(kind=Kind.NOTE).order_by("-at", "-pk").first()
    return Meanwhile(flag, last.clinician_name if last else "", last.at if last else None)


def _step(flag: Flag, clinician: Clinician, kind: str, action: str = "", note: str = "") -> None:
    fields = {"patient_id": flag.patient_id, "flag": flag, "clinician": clinician, "clinician_name": str(clinician)}
    FlagStep.objects.create(kind=kind, action_code=action, note=note.strip(), **fields)


def _log(flag: Flag, clinician: Clinician) -> None:
    name = str(clinician)[:LONGEST_NAME]
    AccessLog.objects.record(
        clinician.user, [flag.patient], AccessLog.What.ACTION, reference=str(flag.pk), actor_name=name
    )
