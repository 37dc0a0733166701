from django.apps import AppConfig


class JournalConfig(AppConfig):
    """What the patient writes."""

    name = "journal"
    verbose_name = "Journal"
