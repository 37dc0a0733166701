"""Looking back: the days, one day, and what stands in the notes."""

from django.shortcuts import render

from accounts.decorators import patient_only

from .models import Entry
from .models.entry import day_or_none

DAYS_A_PAGE = 30


@patient_only
def history(request):
    """Her days, the newest first, a page at a time (`?before=2026-03-01`)."""
    before = day_or_none(request.GET.get("before"))
    entries, older = Entry.objects.filter(patient=request.patient).page(before, DAYS_A_PAGE)
    context = {"entries": entries, "older": older, "before": before, "tab": "more"}
    return render(request, "journal/history.html", context)
