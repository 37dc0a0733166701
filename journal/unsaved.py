"""Answers that arrive when nobody is logged in any more: kept, sealed, until she is."""

import json
from datetime import date
from functools import wraps
from itertools import accumulate

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.encrypted import seal, unseal
from accounts.saving import revision_or_none

from .asking import FOLLOW_UP
from .catalogue import catalogue
from .days import BACK_FILL_DAYS, today_of, why_not
from .models import Draft
from .models.entry import NOTE_LENGTH, day_or_none, plain_lines

KEY = "unsaved"
MOST_FIELDS, MOST_VALUES, MOST_LETTERS = 120, 100, 20_000  # of one form; a full one with the longest note has less
MOST_DAYS = BACK_FILL_DAYS + 1
NOT_ANSWERS = {"csrfmiddlewaretoken", "save", "more", "save_id", "seen", "owner", "after"}
SEVERAL = {"triggers", "coping"}  # always a list, also of one


def wants_json(request) -> bool:
    """Whether a script asks, which can't read a page."""
    return request.headers.get("Accept", "") == "application/json"


def answers_in(data) -> dict:
    """The answers of a sent form by field, as typed: a text, or a list where several were sent. Bounded, as they are
    kept before anybody has looked at them."""
    names = [name for name in data if name not in NOT_ANSWERS and len(name) <= 40][:MOST_FIELDS]
    sent = {name: [plain_lines(value)[:NOTE_LENGTH] for value in data.getlist(name)[:MOST_VALUES]] for name in names}
    lengths = accumulate(len(name) + sum(map(len, values)) for name, values in sent.items())
    kept = [pair for pair, length in zip(sent.items(), lengths, strict=True) if length <= MOST_LETTERS]
    return {name: values[0] if len(values) == 1 and name not in SEVERAL else values for name, values in kept}


def keeps_unsaved(view):
    """For the check-in: who was logged out meanwhile logs in again and finds the answers in the form. A script gets
    401 and keeps them on the phone."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.is_authenticated or request.method != "POST":
            return view(request, *args, **kwargs)
        if wants_json(request):
            return JsonResponse({"login": reverse("account_login")}, status=401)
        set_aside(request, kwargs.get("day"))
        return redirect_to_login(request.path)

    return guarded


def set_aside(request, day: date | None) -> None:
    """Keep the answers that were sent in the session, sealed, until she is there and opens a form. `day` is the one
    they are about (None: her present one, whichever that is). Those of another day that were kept before stay."""
    kept = json.loads(unseal(request.session[KEY])) if KEY in request.session else {}
    told = {name: request.POST.get(name, "")[:40] for name in ("owner", "seen")}
    kept.pop(day_name := day.isoformat() if day else "", None)
    kept[day_name] = told | {"answers": answers_in(request.POST)}
    request.session[KEY] = seal(json.dumps(dict([*kept.items()][-MOST_DAYS:])))


def take_up_unsaved(request, opened: date) -> None:
    """Make drafts of what arrived before she logged in, as far as it was hers; she is `opened` in one of the days. Of
    other days she is told, as she doesn't see them."""
    if KEY not in request.session:
        return
    request.patient.lock()
    for name, told in json.loads(unseal(request.session.pop(KEY))).items():
        day = day_or_none(name) or opened
        if told["owner"] != str(request.patient.code) or why_not(day, today_of(request.patient)):
            continue
        keep_draft(request.patient, day, told["answers"], revision_or_none(told["seen"]) or 0)
        if day != opened:
            messages.info(request, f"What you wrote about {day:%A %-d %B} is kept there. It is not saved yet.")


def keep_draft(patient, day: date, answers: dict, seen: int) -> None:
    """Add `answers`, as far as they are to questions there are, to her draft of `day`; `seen` is the revision that her
    form was made from. For whoever holds `Patient.lock`."""
    draft = Draft.objects.filter(patient=patient, date=day).first() or Draft(patient=patient, date=day, revision=seen)
    known = askable(catalogue().symptoms)
    draft.fields = draft.fields | {name: value for name, value in answers.items() if name in known}
    if draft.fields:
        draft.updated_at = timezone.now()
        draft.save()


def askable(symptoms) -> set[str]:
    """The names of all fields that a form can have."""
    return {"note", *SEVERAL, *(each.code for each in symptoms if each.active and each.cadence != FOLLOW_UP)}


def csrf_failure(request, reason=""):
    """A form that was open for long, or from before another log-in. A check-in loses nothing by it: its answers are in
    the form when it is opened again, to be looked at and saved."""
    if wants_json(request):
        return JsonResponse({"csrf": True}, status=403)
    match = request.resolver_match
    is_check_in = bool(match) and match.url_name in {"today", "entry_day"}
    if is_check_in:
        set_aside(request, match.kwargs.get("day"))
    context = {"again": request.path if is_check_in else ""}
    return render(request, "403_csrf.html", context, status=403)
