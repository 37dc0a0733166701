"""Whether she is counted among others: what it means, a yes or a no, and what she answered so far."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import patient_only

from .contributing import TEXT_VERSION, TEXTS, standing
from .models import Contribution
from .others_forms import NO, YES, OthersForm


@patient_only
@require_http_methods(["GET", "POST"])
def others(request):
    """Agree to be counted, or stop it. Nothing here where a deployment doesn't offer it."""
    if not settings.OTHERS_BAND:
        raise Http404
    if request.patient.erase_on:
        return redirect("privacy")
    given = standing(request.patient)
    is_counted = bool(given) and given.text_version == TEXT_VERSION
    offered = (NO,) if is_counted else (YES, NO) if given else (YES,)
    form = OthersForm(request.POST if request.method == "POST" else None, offered=offered)
    if form.is_valid():
        messages.success(request, form.save(request.patient))
        return redirect("others")
    context = {
        "form": form,
        "given": given,
        "is_counted": is_counted,
        "text": TEXTS[TEXT_VERSION],
        "earlier": _earlier(request.patient),
        "tab": "timeline",
    }
    return render(request, "timeline/others.html", context, status=422 if form.errors else 200)


def _earlier(patient) -> list[tuple[Contribution, list]]:
    """Each of her agreements, newest first, with its words where they aren't today's."""
    given = Contribution.objects.filter(patient=patient)
    return [(each, [] if each.text_version == TEXT_VERSION else TEXTS.get(each.text_version, [])) for each in given]
