"""Who may log in."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings


class AccountBackend(AuthenticationBackend):
    """Name and password. An account made for a demo opens only where the demo runs."""

    def authenticate(self, request, **credentials):
        """The account of these credentials, or none."""
        return _unless_demo(super().authenticate(request, **credentials))

    def get_user(self, user_id):
        """The account of a session; none if it may not log in (any more)."""
        return _unless_demo(super().get_user(user_id))


def _unless_demo(user):
    return None if user and user.is_demo and not settings.DEMO else user
