"""What her form asks: questions of her own, one at a time, and the words on the quick lists."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import patient_only
from accounts.rows import names_a_row

from .models import OwnTag
from .question_forms import OwnTagForm, QuestionsForm, pinnable
from .tagging import Chips, Kind


@patient_only
@require_http_methods(["GET", "POST"])
def questions(request):
    """Up to four questions of her own in the quick form, and whether it shows one at a time."""
    form = QuestionsForm(request.POST or None, patient=request.patient, symptoms=pinnable())
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Your check-in asks it so from now on.")
        return redirect("today")
    return _page(request, form=form, status=422 if form.errors else 200)


@patient_only
@require_POST
def own_tag(request):
    """Add words of her own to a quick list."""
    form = OwnTagForm(request.POST, patient=request.patient)
    if not form.is_valid():
        return _page(request, tag_form=form, status=422)
    form.save()
    return redirect(reverse("questions") + "#tags")


@patient_only
@require_POST
def hide_tag(request):
    """Leave a tag out of her lists, or take it in again. Days that name it keep it."""
    code, patient = request.POST.get("code", ""), request.patient
    hide = request.POST.get("hide") == "1"
    if code.startswith("own-"):
        number = code.removeprefix("own-")
        tag = get_object_or_404(OwnTag, patient=patient, pk=number if names_a_row(number) else 0)
        tag.hidden_at = timezone.now() if hide else None
        tag.save(update_fields=["hidden_at"])
    else:
        patient.lock()
        patient.refresh_from_db(fields=["hidden_tags"])
        known = {chip.code for kind in Kind.values for chip in Chips(patient).known[kind]}
        hidden = set(patient.hidden_tags) | {code} if hide else set(patient.hidden_tags) - {code}
        patient.hidden_tags = sorted(hidden & known)
        patient.save(update_fields=["hidden_tags"])
    return redirect(reverse("questions") + "#tags")


def _page(request, *, form=None, tag_form=None, status=200):
    patient = request.patient
    chips = Chips(patient)
    context = {
        "form": form or QuestionsForm(patient=patient, symptoms=pinnable()),
        "tag_form": tag_form or OwnTagForm(patient=patient),
        "lists": [
            (kind.label, [(chip, chip.code in chips.hidden) for chip in chips.known[kind]]) for kind in Kind
        ],
        "tab": "more",
    }
    return render(request, "journal/questions_page.html", context, status=status)
