from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """What it looks like over time."""

    name = "timeline"
    verbose_name = "Timeline"
