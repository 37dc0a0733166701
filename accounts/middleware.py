"""What holds for every request: who the database thinks is asking, and headers."""

import zoneinfo
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError, transaction
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

from . import rls, rows
from .encrypted import WrongNotesKey
from .models import Patient

TOUCH_EVERY = 300  # seconds; an idle session ends, a busy one goes on
# What `visible_to` says of oneself. Every page asks it, and making it anew takes longer than answering it.
# With it comes whether somebody opened her journal in an emergency and she hasn't read of it.
HERSELF = (
    "SELECT *, EXISTS (SELECT FROM accounts_breakglass WHERE patient_id = user_id AND seen_at IS NULL) AS was_opened"
    " FROM accounts_patient WHERE user_id = %s"
)


class RowSecurityMiddleware:
    """Runs a signed-in request in one transaction as its role in PostgreSQL (`accounts.rls`).

    An exception in the view takes back everything the request wrote. `request.patient` is the signed-in patient, read
    when first used, or None. Pages of signed-in people are never kept by a browser or proxy.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if user.is_authenticated and self._was_left(request):
            logout(request)
            user = request.user
        if not user.is_authenticated:
            request.patient = None
            return self.get_response(request)
        request.patient = SimpleLazyObject(lambda: self._patient(user))
        try:
            with rls.acting_as(rls.role_of(user), user.pk):
                response = self.get_response(request)
                if hasattr(response, "render") and not response.is_rendered:
                    response.render()
        finally:
            timezone.deactivate()
        self._touch(request, user)
        add_never_cache_headers(response)
        return response

    def process_exception(self, request, exception):
        """Take back what the request wrote; a notes key that doesn't fit is a page of its own."""
        if request.user.is_authenticated:
            with suppress(DatabaseError):
                bool(request.patient)  # the error page asks for her country, and after the next line nothing can
            transaction.set_rollback(True)
        if isinstance(exception, WrongNotesKey):
            return render(request, "503.html", {"why": str(exception)}, status=503)
        return None

    @staticmethod
    def _patient(user):
        patient = None if user.is_staff or user.is_friend else next(iter(rows.read(Patient, HERSELF, [user.pk])), None)
        if patient:
            timezone.activate(zoneinfo.ZoneInfo(patient.time_zone))
        return patient

    @staticmethod
    def _was_left(request) -> bool:
        """Whether a session that isn't to be remembered has been idle for long: a browser may bring it back."""
        session = request.session
        idle = timezone.now().timestamp() - session.get("touched", 0)
        return "touched" in session and session.get_expire_at_browser_close() and idle > settings.IDLE_SESSION_SECONDS

    @staticmethod
    def _touch(request, user):
        session = request.session
        ends_when_idle = user.is_staff or session.get_expire_at_browser_close()
        if ends_when_idle and not session.is_empty():
            now = int(timezone.now().timestamp())
            if now - session.get("touched", 0) > TOUCH_EVERY:
                session["touched"] = now
                if user.is_staff:
                    session.set_expiry(settings.STAFF_SESSION_SECONDS)


class AskWhoIsThere(LoginRequiredMiddleware):
    """Asks for a log-in, and leads back to where a page was. The address of a button has no page: whoever tapped it
    after the session was over comes back to the page with the button."""

    def handle_no_permission(self, request, view_func):
        """To the log-in page."""
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(page_before(request), self.get_login_url(view_func))


def page_before(request) -> str:
    """The page of ours from which a form was sent; the first page when the browser doesn't say."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"


def no_empty_page(get_response):
    """Says in words that an address has no page, where there is only a button: an empty page says nothing."""

    def middleware(request):
        response = get_response(request)
        if response.status_code != 405 or request.method != "GET" or response.content:
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def headers(get_response):
    """Adds what Django has no setting for: no camera, microphone or place for any page."""

    def middleware(request):
        response = get_response(request)
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        return response

    return middleware
