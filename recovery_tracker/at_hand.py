"""What stands on top of all pages of somebody who told of harm: numbers for a day, then a link (brief 4.2)."""

from contextlib import suppress
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from accounts.models import Patient
from accounts.pinned_help import BLOCK, LINK, kept_at_hand
from journal.models import Supporter
from plans.at_hand import PlanAtHand, people_and_steps
from resources.models import CrisisLine
from resources.services import crisis_lines


@dataclass(frozen=True)
class AtHand:
    """Numbers of her country, the emergency number first; without any, there is only the link to all help."""

    pinned: bool
    emergency: CrisisLine | None = None
    crisis: CrisisLine | None = None


def at_hand(patient: Patient | None) -> AtHand | None:
    """What to show her on top of a page; None for nearly everybody, without a query. While help is pinned, one query:
    a number is never older than the page."""
    kept = kept_at_hand(patient, timezone.now()) if patient else ""
    if kept == BLOCK and not connection.needs_rollback:
        return _with_numbers(patient.country)
    return AtHand(pinned=kept == BLOCK) if kept in (BLOCK, LINK) else None


def _with_numbers(country: str) -> AtHand:
    lines = crisis_lines(country)
    reachable = sorted(lines.crisis, key=lambda line: not line.tel)
    return AtHand(True, next(iter(lines.emergency), None), next(iter(reachable), None))


@dataclass(frozen=True)
class OwnHelp:
    """What she has of her own for a hard moment: her plans, and the people she may call who aren't in them."""

    plan: PlanAtHand
    people: tuple[Supporter, ...]


def own_help(patient: Patient) -> OwnHelp:
    """Her plans and her people. Two queries."""
    plan = people_and_steps(patient)
    people = Supporter.objects.filter(patient=patient)
    return OwnHelp(plan, tuple(person for person in people if person.dialled not in plan.numbers))


class NumbersAtHand:
    """Reads the numbers while they can be read: once a page is missing or broken, nothing can be asked any more."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Runs before what the request wrote is taken back."""
        with suppress(DatabaseError, InterfaceError):
            request.at_hand = at_hand(getattr(request, "patient", None))
