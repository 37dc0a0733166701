from django.apps import AppConfig


class FlagsConfig(AppConfig):
    """What a clinician must not miss."""

    name = "flags"
    verbose_name = "Flags"
