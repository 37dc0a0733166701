"""Answers that arrive when nobody is logged in any more: kept, sealed, until she is."""

import json
from datetime import date
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.encrypted import seal, unseal

from .models import Draft
from .models.entry import NOTE_LENGTH

KEY = "unsaved"
MOST_FIELDS, MOST_VALUES = 120, 100
NOT_ANSWERS = {"csrfmiddlewaretoken", "save", "more", "save_id", "seen", "owner"}
SEVERAL = {"triggers", "coping"}  # always a list, also of one


def wants_json(request) -> bool:
    """Whether a script asks, which can't read a page."""
    return request.headers.get("Accept", "") == "application/json"


def answers_in(data) -> dict:
    """The answers of a sent form by field, as typed: a text, or a list where several were sent. Bounded, as they are
    kept before anybody has looked at them."""
    names = [name for name in data if name not in NOT_ANSWERS and len(name) <= 40][:MOST_FIELDS]
    sent = {name: [value[:NOTE_LENGTH] for value in data.getlist(name)[:MOST_VALUES]] for name in names}
    return {name: values[0] if len(values) == 1 and name not in SEVERAL else values for name, values in sent.items()}



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
    """Keep the answers that were sent in the session, sealed, for the next time the form of `day` is opened (None:
    any day's)."""
    told = {"day": day.isoformat() if day else "", "answers": answers_in(request.POST)}
    told |= {name: request.POST.get(name, "") for name in ("owner", "seen")}
    request.session[KEY] = seal(json.dumps(told))


def take_up_unsaved(request, day: date) -> None:
    """Make a draft of `day` of what arrived before she logged in; only if it was hers."""
    if KEY not in request.session:
        return
    told = json.loads(unseal(request.session.pop(KEY)))
    if told["owner"] == str(request.patient.code) and told["day"] in ("", day.isoformat()):
        keep_draft(request.patient, day, told["answers"], told["seen"])


def keep_draft(patient, day: date, answers: dict, seen: str) -> None:
    """Add `answers` to her draft of `day`; `seen` is the revision that her form was made from."""
    draft = Draft.objects.select_for_update().filter(patient=patient, date=day).first()
    if draft is None:
        base = int(seen) if seen.isascii() and seen.isdigit() and len(seen) <= 9 else 0
        draft = Draft(patient=patient, date=day, revision=base)
    draft.fields = draft.fields | answers
    draft.save()


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
