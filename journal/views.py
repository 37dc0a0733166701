"""The check-in: a day's form, and what becomes of what was sent."""

from datetime import date, timedelta
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.decorators import patient_only

from . import asking
from .days import EARLIEST_DAY, today_of, why_not
from .forms import TAGS, CheckInForm
from .models import Draft, Entry, HeldSave
from .reading import Page, page_of
from .safety import help_first
from .services import NewerVersion, hold, made_by
from .tagging import Chips
from .two_versions import show_both
from .unsaved import keeps_unsaved, take_up_unsaved, wants_json

ONE_DAY = timedelta(days=1)


@login_not_required
@require_http_methods(["GET", "POST"])
@keeps_unsaved
@patient_only
def today(request):
    """Her present day. The form says which day it is, so that it still is that day after midnight."""
    return _check_in(request, today_of(request.patient))


@login_not_required
@require_http_methods(["GET", "POST"])
@keeps_unsaved
@patient_only
def day(request, day):
    """The check-in of any day up to today; `?full=1` with all questions."""
    why = why_not(day, today_of(request.patient))
    if why and wants_json(request):
        return JsonResponse({"why": why}, status=400)
    if why:
        return render(request, "journal/no_such_day.html", {"why": why, "tab": "today"}, status=400)
    return _check_in(request, day)


def _check_in(request, day: date):
    if request.method == "POST":
        return _save(request, day)
    patient = request.patient
    take_up_unsaved(request, day)
    there = page_of(patient, day)
    held = HeldSave.objects.filter(patient=patient, date=day).waiting().first() if there.held_day == day else None
    if held:
        return show_both(request, there.entry, held)
    symptoms = there.catalogue.symptoms
    asked = asking.quick(patient, symptoms)
    full = "full" in request.GET or bool(there.draft and asking.goes_beyond(asked, there.draft.filled))
    asked = asking.full(patient, symptoms, day) if full else asked
    chips = Chips(patient) if full else None
    form = _form(request, day, asked, there.entry, chips=chips, draft=there.draft)
    return _page(request, form, draft=there.draft, offers_same=there.wrote_before, held_day=there.held_day)


def _form(request, day: date, asked: asking.Asked, entry: Entry | None, **more) -> CheckInForm:
    today = today_of(request.patient)
    data = request.POST if request.method == "POST" else None
    return CheckInForm(data, patient=request.patient, asked=asked, entry=entry, day=day, today=today, **more)


def _page(
    request, form: CheckInForm, draft: Draft | None = None, offers_same: bool = False, held_day: date | None = None
):
    today, day, entry = today_of(request.patient), form.day, form.entry
    context = {
        "form": form,
        "day": day,
        "today": today,
        "yesterday": today - ONE_DAY,
        "day_before": day - ONE_DAY if day > EARLIEST_DAY else None,
        "entry": entry,
        "draft": draft,
        "held_day": held_day,
        "same": offers_same and not entry and not draft and day == today,
        "tab": "today",
    }
    return render(request, "journal/checkin.html", context, status=422 if form.errors else 200)


def _save(request, day: date):
    patient = request.patient
    if request.POST.get("owner", str(patient.code)) != str(patient.code):
        return _not_hers(request)
    there = page_of(patient, day)
    chips = Chips(patient) if any(name in request.POST for name in TAGS) else None
    asked = asking.told_in(patient, there.catalogue.symptoms, set(request.POST))
    form = _form(request, day, asked, there.entry, chips=chips)
    if not form.is_valid():
        return _again(request, form, there)
    try:
        entry = form.save()
    except NewerVersion as newer:
        return _both(request, newer.entry, form)
    return _kept(request, form, entry)


def _not_hers(request):
    """Somebody else is logged in here now than when the form was opened: nothing of it may land in this journal."""
    if wants_json(request):
        return JsonResponse({"owner": True}, status=403)
    return render(request, "journal/not_yours.html", {"tab": "today"}, status=403)


def _again(request, form: CheckInForm, there: Page):
    if wants_json(request):
        return JsonResponse({"errors": form.errors}, status=422)
    if "full" in request.GET:
        asked = asking.full(request.patient, there.catalogue.symptoms, form.day)
        chips = Chips(request.patient)
        form = _form(request, form.day, asked, there.entry, chips=chips)
    return _page(request, form)


def _both(request, entry: Entry, form: CheckInForm):
    save_id, seen = form.save_id or uuid4(), form.seen_revision
    held = hold(
        patient=request.patient, day=form.day, told=form.told, save_id=save_id, seen=seen, fields=form.fields
    )
    if held.settled_at:
        return _kept(request, form, entry)
    if wants_json(request):
        address = reverse("entry_day", args=[form.day])
        return JsonResponse({"held": True, "save_id": save_id, "next": address}, status=409)
    return show_both(request, entry, held, status=409)


def _kept(request, form: CheckInForm, entry: Entry):
    full = "more" in request.POST and not help_first(entry.ratings)
    address = reverse("entry_day" if full else "entry_saved", args=[form.day]) + ("?full=1" if full else "")
    if wants_json(request):
        told = {"saved": True, "save_id": form.save_id, "revision": made_by(entry, form.save_id), "next": address}
        return JsonResponse(told)
    return redirect(address)
