"""Dealing with what asks for a look: a day's flags and its entry in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Clinician
from flags import lifecycle
from flags.models import Flag, FlagStep, Severity
from journal.models import Entry

from .models import EntryReview
from .services import looked, mark_reviewed

ACKNOWLEDGE, ACT, CLOSE = "acknowledge", "act", "close"
Action, Outcome = FlagStep.Action, EntryReview.Outcome
# What an action says about the entry it was done for.
OUTCOME_OF = {
    Action.CALLED_REACHED: Outcome.CONTACTED,
    Action.MESSAGED: Outcome.CONTACTED,
    Action.SEEN: Outcome.CONTACTED,
    Action.REFERRED_EMERGENCY: Outcome.PASSED_ON,
    Action.NO_ACTION_REASON: Outcome.NOTHING,
}


class OneUrgentAtATime(ValueError):
    """More than one urgent flag at once: each is dealt with by itself (there is no bulk for urgent ones)."""


@dataclass(frozen=True)
class Read:
    """An entry that was shown beside its flags, as it stood at `seen_until`."""

    entry: Entry
    seen_until: datetime


@transaction.atomic
def deal_with(
    *,
    flags: Sequence[tuple[Flag, str]],
    clinician: Clinician,
    what: str,
    action: str = "",
    note: str = "",
    read: Read | None = None,
) -> None:
    """Take flags of one patient on, note what was done, or close them; all of it or nothing. With each flag goes the
    state in which it was shown. Once they are closed the entry counts as read, if it was shown.

    Raises OneUrgentAtATime, and what the lifecycle raises."""
    if sum(flag.severity == Severity.URGENT for flag, _ in flags) > 1:
        raise OneUrgentAtATime
    for flag, shown in flags:
        if what == ACKNOWLEDGE:
            lifecycle.acknowledge(flag=flag, clinician=clinician)
        else:
            step = lifecycle.close if what == CLOSE else lifecycle.act
            step(flag=flag, clinician=clinician, shown=shown, action=action, note=note)
    if what == CLOSE and read:
        entries = Entry.objects.visible_to(clinician.user).filter(pk=read.entry.pk)
        outcome = OUTCOME_OF.get(action, "")
        mark_reviewed(clinician=clinician, entries=entries, seen_until=read.seen_until, outcome=outcome)
    looked(clinician=clinician, patient=flags[0][0].patient)
