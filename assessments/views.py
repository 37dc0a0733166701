"""What is due and what was answered, one questionnaire, "not now", and a copy to keep."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import patient_only
from accounts.models import AccessLog
from clinical import instruments
from clinical.instruments import Instrument

from . import due as what_is_due
from .exporting import responses_csv
from .forms import ResponseForm
from .models import Response
from .overview import overview
from .services import NewerVersion, TooSoon, told_but_not_kept


def instrument_or_404(key: str) -> Instrument:
    """The one that is offered under this key."""
    found = next((each for each in instruments.offered() if each.key == key), None)
    if found is None:
        raise Http404
    return found


@patient_only
@require_safe
def assessments(request):
    """What is due, what became of her totals, and what she answered so far."""
    cards = overview(request.patient)
    context = {"cards": cards, "has_answers": any(card.rows for card in cards), "tab": "more"}
    return render(request, "assessments/assessments.html", context)


@patient_only
@require_http_methods(["GET", "POST"])
def assessment(request, key):
    """All questions of one instrument on one page. Answered today already, it can be put right."""
    patient, instrument = request.patient, instrument_or_404(key)
    standing = what_is_due.standing_of(patient, instrument)
    response = standing.last if standing.due.was_today else None
    data = request.POST if request.method == "POST" else None
    form = ResponseForm(data, patient=patient, instrument=instrument, response=response)
    context = {"instrument": instrument, "form": form, "response": response, "tab": "more"}
    context |= {"asked_by": standing.asked_by, "due": standing.due}
    if form.is_valid():
        return _save(request, form, context)
    if request.method == "GET" and not response and not standing.due.is_open:
        return render(request, "assessments/too_soon.html", context)
    return render(request, "assessments/assessment.html", context, status=422 if form.errors else 200)


def _save(request, form: ResponseForm, context: dict):
    told = {"patient": form.patient, "instrument": form.instrument, "answers": form.answers}
    try:
        response = form.save()
    except NewerVersion as newer:
        told_but_not_kept(**told)
        form.show_again(newer.response.revision)
        return render(request, "assessments/assessment.html", context | {"conflict": newer.response}, status=409)
    except TooSoon:
        told_but_not_kept(**told)
        return render(request, "assessments/too_soon.html", context | {"was_sent": True}, status=409)
    return redirect("assessment_result", form.instrument.key, response.day)


@patient_only
@require_POST
def not_now(request):
    """Bring nothing up for a week. `day` is the day whose page said so, to go back to."""
    what_is_due.not_now(patient=request.patient)
    messages.success(request, "All right. We won't bring it up for a week. It stays under More.")
    try:
        return redirect("entry_saved", date.fromisoformat(request.POST.get("day", "")))
    except ValueError:
        return redirect("assessments")


@patient_only
@require_safe
def assessments_export(request):
    """All her answers as a CSV file; that it was taken out is logged."""
    AccessLog.objects.record(request.user, [request.patient], AccessLog.What.EXPORT)
    text = responses_csv(Response.objects.filter(patient=request.patient))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="answers.csv"'
    return response
