"""Her goals of this week. Each button is one line of `TAPS`; nothing here asks why."""

from collections.abc import Sequence

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.decorators import patient_only
from accounts.rows import names_a_row

from .forms import GoalForm
from .models import Goal, week_of
from .services import MOST_A_WEEK, left_from_last_week, this_week

TAPS = {
    "done": lambda goal: goal.mark(timezone.now()),
    "not_yet": lambda goal: goal.mark(None),
    "away": lambda goal: goal.put_away(timezone.now()),
    "along": lambda goal: goal.take_along(week_of(goal.patient)),
}


@patient_only
@require_http_methods(["GET", "POST"])
def goals(request, of_plan: Sequence[str] = ()):
    """Add one, or tap what became of one. `of_plan`: goals of her plan, to choose from."""
    patient = request.patient
    for tap, change in TAPS.items():
        if tap in request.POST:
            return _tapped(request, tap, change)
    form = GoalForm(request.POST if request.method == "POST" else None, patient=patient)
    if request.method == "POST" and form.is_valid() and form.save():
        return redirect("goals")
    week = this_week(patient)
    chosen = {goal.text for goal in week}
    context = {
        "form": form,
        "goals": week,
        "left": left_from_last_week(patient),
        "of_plan": [text for text in of_plan if text not in chosen],
        "is_full": len(week) >= MOST_A_WEEK,
        "tab": "more",
    }
    return render(request, "goals/goals.html", context, status=422 if form.errors else 200)


def _tapped(request, tap: str, change):
    number = request.POST[tap]
    goal = get_object_or_404(Goal, patient=request.patient, pk=number if names_a_row(number) else 0)
    if tap == "along" and len(this_week(request.patient)) >= MOST_A_WEEK:
        messages.warning(request, "That is plenty for one week. Put one away first.")
        return redirect("goals")
    change(goal)
    return redirect("goals")
