"""How the accounts library meets our house."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.urls import reverse
from django.utils import timezone

USERNAME_VALIDATORS = [UnicodeUsernameValidator(message="Please use letters and numbers, and no spaces.")]


class AccountAdapter(DefaultAccountAdapter):
    """Staff go to their caseload; a new password touches nothing but the password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "This name and this password don't fit together. Check both and try again."
    }

    def login(self, request, user):
        """Log `user` in for this visit. The log-in page may make it longer, when she asks to be remembered."""
        super().login(request, user)
        request.session.set_expiry(0)
        request.session["touched"] = int(timezone.now().timestamp())

    def set_password(self, user, password):
        """Writes the password and nothing else: the web app's roles may change no other part of an account."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def get_login_redirect_url(self, request):
        """Where somebody lands after logging in."""
        return reverse("admin:index" if request.user.is_staff else "home")
