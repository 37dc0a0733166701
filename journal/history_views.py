"""Looking back: the days as a calendar and a list, one day, and a search in her own notes."""

from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import patient_only

from . import calendar, day_page
from .days import EARLIEST_DAY, today_of, why_not
from .marks import LEGEND
from .models.entry import day_or_none
from .search_forms import SearchForm
from .searching import MOST_HITS, search


@patient_only
@require_safe
def history(request):
    """Her days. `?month=2026-11` is a month's calendar and its days, without it the present month's and the newest
    days; `?before=2026-03-01` goes on with the list."""
    today, day = today_of(request.patient), day_or_none(request.GET.get("before"))
    context = {"tab": "more", "legend": LEGEND, "present": today, "first_month": EARLIEST_DAY}
    if day:
        return _history(request, context, calendar.before(request.patient, day))
    asked = request.GET.get("month")
    if asked is None:
        return _history(request, context, calendar.newest(request.patient, today))
    month = calendar.month_or_none(asked)
    why = calendar.why_no_month(month, today)
    if why:
        context |= {"why": why, "asked": asked}
        return _history(request, context, calendar.newest(request.patient, today), status=400)
    context["asked_for_month"] = month
    return _history(request, context, calendar.of_month(request.patient, month, today))


def _history(request, context: dict, found: calendar.History, status: int = 200):
    return render(request, "journal/history.html", context | {"history": found}, status=status)


@patient_only
@require_safe
def entry_look(request, day):
    """One day, to read."""
    why = why_not(day, today_of(request.patient))
    if why:
        return render(request, "journal/no_such_day.html", {"why": why, "tab": "more"}, status=400)
    page = day_page.build(request.patient, day)
    return render(request, "journal/look.html", {"page": page, "day": day, "tab": "more"})


@sensitive_post_parameters()
@patient_only
@require_http_methods(["GET", "POST"])
def search_notes(request):
    """A search in her own notes. The words are sent, and neither they nor what is found are kept anywhere."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    found = search(request.patient, form.cleaned_data["words"]) if form.is_valid() else None
    context = {"form": form, "found": found, "most": MOST_HITS, "tab": "more"}
    return render(request, "journal/search.html", context, status=422 if form.errors else 200)
