"""What she put in: days written down, urges she stayed with, plans, goals. Only if she asked for it (brief 8.2).

It speaks of effort and never of days without use. A number never goes down: not after use, and not after days off.
"""

from dataclasses import dataclass

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import patient_only
from accounts.models import Patient
from goals.models import Goal, Milestone
from goals.services import note_milestones, show_effort
from journal.models import Entry, Urge
from plans.models import Plan

Kind = Milestone.Kind
WORDS = {  # one, and several
    Kind.ENTRIES: ("day written down", "days written down"),
    Kind.URGES: ("urge you stayed with", "urges you stayed with"),
    Kind.PLANS: ("plan written", "plans written"),
    Kind.GOALS: ("goal done", "goals done"),
}


@dataclass(frozen=True)
class Put:
    """How much of one kind she put in, and which marks she came to on the way."""

    kind: str
    count: int
    marks: tuple[int, ...]

    @property
    def words(self) -> str:
        """For example "12 days written down"."""
        return _words(self.kind, self.count)


@dataclass(frozen=True)
class Effort:
    """All kinds that she has put something into, and the marks that are new with this look."""

    kinds: tuple[Put, ...]
    new: tuple[str, ...]


def effort_of(patient: Patient) -> Effort | None:
    """What she put in; None if she didn't ask to see it."""
    return _counted(patient) if patient.show_effort else None


def _counted(patient: Patient) -> Effort:
    counts = {
        Kind.ENTRIES: Entry.objects.filter(patient=patient).count(),
        Kind.URGES: Urge.objects.filter(patient=patient).exclude(ended_at=None).count(),
        Kind.PLANS: Plan.objects.filter(patient=patient, revision__gt=0).count(),
        Kind.GOALS: Goal.objects.filter(patient=patient).done().count(),
    }
    marks, new = note_milestones(patient, counts)
    most = {kind: max(counts.get(kind, 0), *marks[kind], 0) for kind in Kind.values}
    kinds = tuple(Put(kind, count, tuple(marks[kind])) for kind, count in most.items() if count)
    highest = {each.kind: each.count for each in new}  # they come in order: the last of a kind is the highest
    return Effort(kinds, tuple(_words(kind, count) for kind, count in highest.items()))


def _words(kind: str, count: int) -> str:
    one, several = WORDS[kind]
    return f"{count} {one if count == 1 else several}"


@patient_only
@require_http_methods(["GET", "POST"])
def effort(request):
    """See it, or turn it on or off."""
    if request.method == "POST":
        show_effort(patient=request.patient, shown="show" in request.POST)
        return redirect("effort")
    return render(request, "timeline/effort.html", {"effort": effort_of(request.patient), "tab": "more"})
