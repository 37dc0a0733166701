"""Her timeline, what it shows, and where it comes from."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import patient_only
from accounts.rows import names_a_row
from journal.days import today_of

from . import about, as_data
from .builder import build
from .forms import ChartNoteForm, ChoicesForm
from .models import ChartNote
from .reading import charted_symptoms, chosen_of

RANGE, COMPARE = "range", "before"


@patient_only
@require_GET
def timeline(request):
    """Her symptoms on the phases. `?range=` says which days, `?before=1` asks for the time before this one; which
    symptoms is kept with her, not in the address."""
    asked = {"wanted": request.GET.get(RANGE, ""), "compare": COMPARE in request.GET}
    view = build(request.patient, today=today_of(request.patient), **asked)
    return render(request, "timeline/timeline.html", {"timeline": view, "tab": "timeline"})


@patient_only
@require_GET
def timeline_data(request):
    """The same as data, for herself; `docs/formats.md` describes it. `?range=` as on the page."""
    view = build(request.patient, today=today_of(request.patient), wanted=request.GET.get(RANGE, ""))
    return JsonResponse(as_data.of(view))


@patient_only
@require_http_methods(["GET", "POST"])
def timeline_choose(request):
    """Which answers and which counts the timeline shows."""
    charted = charted_symptoms()
    shown = [symptom.code for symptom in chosen_of(request.patient, charted)]
    posted = request.POST if request.method == "POST" else None
    form = ChoicesForm(posted, patient=request.patient, charted=charted, shown=shown)
    if form.is_valid():
        form.save()
        return redirect("timeline")
    context = {"form": form, "tab": "timeline"}
    return render(request, "timeline/choose.html", context, status=422 if form.errors else 200)


@patient_only
@require_http_methods(["GET", "POST"])
def chart_notes(request):
    """What she noted on her chart: add something, or take it off."""
    patient = request.patient
    if "remove" in request.POST:
        number = request.POST["remove"]
        get_object_or_404(ChartNote, patient=patient, pk=number if names_a_row(number) else 0).delete()
        messages.success(request, "Taken off your chart.")
        return redirect("chart_notes")
    form = ChartNoteForm(request.POST if request.method == "POST" else None, patient=patient, today=today_of(patient))
    if form.is_valid():
        form.save()
        messages.success(request, "It is on your chart.")
        return redirect("chart_notes")
    context = {"form": form, "notes": ChartNote.objects.filter(patient=patient).order_by("-date"), "tab": "timeline"}
    return render(request, "timeline/chart_notes.html", context, status=422 if form.errors else 200)


@login_not_required
@require_GET
def timeline_about(request):
    """Where the phases come from, and how sure anyone is."""
    return render(request, "timeline/about.html", {"about": about.build(), "tab": "timeline"})
