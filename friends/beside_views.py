"""The friend's side: joining with a code, and the one page they have."""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Case, When
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import friend_only
from accounts.rows import names_a_row
from resources import countries
from resources.models import Resource
from resources.vocabulary import ARTICLE

from . import services
from .forms import CodeForm, JoinForm
from .models import Line

GUIDES_SHOWN = 8


@login_not_required
@require_http_methods(["GET", "POST"])
def join(request):
    """Use a code. A visitor makes an account with it; a journal's account, and staff's, can't be a friend's too."""
    user = request.user
    if user.is_authenticated and not user.is_friend:
        return render(request, "friends/another_account.html", {"tab": "more"})
    if request.method == "POST" and not ratelimit.consume(request, action="join"):
        return ratelimit.respond_429(request)
    form = (CodeForm if user.is_authenticated else JoinForm)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _joined(request, form):
        return redirect("beside")
    return render(request, "friends/join.html", {"form": form}, status=422 if form.errors else 200)


def _joined(request, form) -> bool:
    if request.user.is_authenticated:
        return form.save(request.user) is not None
    if user := form.save_anew():
        get_adapter(request).login(request, user)
    return user is not None


@friend_only
@require_http_methods(["GET", "POST"])
def beside(request):
    """Everybody who lets this friend see something, and how to help."""
    if "leave" in request.POST:
        number = request.POST["leave"]
        line = get_object_or_404(Line, account=request.user, pk=number if names_a_row(number) else 0)
        services.leave(line)
        messages.success(request, f"{line.called} is no longer on your page.")
        return redirect("beside")
    context = {"lines": services.look(request.user), "guides": _guides(request)}
    return render(request, "friends/beside.html", context)


def _guides(request):
    """How to help, for the country that the browser speaks of, or for anywhere; what is to be read here comes first."""
    country = countries.guess(request.headers.get("Accept-Language", "")) or countries.ELSEWHERE
    guides = Resource.objects.published().filter(audience="family").for_country(country)
    return guides.order_by(Case(When(kind=ARTICLE, then=0), default=1), "position", "name")[:GUIDES_SHOWN]
