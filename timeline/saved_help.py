"""Help she put aside: a list of her own beside the public directory, which knows nobody."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import patient_only
from accounts.models import Patient
from resources.models import Resource

from .models import SavedHelp

MOST = 100  # on one page; more is not a short list any more
FULL = "Your list is full. Take something off it first."


@patient_only
@require_safe
def saved_help(request):
    """Her list, the newest first. What was taken out of the directory since isn't shown."""
    saved = SavedHelp.objects.filter(patient=request.patient, resource__status="active").select_related("resource")
    rows = [each.resource for each in saved.defer("resource__body", "resource__search_vector")[:MOST]]
    return render(request, "timeline/saved_help.html", {"rows": rows, "tab": "help"})


@patient_only
@require_POST
def save_help(request, slug):
    """Put one on the list, or take it off."""
    found = get_object_or_404(Resource.objects.published(), slug=slug)
    hers = SavedHelp.objects.filter(patient=request.patient)
    if request.POST.get("save") == "0":
        hers.filter(resource=found).delete()
        messages.success(request, "It is off your list.")
    elif hers.count() >= MOST:
        messages.warning(request, FULL)
    else:
        SavedHelp.objects.get_or_create(patient=request.patient, resource=found)
        messages.success(request, "Saved. You find it under Help, “What you saved”.")
    return redirect("resource", slug=slug)


def told_beside(patient: Patient | None, slug: str) -> dict:
    """What the page of an entry says to her about her list; nothing to anybody else."""
    if not patient:
        return {}
    saved = SavedHelp.objects.filter(patient=patient, resource__slug=slug).exists()
    return {"can_save": True, "is_saved": saved}
