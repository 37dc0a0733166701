"""What editors should look at, most urgent first: what waits for a second person, then what is due to be checked."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from resources.models import Change, CrisisLine, Resource
from resources.vocabulary import CRISIS_LINE

SHOWN = 50  # of each part; the rest moves up as these are done
BROKEN = ("missing", "silent", "moved", "unsafe")


@dataclass(frozen=True)
class Part:
    """A part of the queue: the first rows, and how many there are."""

    heading: str
    rows: list
    total: int


@dataclass(frozen=True)
class Queue:
    """Everything there is to do."""

    waiting: list[Change]
    parts: list[Part] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many things that is."""
        return len(self.waiting) + sum(part.total for part in self.parts)


def queue(today: date) -> Queue:
    """The queue as it stands today. Never checked comes first, then the longest overdue."""
    late = Q(due_on__isnull=True) | Q(due_on__lt=today)
    crisis = Resource.objects.published().filter(kind=CRISIS_LINE)
    others = Resource.objects.published().exclude(kind=CRISIS_LINE)
    broken = Q(link_result__in=BROKEN)
    parts = [
        _part("Crisis lines on “Help now”", CrisisLine.objects.published().filter(late)),
        _part("Crisis lines in the directory", crisis.filter(late)),
        _part("Web addresses that did not answer, on “Help now”", CrisisLine.objects.published().filter(broken)),
        _part("Web addresses that did not answer, in the directory", Resource.objects.published().filter(broken)),
        _part("Everything else in the directory", others.filter(late)),
    ]
    waiting = Change.objects.filter(state=Change.State.WAITING).select_related("line", "resource")
    return Queue(list(waiting.order_by("proposed_at")), [part for part in parts if part.rows])


def _part(heading: str, rows) -> Part:
    shown = list(rows.due_first()[:SHOWN])
    return Part(heading, shown, rows.count() if len(shown) == SHOWN else len(shown))
