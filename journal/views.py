"""The check-in and the list of days."""

from datetime import date, timedelta

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import patient_only

from .days import EARLIEST_DAY, today_of
from .forms import CheckInForm
from .models import Entry, Symptom
from .models.entry import day_or_none

DAYS_A_PAGE = 30


@patient_only
@require_http_methods(["GET", "POST"])
def today(request):
    """Her present day. The form says which day it is, so that it still is that day after midnight."""
    return _check_in(request, today_of(request.patient))


@patient_only
@require_http_methods(["GET", "POST"])
def day(request, day):
    """The check-in of any day up to today."""
    why_not = _refusal(day, today_of(request.patient))
    if why_not:
        return render(request, "journal/no_such_day.html", {"why": why_not, "tab": "today"}, status=400)
    return _check_in(request, day)


def _refusal(day: date, today: date) -> str:
    if day > today:
        return "This day is still to come. You can write about it when it is here."
    if day < EARLIEST_DAY:
        return f"The journal begins in {EARLIEST_DAY.year}. Please choose a later day."
    return ""


def _check_in(request, day: date):
    entry = Entry.objects.filter(patient=request.patient, date=day).first()
    symptoms = list(Symptom.objects.quick())
    now = today_of(request.patient)
    form = CheckInForm(request.POST or None, symptoms=symptoms, entry=entry, day=day, today=now)
    if request.method == "POST" and form.is_valid():
        form.save(request.patient)
        return redirect("entry_saved", day=day)
    days = {"day": day, "today": now, "yesterday": now - timedelta(days=1)}
    before = day - timedelta(days=1) if day > EARLIEST_DAY else None
    context = {"form": form, **days, "before": before, "entry": entry, "tab": "today"}
    return render(request, "journal/checkin.html", context, status=422 if form.errors else 200)


@patient_only
def history(request):
    """Her days, the newest first, a page at a time (`?before=2026-03-01`)."""
    before = day_or_none(request.GET.get("before"))
    entries, older = Entry.objects.filter(patient=request.patient).page(before, DAYS_A_PAGE)
    context = {"entries": entries, "older": older, "before": before, "tab": "more"}
    return render(request, "journal/history.html", context)
