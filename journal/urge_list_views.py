"""What helps in an urge and is hers alone: her reasons, and the people she may call."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.decorators import patient_only
from accounts.rows import names_a_row

from .models import Reason, Supporter, Urge
from .urge_forms import ReasonForm, SupporterForm


@patient_only
@require_http_methods(["GET", "POST"])
def urge_reasons(request):
    """Her reasons: add one, or put one away. Who came from an urge goes back to it."""
    patient, urge = request.patient, _urge(request)
    if "hide" in request.POST:
        _hers(request, Reason, "hide").hide(timezone.now())
        messages.success(request, "Put away. Write the same words again to bring it back.")
        return redirect("urge_reasons")
    form = ReasonForm(request.POST if request.method == "POST" else None, patient=patient, urge=urge and urge.pk)
    if request.method == "POST" and form.is_valid():
        form.save()
        return _back(urge, Urge.Tool.REASONS) or redirect("urge_reasons")
    context = {"form": form, "reasons": Reason.objects.filter(patient=patient).shown(), "tab": "more"}
    return render(request, "journal/urge_reasons.html", context, status=422 if form.errors else 200)


@patient_only
@require_http_methods(["GET", "POST"])
def urge_people(request):
    """The people she may call: add, change, or take off. Who came from an urge goes back to it."""
    patient, urge = request.patient, _urge(request)
    if "remove" in request.POST:
        _hers(request, Supporter, "remove").delete()
        messages.success(request, "Taken off your list.")
        return redirect("urge_people")
    person = _hers(request, Supporter, "person") if request.POST.get("person") else None
    data = request.POST if request.method == "POST" else None
    form = SupporterForm(data, patient=patient, person=person, urge=urge and urge.pk)
    if request.method == "POST" and form.is_valid():
        form.save()
        return _back(urge, Urge.Tool.CALL) or redirect("urge_people")
    people = [(each, SupporterForm(patient=patient, person=each)) for each in Supporter.objects.filter(patient=patient)]
    context = {"form": form, "person": person, "people": people, "tab": "more"}
    return render(request, "journal/urge_people.html", context, status=422 if form.errors else 200)


def _urge(request) -> Urge | None:
    """The urge in which she adds something."""
    number = request.POST.get("urge", "")
    return Urge.objects.filter(patient=request.patient, pk=number).first() if names_a_row(number) else None


def _hers(request, model, name: str):
    number = request.POST.get(name, "")
    return get_object_or_404(model, patient=request.patient, pk=number if names_a_row(number) else 0)


def _back(urge: Urge | None, tool: str) -> HttpResponseRedirect | None:
    return redirect(f"{reverse('urge_tool', args=[urge.pk])}?tool={tool}") if urge else None
