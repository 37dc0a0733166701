"""How the accounts library meets our house."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    """Staff go to their caseload, and their sessions are short."""

    def login(self, request, user):
        """Log `user` in; a staff session ends when idle."""
        super().login(request, user)
        if user.is_staff:
            request.session.set_expiry(settings.STAFF_SESSION_SECONDS)

    def get_login_redirect_url(self, request):
        """Where somebody lands after logging in."""
        return reverse("admin:index" if request.user.is_staff else "home")
