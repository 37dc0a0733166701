"""Her timeline, and where it comes from."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import patient_only
from journal.days import today_of

from .builder import build
from .forms import ChartSymptomsForm
from .models import Phase

RANGE = "range"


@patient_only
@require_http_methods(["GET", "POST"])
def timeline(request):
    """Her symptoms on the phases. `?range=` says which days; which symptoms is kept with her, not in the address."""
    wanted = request.GET.get(RANGE, "")
    view = build(request.patient, today=today_of(request.patient), wanted=wanted)
    posted = request.POST if request.method == "POST" else None
    form = ChartSymptomsForm(posted, charted=view.charted, initial={"symptoms": view.chosen})
    if form.is_valid():
        form.save(request.patient)
        return redirect(_address(wanted))
    context = {"timeline": view, "form": form, "tab": "timeline"}
    return render(request, "timeline/timeline.html", context, status=422 if form.errors else 200)


def _address(wanted: str) -> str:
    query = f"?{urlencode({RANGE: wanted})}" if wanted else ""
    return f"{reverse('timeline')}{query}#chart"


@login_not_required
@require_GET
def timeline_about(request):
    """Where the phases come from, and how sure anyone is."""
    return render(request, "timeline/about.html", {"phases": Phase.objects.all(), "tab": "timeline"})
