"""Sharing and privacy: what she gives, takes back, takes out and erases."""

from datetime import date
from itertools import groupby

from django.contrib import messages
from django.db.models import Count
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from . import emergencies, privacy_page, sharing
from . import privacy as private
from .decorators import patient_only
from .forms import CODE_UNKNOWN, CodeForm, ConsentForm, PasswordAgainForm
from .models import AccessLog, BreakGlass, CareLink, Invitation

LOOKS_SHOWN, EMERGENCIES_SHOWN = 300, 20


@patient_only
def share(request):
    """Enter the code that a clinician gave her."""
    if request.patient.erase_on:
        return redirect("privacy")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session["invitation"] = form.cleaned_data["code"].pk
        return redirect("consent")
    context = {"form": form, "tab": "more"}
    return render(request, "accounts/share.html", context, status=422 if form.errors else 200)


@patient_only
def consent(request):
    """Read what will be shared, with whom and why; agree, or not."""
    if request.patient.erase_on:
        return redirect("privacy")
    invitation = Invitation.objects.open().filter(pk=request.session.get("invitation")).first()
    if invitation is None:
        messages.info(request, CODE_UNKNOWN)
        return redirect("share")
    expires_on = sharing.year_from(timezone.localdate())
    text = sharing.consent_text(invitation, expires_on)
    shown = f"{invitation.pk}-{sharing.digest(text)}"
    if request.method == "POST" and request.POST.get("seen") != shown:
        messages.warning(request, "What you said yes to is not what stands here now. Please read it and answer again.")
        return redirect("consent")
    form = ConsentForm(request.POST or None, initial={"chosen_name": request.patient.chosen_name, "seen": shown})
    if request.method == "POST" and form.is_valid():
        return _share(request, invitation, form.cleaned_data, expires_on)
    context = {"form": form, "holder": invitation.holder, "text": text, "tab": "more"}
    return render(request, "accounts/consent.html", context, status=422 if form.errors else 200)


def _share(request, invitation, answers, expires_on):
    try:
        answers = {name: answers[name] for name in ("scope", "chosen_name")}
        sharing.give_consent(patient=request.patient, invitation=invitation, expires_on=expires_on, **answers)
    except Invitation.DoesNotExist:
        messages.info(request, CODE_UNKNOWN)
        return redirect("share")
    request.session.pop("invitation")
    messages.success(request, f"You now share your journal with {invitation.holder}.")
    return redirect("privacy")


@patient_only
def privacy(request):
    """With whom she shares, who looked, her copy, and the way out."""
    patient = request.patient
    context = {
        "shares": privacy_page.shares(patient),
        "ended": patient.care_links.exclude(ended_at=None).select_related("clinician", "team"),
        "emergencies": patient.emergencies.all()[:EMERGENCIES_SHOWN],
        "looks": _looks(patient),
        "reasons": private.done_for_a_reason(patient),
        "erase_on": patient.erase_on,
        "tab": "more",
    }
    return render(request, "accounts/privacy.html", context)


def _looks(patient) -> list[tuple[date, str, list[str]]]:
    """Who looked on which day, newest first, and at what."""
    looks = AccessLog.objects.filter(patient=patient).exclude(actor=patient.pk)
    counted = looks.values("at__date", "actor_name", "what").annotate(times=Count("pk"))
    counted = counted.order_by("-at__date", "actor_name", "what")
    days = groupby(counted[:LOOKS_SHOWN], key=lambda look: (look["at__date"], look["actor_name"]))
    return [(day, name, [_seen(**look) for look in at]) for (day, name), at in days]


def _seen(what: str, times: int, **_) -> str:
    label = AccessLog.What(what).label
    return f"{label}, {times} times" if times > 1 else label


@patient_only
@require_POST
def end(request, link):
    """Stop sharing with one clinician, at once."""
    link = get_object_or_404(CareLink, pk=link, patient=request.patient)
    sharing.end_sharing(patient=request.patient, link=link)
    messages.success(request, "You no longer share your journal with them. Access has ended.")
    return redirect("privacy")


@patient_only
@require_POST
def emergency(request, pk):
    """She has read of an emergency; with `end`, it is over now."""
    opened = get_object_or_404(BreakGlass, pk=pk, patient=request.patient)
    if "end" in request.POST:
        emergencies.end(opened)
        messages.success(request, "It is over now. They can't open your journal any more.")
    emergencies.mark_seen(opened)
    return redirect("privacy")


@patient_only
def export_everything(request):
    """All that is kept about her, as one JSON file."""
    AccessLog.objects.record(request.user, [request.patient], AccessLog.What.EXPORT)
    response = JsonResponse(private.everything_about(request.patient), json_dumps_params={"indent": 1})
    response["Content-Disposition"] = 'attachment; filename="journal.json"'
    return response


@patient_only
@require_http_methods(["GET", "POST"])
def erase(request):
    """Ask for everything to be erased, with the password, and two weeks to undo it."""
    form = PasswordAgainForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        day = private.ask_for_erasure(patient=request.patient, today=timezone.localdate())
        messages.success(request, f"Everything will be erased on {day:%-d %B %Y}. Sharing has ended now.")
        return redirect("privacy")
    context = {"form": form, "undo_days": private.UNDO_DAYS, "tab": "more"}
    return render(request, "accounts/erase.html", context, status=422 if form.errors else 200)


@patient_only
@require_POST
def undo_erase(request):
    """She stays after all."""
    private.undo_erasure(patient=request.patient)
    messages.success(request, "Nothing will be erased.")
    return redirect("privacy")
