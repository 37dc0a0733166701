"""Her side: whom she lets see how she is, and exactly what they see."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.decorators import patient_only
from accounts.models import AccessLog

from . import services
from .forms import InviteForm, ShownForm
from .models import CODE_DAYS, Status, Tie
from .shown import NOTHING, shown_through

LOOKS_SHOWN = 10


@patient_only
@require_http_methods(["GET", "POST"])
def friends(request):
    """Say how she is, and see who sees it."""
    patient = request.patient
    if request.method == "POST":
        word = request.POST.get("status", "")
        services.say(patient=patient, word=word if word in Status.Word.values else "")
        return redirect("friends")
    ties = list(Tie.objects.filter(patient=patient))
    context = {
        "ties": [tie for tie in ties if not tie.ended_at],
        "ended": [tie for tie in ties if tie.ended_at and tie.joined_at],
        "status": services.present_status(patient),
        "words": Status.Word.choices,
        "tab": "more",
    }
    return render(request, "friends/friends.html", context)


@patient_only
@require_http_methods(["GET", "POST"])
def friend_invite(request):
    """Make a code for somebody. It is shown on the next page, once."""
    if request.patient.erase_on:
        return redirect("privacy")
    form = InviteForm(request.POST if request.method == "POST" else None, patient=request.patient)
    if request.method == "POST" and form.is_valid() and (made := form.save()):
        return _with_code(request, *made)
    status = 422 if form.errors else 200
    return render(request, "friends/invite.html", {"form": form, "tab": "more"}, status=status)


@patient_only
@require_http_methods(["GET", "POST"])
def friend(request, tie):
    """What one friend sees, to the word; change it, or stop."""
    tie = get_object_or_404(Tie.objects.kept(), patient=request.patient, pk=tie)
    if "stop" in request.POST:
        services.stop(tie)
        messages.success(request, f"{tie.called} sees nothing now. Nobody tells them.")
        return redirect("friends")
    if "again" in request.POST and not tie.account_id:
        return _with_code(request, tie, services.invite_again(tie))
    form = ShownForm(request.POST if request.method == "POST" else None, tie=tie, patient=request.patient)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Changed. Below is what they see now.")
        return redirect("friend", tie=tie.pk)
    context = {
        "tie": tie,
        "form": form,
        "shown": shown_through([tie]).get(tie.pk, NOTHING),
        "code": _code_of(request, tie),
        "code_days": CODE_DAYS,
        "join_address": request.build_absolute_uri(reverse("join")),
        "looks": _looks(tie),
        "tab": "more",
    }
    return render(request, "friends/friend.html", context, status=422 if form.errors else 200)


def _with_code(request, tie: Tie, code: str):
    request.session["friend_code"] = [tie.pk, code]
    return redirect("friend", tie=tie.pk)


def _code_of(request, tie: Tie) -> str:
    """The code that was just made for this tie, once."""
    of, code = request.session.get("friend_code") or (None, "")
    if of != tie.pk:
        return ""
    del request.session["friend_code"]
    return code


def _looks(tie: Tie):
    looks = AccessLog.objects.filter(patient=tie.patient_id, what=AccessLog.What.SHOWN, reference=str(tie.pk))
    return [look.at for look in looks[:LOOKS_SHOWN]]
