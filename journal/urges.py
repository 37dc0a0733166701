"""An urge, from the first number to the second: what is written, what waits, and what her own numbers say so far."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from accounts.models import Patient
from clinical.urges import CRAVING_HIGH_FROM, Rated, Worked, in_words, what_worked

from .models import Reason, Supporter, Urge
from .models.urge import RATED_WITHIN

WAIT = timedelta(minutes=15)  # "wait 15 to 30 minutes and rate again" (brief 6.3)
OFFERED_AGAIN_WITHIN = timedelta(hours=4)  # so long the first page asks how an urge went on
MOST_MINUTES = int(RATED_WITHIN.total_seconds()) // 60
TOLD_IN_HOURS_FROM = 120  # minutes


@dataclass(frozen=True)
class Line:
    """What came of one thing she did, in words; `fell` when the urge was weaker afterwards, on average."""

    words: str
    fell: bool


class Experience:
    """What she did in her urges so far, and how strong they were before and after. One query."""

    def __init__(self, patient: Patient):
        rows = Urge.objects.filter(patient=patient).rated().values_list("strategies", "before", "after", "minutes")
        self.rated = [Rated(tuple(did), before, after, minutes) for did, before, after, minutes in rows.order_by()]

    def lines(self, words: Callable[[str], str]) -> list[Line]:
        """Everything she did often enough for numbers, what she did most first. `words` names a tag."""
        return [self._line(worked, words) for worked in what_worked(self.rated)]

    @staticmethod
    def _line(worked: Worked, words: Callable[[str], str]) -> Line:
        return Line(in_words(words(worked.code), worked), worked.after < worked.before)

    def most_used(self, limit: int) -> list[str]:
        """The tags of what she did most often."""
        counted = Counter(code for urge in self.rated for code in dict.fromkeys(urge.strategies))
        return [code for code, _ in counted.most_common(limit)]


def begin_urge(*, patient: Patient, before: int, tool: str, client_id: UUID) -> Urge:
    """Keep how strong an urge is at this moment, and what she opens against it. The same `client_id` is the same urge:
    sent twice, it is kept once, as it first came. A page that was gone back to may send another number under it: that
    is another urge."""
    told = {"before": before, "tool": tool}
    urge = Urge.objects.get_or_create(patient=patient, client_id=client_id, defaults=told)[0]
    if urge.before == before:
        return urge
    return Urge.objects.get_or_create(patient=patient, client_id=uuid5(client_id, str(before)), defaults=told)[0]


def rate_again(*, patient: Patient, urge: Urge, after: int, strategies: list[str], minutes: int | None) -> bool:
    """Keep how strong it is now, and what she did (codes of tags). Without `minutes` those since it began count.

    False when it was rated before, or is too long ago: then nothing is written, and the first rating stays.
    """
    now = timezone.now()
    minutes = minutes_since(urge, now) if minutes is None else minutes
    rated = Urge.objects.filter(patient=patient, pk=urge.pk).waiting(now)
    return bool(rated.update(after=after, strategies=strategies, minutes=minutes, ended_at=now))


def unfinished(patient: Patient, now: datetime) -> Urge | None:
    """The newest urge of the last hours that she hasn't rated again."""
    waiting = Urge.objects.filter(patient=patient, at__gt=now - OFFERED_AGAIN_WITHIN).waiting(now)
    return waiting.order_by("-at", "-pk").first()


def minutes_since(urge: Urge, now: datetime) -> int:
    """Whole minutes since it began."""
    return min(MOST_MINUTES, max(0, int((now - urge.at).total_seconds()) // 60))


def needs_people(strength: int, before: int | None = None) -> bool:
    """Whether people to talk to come before anything else: it is as strong as it gets (brief 4.2), or it has grown."""
    return strength >= CRAVING_HIGH_FROM or (before is not None and strength > before)


def told(urge: Urge) -> str:
    """`7 then, 4 now. 20 minutes.`"""
    if urge.after is None:
        return f"{urge.before}, and not rated again."
    return " ".join(filter(None, [f"{urge.before} then, {urge.after} now.", _minutes_in_words(urge.minutes)]))


def _minutes_in_words(minutes: int | None) -> str:
    if minutes is None:
        return ""
    if minutes >= TOLD_IN_HOURS_FROM:
        return f"About {(minutes + 30) // 60} hours."
    return {0: "Within a minute.", 1: "1 minute."}.get(minutes, f"{minutes} minutes.")


@transaction.atomic
def add_reason(*, patient: Patient, text: str) -> Reason:
    """Add a reason, or bring the same words back; twice the same is one."""
    _one_at_a_time(patient)
    same = [reason for reason in Reason.objects.filter(patient=patient) if reason.text == text]
    if not same:
        return Reason.objects.create(patient=patient, text=text)
    same[0].hidden_at = None
    same[0].save(update_fields=["hidden_at"])
    return same[0]


@transaction.atomic
def add_supporter(*, patient: Patient, name: str, phone: str) -> Supporter:
    """Add somebody she may call; twice the same is one."""
    _one_at_a_time(patient)
    people = Supporter.objects.filter(patient=patient)
    same = [person for person in people if (person.name, person.phone) == (name, phone)]
    return same[0] if same else Supporter.objects.create(patient=patient, name=name, phone=phone)


def _one_at_a_time(patient: Patient) -> None:
    """Their words are ciphertext, which the database can't compare: so a second tap waits for the first."""
    Patient.objects.select_for_update().get(pk=patient.pk)
