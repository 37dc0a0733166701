from django.apps import AppConfig


class RecoveryTrackerConfig(AppConfig):
    """The wiring."""

    name = "recovery_tracker"

    def ready(self):
        """Register the system checks."""
        from . import checks  # noqa: F401
