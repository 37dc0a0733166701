"""A closer look at some of her answers, and a letter for her doctor."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.decorators import patient_only
from journal.days import today_of

from .builder import build, trouble_of
from .forms import RANGE, SHOW, OutcomeForm
from .letter import letter


@patient_only
@require_GET
def closer(request):
    """`?range=` says which days, `?show=` by its number beside which answer other things are put."""
    wanted, today = request.GET.get(RANGE, ""), today_of(request.patient)
    view = build(request.patient, today=today, wanted=wanted, shown=request.GET.get(SHOW, ""))
    form = OutcomeForm(together=view.together, everything=view.everything)
    return render(request, "timeline/closer.html", {"closer": view, "form": form, "today": today, "tab": "timeline"})


@patient_only
@require_GET
def closer_letter(request):
    """The letter, for as long as there is a reason for one. Nothing she changes in it is kept."""
    today = today_of(request.patient)
    trouble = trouble_of(request.patient, today)
    if trouble is None:
        return redirect("closer")
    return render(request, "timeline/closer_letter.html", {"letter": letter(trouble, today), "tab": "timeline"})
