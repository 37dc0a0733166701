"""The button that says an entry was read, and the one that asks for a questionnaire."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import Patient
from assessments.due import ask_for
from assessments.views import instrument_or_404
from journal.models.entry import day_or_none

from . import access
from .act_views import moment
from .models import EntryReview
from .services import mark_reviewed

CHANGED_MEANWHILE = "Changed since you opened the page, so not marked. Please read it again."


def reviewed(request, entry):
    """Note that `entry` was read, in the version that was shown, and go back to where the button stood."""
    entries = type(entry).objects.visible_to(request.user).filter(pk=entry.pk)
    mark_as_read(request, entries, request.POST.get("version"), request.POST.get("outcome", ""))
    if request.POST.get("back") != "patient":
        return redirect("admin:journal_entry_change", entry.pk)
    before = day_or_none(request.POST.get("before"))
    query = f"?{urlencode({'before': before})}" if before else ""
    return redirect(f"{reverse('admin:accounts_patient_change', args=[entry.patient_id])}{query}#entry-{entry.pk}")


def ask(request, patient: Patient, key: str):
    """Ask `patient` for a questionnaire, as far as its answers would be shared, and go back to the patient."""
    instrument = instrument_or_404(key)
    if access.Scope.QUESTIONNAIRES not in access.sharing_of(request, patient.pk).scope:
        raise Http404
    ask_for(patient=patient, clinician=access.clinician_of(request), instrument=instrument)
    messages.success(request, f"Asked for {instrument.title}. It is offered, and can be left.")
    return redirect(f"{reverse('admin:accounts_patient_change', args=[patient.pk])}#questionnaires")


def mark_as_read(request, entries, seen: str | None, outcome: str = "") -> None:
    """Mark `entries` as they stood at the moment `seen`, with what came of it, and say so. Raises BadRequest if that
    isn't a moment, or the outcome isn't one that is offered."""
    seen_until = moment(seen)
    if outcome and outcome not in EntryReview.Outcome.values:
        raise BadRequest("What came of it?")
    mark_reviewed(clinician=access.clinician_of(request), entries=entries, seen_until=seen_until, outcome=outcome)
    if entries.filter(updated_at__gt=seen_until).exists():
        messages.warning(request, CHANGED_MEANWHILE)
    else:
        messages.success(request, "Marked as reviewed.")
