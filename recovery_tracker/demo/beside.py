"""Sol's sister, who sees what Sol ticks and nothing else; and somebody of Robin's who sees nothing at present."""

from datetime import timedelta

from accounts.models import AccessLog, User
from friends.models import Line, Status, Tie
from friends.services import SOMEBODY, say
from goals.models import Goal

from .actor import Actor
from .cast import FRIEND

JOINED = timedelta(days=9)
# By log-in name: what she calls the friend, what the friend calls her, whether the friend sees how she is, her word for
# it, and the goals that are shown.
TIES = {
    "sol": ("My sister", "Sol, my brother", True, Status.Word.ALL_RIGHT, ("Walk along the river with Jules",)),
    "robin": ("My sister's friend", "Robin from work", False, "", ()),
}


def make_friend(password: str, now) -> User:
    """The account of family and friends, the same person for both."""
    fields = {"is_friend": True, "is_demo": True, "date_joined": now - JOINED}
    return User.objects.create(username=FRIEND, password=password, **fields)


def let_see(actor: Actor, account: User) -> None:
    """The tie of this one to the friend, what is said and shown, and one look at it."""
    if actor.person.username not in TIES:
        return
    called, name, sees_status, word, shown = TIES[actor.person.username]
    joined = max(actor.now - JOINED, actor.patient.created_at)
    times = {"created_at": joined, "joined_at": joined, "code_expires_at": joined}
    fields = {"patient_code": actor.patient.code, "account": account, "called": called, "sees_status": sees_status}
    tie = Tie.objects.create(patient=actor.patient, **fields, **times)
    Line.objects.create(account=account, tie=tie, called=name, created_at=joined)
    say(patient=actor.patient, word=word)
    for goal in Goal.objects.filter(patient=actor.patient):
        if goal.text in shown:
            goal.seen_by = [tie.pk]
            goal.save(update_fields=["seen_by"])
    if sees_status:
        _looked(actor, account, tie)


def _looked(actor: Actor, account: User, tie: Tie) -> None:
    who = {"actor": account, "actor_name": SOMEBODY, "patient": actor.patient, "patient_code": actor.patient.code}
    at = actor.now - timedelta(hours=5)
    AccessLog.objects.create(at=at, what=AccessLog.What.SHOWN, reference=str(tie.pk), **who)
