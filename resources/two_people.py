"""Four eyes on every number that somebody in danger dials (brief 4.7).

Whoever changes what a crisis line says puts the change forward; it stands in `Change` and the line stays as it is. It
goes live when a second person lets it, having tried it. The database holds the same rule: nothing is live by one hand.
"""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from resources.models import Change, CrisisLine, Resource

# What readers never see, one person may change alone; a check changes no word, so it is one person's, too.
NOT_SHOWN = frozenset({"editor_note", "verified_on", "verified_by", "review_interval_days"})
# After a change of these alone, what was checked still holds.
SAYS_THE_SAME = NOT_SHOWN | {"position", "status", "keywords"}


class Person(NamedTuple):
    """Somebody who edits: the number of the account, and the name the log keeps."""

    pk: int
    name: str


class NotYou(Exception):
    """Whoever put a change forward can't be the one who lets it go live."""


class NotAnyMore(Exception):
    """Nothing waits any more, or the line has changed since: the message says which."""


def waiting_for(row) -> Change | None:
    """The change of this row that waits for a second person."""
    return Change.objects.filter(**_of(row), state=Change.State.WAITING).first()


@transaction.atomic
def propose(row, values: dict, by: Person) -> Change | None:
    """Put forward that `row`, as the database has it, shall have these values instead. What waited for this row before
    is replaced. None when nothing would change."""
    before = {name: getattr(row, name) for name in values}
    after = {name: value for name, value in values.items() if value != before[name]}
    if not after:
        return None
    Change.objects.filter(**_of(row), state=Change.State.WAITING).update(
        state=Change.State.DECLINED, decided_by=by.pk, decided_by_name=by.name, decided_at=timezone.now()
    )
    kept = _says(row) | {name: before[name] for name in after}
    return Change.objects.create(**_of(row), before=kept, after=after, proposed_by=by.pk, proposed_by_name=by.name)


@transaction.atomic
def approve(change: Change, by: Person) -> None:
    """Let a change go live as the second person, who answers for having tried it: it counts as checked today."""
    change = _claim(change)
    if by.pk == change.proposed_by:
        raise NotYou
    row = type(change.row).objects.select_for_update().get(pk=change.row.pk)
    if any(getattr(row, name) != value for name, value in change.before.items()):
        raise NotAnyMore("This has been changed since. Please put it forward again.")
    for name, value in change.after.items():
        setattr(row, name, value)
    today = timezone.localdate()
    row.verified_on, row.verified_by = today, f"{change.proposed_by_name} and {by.name}"[:80]
    row.edited_on = today
    try:
        row.full_clean()
    except ValidationError as error:
        raise NotAnyMore(" ".join(error.messages)) from None
    row.save()
    _decide(change, Change.State.LIVE, by)


@transaction.atomic
def decline(change: Change, by: Person) -> None:
    """Leave the line as it is. Anybody may, also whoever put it forward."""
    _decide(_claim(change), Change.State.DECLINED, by)


def checked_today(row, by: Person) -> None:
    """Somebody tried it, or read it, and it is as it says."""
    row.verified_on, row.verified_by = timezone.localdate(), by.name[:80]
    row.save(update_fields=["verified_on", "verified_by", "changed_at"])


def _claim(change: Change) -> Change:
    """The change, locked, so that two people who decide at once can't both."""
    waiting = Change.objects.select_for_update(of=("self",)).filter(pk=change.pk, state=Change.State.WAITING).first()
    if waiting is None:
        raise NotAnyMore("Somebody else has decided this already.")
    return waiting


def _decide(change: Change, state: str, by: Person) -> None:
    change.state, change.decided_by, change.decided_by_name = state, by.pk, by.name
    change.decided_at = timezone.now()
    change.save(update_fields=["state", "decided_by", "decided_by_name", "decided_at"])


def _says(row: CrisisLine | Resource) -> dict:
    """All that readers are told by `row`: whoever lets a change go live has read it beside that, and nothing else."""
    told = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.editable}
    simple = (str, int, list, type(None))
    return {name: value for name, value in told.items() if name not in NOT_SHOWN and isinstance(value, simple)}


def _of(row: CrisisLine | Resource) -> dict:
    return {"line": row} if isinstance(row, CrisisLine) else {"resource": row}
