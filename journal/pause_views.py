"""Pausing for a while, and coming back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import patient_only

from . import pauses
from .days import today_of
from .models import Pause
from .quiet_forms import ChangePauseForm, PauseForm

EARLIER_SHOWN = 20


@patient_only
@require_http_methods(["GET", "POST"])
def pause(request):
    """Pause, or change the pause that holds today."""
    today = today_of(request.patient)
    running = pauses.current_pause(request.patient, today)
    form = _form(request, running, today)
    if request.method == "POST" and form.is_valid():
        made = form.save()
        if made:
            messages.success(request, _told(made, today))
            return redirect("pause")
    earlier = Pause.objects.filter(patient=request.patient).over(today)[:EARLIER_SHOWN]
    context = {"form": form, "running": running, "earlier": earlier, "tab": "more"}
    return render(request, "journal/pause.html", context, status=422 if form.errors else 200)


def _form(request, running: Pause | None, today):
    common = {"patient": request.patient, "today": today}
    if running and "until" not in request.POST:  # a new pause sent twice isn't a change
        return ChangePauseForm(request.POST or None, running=running, **common)
    silent = pauses.first_silent_day(request.patient, today)
    return PauseForm(request.POST or None, silent=silent, **common)


def _told(made: Pause, today) -> str:
    if made.ends_on < today:
        return "Kept. Those days don't count as missed."
    return "Kept. Take the time you need."


@patient_only
@require_POST
def come_back(request):
    """“I'm back”: the pause ends with yesterday."""
    pauses.come_back(patient=request.patient, today=today_of(request.patient))
    messages.success(request, "Good to see you. Start from today, if you like.")
    return redirect("today")
