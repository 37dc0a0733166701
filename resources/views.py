"""Three public pages. They need no account, no cookie and no JavaScript, and nothing records who asked what."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from resources import countries
from resources.forms import CountryForm, FindForm
from resources.models import Resource
from resources.services import crisis_lines

PER_PAGE = 30


@login_not_required
@require_safe
def resources(request):
    """The directory: searched, filtered, thirty to a page."""
    form = FindForm(request.GET)
    page = Paginator(form.found(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"tab": "help", "form": form, "page": page, "left_out": form.left_out(), "asked": form.has_changed()}
    return render(request, "resources/resources.html", context)


@login_not_required
@require_safe
def resource(request, slug):
    """One entry; a draft, a suspended or a retired one is not there."""
    found = get_object_or_404(Resource.objects.published(), slug=slug)
    return render(request, "resources/resource.html", {"tab": "help", "resource": found})


@login_not_required
@require_safe
def help_now(request):
    """Whom to call, for the country in the address; without one, for the browser's country if that is one of ours."""
    asked = request.GET.get("country")
    chosen = None if asked is None else countries.known(asked)
    guessed = countries.guess(request.headers.get("Accept-Language", "")) if asked is None else None
    country = chosen or guessed or countries.ELSEWHERE
    context = {
        "tab": "help",
        "help": crisis_lines(country),
        "form": CountryForm(initial={"country": country}),
        "guessed": guessed is not None,
        "unknown": asked is not None and chosen is None,
    }
    response = render(request, "resources/help_now.html", context)
    patch_vary_headers(response, ["Accept-Language"])
    return response
