"""The pages that join the apps: the front door, the welcome, the menu, and the health check."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from accounts.decorators import patient_only
from flags.services import shared_with_anybody
from goals import views as weekly
from plans.models import Item
from resources import views as directory
from resources.countries import guess
from timeline.saved_help import told_beside

from .at_hand import own_help
from .context import plain_house
from .forms import WelcomeForm


@login_not_required
def home(request):
    """What this is, for visitors; today's check-in for a patient, the caseload for staff."""
    if not request.user.is_authenticated:
        return render(request, "home.html", {"tab": "home"})
    if request.user.is_staff:
        return redirect("admin:index")
    if request.user.is_friend:
        return redirect("beside")
    return redirect("today" if request.patient and request.patient.welcomed_at else "welcome")


@login_not_required
def healthz(request):
    """200 when the database answers, 503 when it doesn't."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


def welcome(request):
    """The first questions, and the same ones later to change the answers."""
    if request.user.is_staff or request.user.is_friend:
        raise Http404
    guessed = guess(request.headers.get("Accept-Language", "")) or ""
    form = WelcomeForm(
        request.POST or None, user=request.user, patient=request.patient or None, guessed_country=guessed
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("today" if form.is_first_time else "more")
    status = 422 if request.method == "POST" else 200
    return render(request, "welcome.html", {"form": form, "tab": "more"}, status=status)


@login_not_required
def help_now(request):
    """Whom to reach. A signed-in patient is taken to her own country's lines; anybody may ask for another's. Her own
    plan and people stand first, except in the copy that her phone keeps (`?kept=1`): that holds public numbers only."""
    home = request.patient.country if request.patient else ""
    if home and "country" not in request.GET:
        return redirect(f"{request.path}?country={home}")
    hers = own_help(request.patient) if request.patient and "kept" not in request.GET else None
    return directory.help_now(request, hers=hers)


@login_not_required
def resource(request, slug):
    """An entry of the directory; for a signed-in patient with whether it is on her list."""
    return directory.resource(request, slug, told_beside(request.patient, slug))


@patient_only
def goals(request):
    """Her goals of this week; those of her plan to choose from."""
    small = Item.objects.filter(patient=request.patient, section="goals").order_by("position")
    return weekly.goals(request, of_plan=[item.text for item in small])


@patient_only
def more(request):
    """Everything that has no tab of its own."""
    return render(request, "more.html", {"tab": "more", "is_shared": shared_with_anybody(request.patient)})


def bad_request(request, exception):
    """A request that can't be read."""
    return render(request, "400.html", status=400)


def server_error(request):
    """Something is wrong on our side: 503 when the database can't be reached, else 500. Needs no database itself."""
    no_database = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    name, status = ("503.html", 503) if no_database else ("500.html", 500)
    return HttpResponse(render_to_string(name, {"house": plain_house()}), status=status)
