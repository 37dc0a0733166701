"""Letting somebody in and out: her side, and theirs."""

from collections.abc import Collection

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from accounts import rls
from accounts.models import AccessLog, Patient, User
from accounts.models.care import Invitation
from goals.models import Goal

from .models import STATUS_STAYS, Line, Status, Tie
from .shown import NOTHING, Shown, shown_through

MOST_TIES = 5
SOMEBODY = "family or a friend"  # in the log of looks: a log-in name is nobody else's business


class AlreadyHere(Exception):
    """This account sees that person already."""


@transaction.atomic
def invite(*, patient: Patient, called: str, sees_status: bool) -> tuple[Tie, str]:
    """A tie that waits for somebody, and the code for it. Raises OverflowError when there are enough."""
    patient.lock()
    if Tie.objects.open().filter(patient=patient).count() >= MOST_TIES:
        raise OverflowError
    tie = Tie(patient=patient, patient_code=patient.code, called=called, sees_status=sees_status)
    code = tie.new_code()
    tie.save()
    return tie, code


def invite_again(tie: Tie) -> str:
    """Another code for a tie that nobody has taken yet."""
    code = tie.new_code()
    tie.save(update_fields=["code_hash", "code_expires_at"])
    return code


def choose(*, tie: Tie, sees_status: bool, goals: Collection[int]) -> None:
    """Show this friend exactly these: how she is or not, and these goals of hers."""
    with transaction.atomic():
        tie.sees_status = sees_status
        tie.save(update_fields=["sees_status"])
        for goal in Goal.objects.select_for_update().filter(patient=tie.patient_id).shown():
            seen_by = sorted({*goal.seen_by} - {tie.pk} | ({tie.pk} if goal.pk in goals else set()))
            if seen_by != goal.seen_by:
                goal.seen_by = seen_by
                goal.save(update_fields=["seen_by"])


@transaction.atomic
def stop(tie: Tie) -> None:
    """They see nothing from now on. Twice is once."""
    Tie.objects.kept().filter(pk=tie.pk).update(ended_at=timezone.now(), code_hash="")


def say(*, patient: Patient, word: str) -> None:
    """How she is, for those she lets see it; nothing when `word` is empty."""
    if word:
        Status.objects.update_or_create(
            patient=patient, defaults={"word": word, "until": timezone.now() + STATUS_STAYS}
        )
    else:
        Status.objects.filter(patient=patient).delete()


def present_status(patient: Patient) -> Status | None:
    """What she said and what is still shown of it."""
    return Status.objects.filter(patient=patient, until__gt=timezone.now()).first()


def join(*, account: User, code: str, called: str) -> Line | None:
    """Take the tie with this code, in the friend's role and in a transaction; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.friend_code', %s, true)", [Invitation.digest(code)])
    waiting = Tie.objects.waiting(code, timezone.now())
    found = waiting.values_list("pk", "patient").first()
    if not found:
        return None
    if Tie.objects.open().filter(account=account, patient=found[1]).exists():
        raise AlreadyHere
    if not waiting.filter(pk=found[0]).update(account=account, joined_at=timezone.now(), code_hash=""):
        return None
    return Line.objects.create(account=account, tie_id=found[0], called=called)


def join_anew(*, username: str, password: str, code: str, called: str) -> User | None:
    """A new account for a friend, and their tie; neither when the code fits nothing."""
    with transaction.atomic():
        user = User.objects.create_user(username, password=password, is_friend=True)
        with rls.acting_as(rls.FRIEND, user.pk):
            line = join(account=user, code=code, called=called)
        if line is None:
            transaction.set_rollback(True)
    return user if line else None


def look(account: User) -> list[tuple[Line, Shown]]:
    """Everybody on this friend's page with what is shown now; each look at something is logged for her to see. A tie
    that ended, and a person who is gone, look like somebody who shows nothing now."""
    lines = list(Line.objects.filter(account=account))
    fields = ("pk", "patient_id", "patient_code", "sees_status")
    ties = {tie.pk: tie for tie in Tie.objects.open().filter(account=account).only(*fields)}
    shown = shown_through(ties.values())
    seen = [tie for tie in ties.values() if not shown[tie.pk].is_nothing]
    AccessLog.objects.bulk_create(_looked(account, tie) for tie in seen)
    return [(line, shown.get(line.tie_id, NOTHING)) for line in lines]


def _looked(account: User, tie: Tie) -> AccessLog:
    return AccessLog(
        actor=account,
        actor_name=SOMEBODY,
        patient_id=tie.patient_id,
        patient_code=tie.patient_code,
        what=AccessLog.What.SHOWN,
        reference=str(tie.pk),
    )


@transaction.atomic
def leave(line: Line) -> None:
    """The friend no longer wants to see them."""
    Tie.objects.open().filter(pk=line.tie_id, account=line.account_id).update(left_at=timezone.now())
    line.delete()


def erase_empty() -> int:
    """Erase friends' accounts that see nobody any more; how many. For commands."""
    with rls.service_role():
        empty = User.objects.filter(is_friend=True).exclude(pk__in=Line.objects.values("account"))
        gone = {str(pk) for pk in empty.values_list("pk", flat=True)}
        for session in Session.objects.all() if gone else ():
            if session.get_decoded().get(SESSION_KEY) in gone:
                session.delete()
        empty.delete()
    return len(gone)
