"""Her side: asking to be contacted, and what she says of other substances."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import patient_only
from resources.services import crisis_lines

from . import asking
from .forms import ContactForm, OthersForm
from .services import today_of

CRISIS_LINES_SHOWN = 2
REQUESTS_SHOWN = 3
ANSWERS = {
    asking.TOLD: "Your team can see now that you want to be contacted.",
    asking.ALREADY: "Your team can see that already. You asked earlier today.",
    asking.NOBODY: "This could not be passed on: nobody from a service sees your journal now. Please call instead.",
}


def _numbers(patient) -> dict:
    lines = crisis_lines(patient.country)
    crisis = lines.crisis[:CRISIS_LINES_SHOWN] + (lines.anywhere if lines.is_thin else [])
    return {"help": {"lines": lines}, "crisis": crisis}


@patient_only
@require_http_methods(["GET", "POST"])
def contact(request):
    """Ask my team to contact me; beside it, whom to call instead, and when they look."""
    if not settings.ENABLE_FLAGS:
        raise Http404
    patient = request.patient
    form = ContactForm(request.POST if request.method == "POST" else None, patient=patient)
    if request.method == "POST" and form.is_valid():
        answer = form.save()
        (messages.warning if answer == asking.NOBODY else messages.success)(request, ANSWERS[answer])
        return redirect("contact")
    readers = asking.readers_of(patient)
    context = {"form": form, "readers": readers, "tab": "more"} | _numbers(patient)
    context["requests"] = asking.standing_requests(patient)[:REQUESTS_SHOWN] if readers else []
    return render(request, "flags/contact.html", context)


@patient_only
@require_http_methods(["GET", "POST"])
def other_substances(request):
    """What she uses nearly every day beside ketamine, and whether she stopped; help first where she did lately."""
    patient = request.patient
    form = OthersForm(request.POST if request.method == "POST" else None, patient=patient)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Kept. You can change it here at any time.")
        return redirect("other_substances")
    stopped = asking.just_stopped(patient, today_of(patient))
    context = {"form": form, "stopped": stopped, "tab": "more"} | _numbers(patient)
    context["readers"] = asking.readers_of(patient) if settings.ENABLE_FLAGS else []
    return render(request, "flags/other_substances.html", context, status=422 if form.errors else 200)
