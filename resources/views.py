"""Three public pages. They need no account, no cookie and no JavaScript, and nothing records who asked what."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from resources import countries, topics, vocabulary
from resources.caching import kept_by_visitors
from resources.finding import MOST
from resources.forms import CountryForm, FindForm
from resources.models import CrisisLine, Resource
from resources.services import crisis_lines, more_on

PER_PAGE = 30
NOT_LISTED = ("body", "sources", "search_vector", "search_text", "search_words", "search_name", "editor_note")


@login_not_required
@require_safe
@kept_by_visitors(Resource)
def resources(request):
    """The directory: searched, filtered, thirty to a page."""
    form = FindForm(request.GET)
    home = request.patient.country if request.patient else countries.guess(request.headers.get("Accept-Language", ""))
    found = form.found(home or "")
    page = Paginator(found.pks, PER_PAGE).get_page(request.GET.get("page"))
    rows = Resource.objects.defer(*NOT_LISTED).in_bulk(page.object_list)
    page.object_list = [rows[pk] for pk in page.object_list if pk in rows]
    context = {"tab": "help", "form": form, "page": page, "left_out": form.left_out(), "asked": form.has_changed()}
    context |= {"found": found, "most": MOST, "hard": topics.HARD, "phases": vocabulary.PHASES}
    response = render(request, "resources/resources.html", context)
    patch_vary_headers(response, ["Accept-Language"])
    return response


@login_not_required
@require_safe
@kept_by_visitors(Resource)
def resource(request, slug, beside=None):
    """One entry, or an article of ours; a draft, a suspended or a retired one is not there. `beside`: what another
    floor wants to say on the page."""
    found = get_object_or_404(Resource.objects.published(), slug=slug)
    country = request.patient.country if request.patient else ""
    more = more_on(found, country) if found.is_article else []
    context = {"tab": "help", "resource": found, "more": more}
    context["is_overdue"] = found.is_overdue(timezone.localdate())
    return render(request, "resources/resource.html", context | (beside or {}))


@login_not_required
@require_safe
@kept_by_visitors(CrisisLine)
def help_now(request, hers=None):
    """Whom to call, for the country in the address; without one, for the browser's country if that is one of ours.
    `hers`: what a signed-in person has of her own, to stand first."""
    asked = request.GET.get("country")
    chosen = None if asked is None else countries.known(asked)
    guessed = countries.guess(request.headers.get("Accept-Language", "")) if asked is None else None
    country = chosen or guessed or countries.ELSEWHERE
    context = {
        "tab": "help",
        "help": crisis_lines(country, timezone.localdate()),
        "form": CountryForm(initial={"country": country}),
        "guessed": guessed is not None,
        "unknown": asked is not None and chosen is None,
        "hers": hers,
    }
    response = render(request, "resources/help_now.html", context)
    patch_vary_headers(response, ["Accept-Language"])
    return response
