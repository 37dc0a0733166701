"""The one page of the top floor that is the patient's own: what came back from her team."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.decorators import patient_only
from timeline.safety import readers_of

from .events import strip_of
from .from_team import FromTeam


@patient_only
@require_safe
def from_team(request):
    """Replies, who read what and when, marks on the timeline, entries that count as made in error, and pauses."""
    told = FromTeam(request.patient)
    context = {"told": told, "readers": readers_of(request.patient), "tab": "more"}
    return render(request, "review/from_team.html", context | {"events": strip_of(None, told.events)})
