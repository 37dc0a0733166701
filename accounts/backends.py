"""Who may log in."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings


class AccountBackend(AuthenticationBackend):
    """Name and password. An account made for a demo opens only where the demo runs."""

    def user_can_authenticate(self, user):
        """Whether this account may be used at all."""
        return super().user_can_authenticate(user) and (settings.DEMO or not user.is_demo)

    def get_user(self, user_id):
        """The account of a session; none if it may not log in (any more)."""
        user = super().get_user(user_id)
        return user if user and self.user_can_authenticate(user) else None
