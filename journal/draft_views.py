"""What a page sends along the way: each tap as a draft, about the same as yesterday, and a fresh token."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.decorators import patient_only
from accounts.saving import revision_or_none

from .days import today_of, why_not
from .models import Draft, Entry
from .services import say_same
from .unsaved import answers_in, keep_draft, keeps_unsaved, wants_json


@login_not_required
@keeps_unsaved
@patient_only
@require_POST
def entry_draft(request, day):
    """Keep what was tapped so far; `drop` throws it away. A draft that comes after its own save is not kept; taps made
    `after` another save have seen the version that this one made."""
    patient = request.patient
    if why_not(day, today_of(patient)):
        raise Http404
    if request.POST.get("owner", str(patient.code)) != str(patient.code):
        return JsonResponse({"owner": True}, status=403)
    if "drop" in request.POST:
        Draft.objects.filter(patient=patient, date=day).delete()
        return redirect("entry_day", day=day)
    patient.lock()
    made = Entry.objects.filter(patient=patient, date=day).values_list("history__client_id", "history__revision")
    revisions = {str(save_id): revision for save_id, revision in made}
    is_over = request.POST.get("save_id") in revisions
    if not is_over:
        seen = revisions.get(request.POST.get("after")) or revision_or_none(request.POST.get("seen")) or 0
        keep_draft(patient, day, answers_in(request.POST), seen)
    return JsonResponse({"kept": not is_over})


@patient_only
@require_POST
def entry_same(request, day):
    """One tap: today was about the same as the day before. Use and safety are asked afresh each day."""
    patient = request.patient
    if why_not(day, today_of(patient)):
        raise Http404
    before = get_object_or_404(Entry, patient=patient, date=day - timedelta(days=1))
    if not Entry.objects.filter(patient=patient, date=day).exists():
        say_same(patient=patient, day=day, before=before)
    return redirect("entry_day", day=day)


@login_not_required
@require_GET
def outbox(request):
    """For the script that sends what was kept on the phone: who is logged in here, and a token that is still good."""
    if not request.user.is_authenticated:
        login = reverse("account_login")
        return JsonResponse({"login": login}, status=401) if wants_json(request) else redirect_to_login(request.path)
    if not request.patient:
        raise Http404
    return JsonResponse({"owner": request.patient.code, "token": get_token(request)})
