"""What makes the check-in open without a network, and leaves nothing behind at logging out."""

import hashlib
import json

from allauth.account.views import logout as log_out
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .context import plain_house

NEEDED = ["vendor/bootstrap.min.css", "site.css", "site.js", "checkin.js", "one.js", "icon.svg", "favicon.ico"]
ICONS = [
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable.png", "512x512", "maskable"),
]


@login_not_required
@require_safe
@cache_control(no_cache=True)
def service_worker(request):
    """The worker, for all pages. It names the present files, so that it changes when they do."""
    page = render_to_string("offline.html", {"house": plain_house()})
    files = [static(name) for name in NEEDED]
    version = hashlib.sha256("".join([page, *files]).encode()).hexdigest()[:12]
    text = render_to_string("sw.js", {"told": json.dumps({"files": files, "page": page, "version": version})})
    return HttpResponse(text, content_type="text/javascript", headers={"Service-Worker-Allowed": "/"})


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request):
    """So that it can be put on the first screen of a phone, under a name that tells nobody anything."""
    png = {"type": "image/png"}
    icons = [png | {"src": static(name), "sizes": size, "purpose": use} for name, size, use in ICONS]
    told = {"name": "Notebook", "short_name": "Notebook", "start_url": "/journal/today/", "scope": "/", "id": "/"}
    told |= {"display": "standalone", "background_color": "#f7f6f1", "theme_color": "#17635e", "icons": icons}
    return JsonResponse(told, content_type="application/manifest+json")


@login_not_required
def logout(request):
    """Log out; the browser is told to let go of every page it keeps. What the phone keeps itself, its script removes:
    only hers, as an entry of somebody else may still wait there to be sent."""
    was_there = request.method == "POST" and request.user.is_authenticated
    response = log_out(request)
    if was_there:
        response["Clear-Site-Data"] = '"cache"'
    return response
