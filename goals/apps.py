from django.apps import AppConfig


class GoalsConfig(AppConfig):
    """Small things for a week, and what she put in."""

    name = "goals"
    verbose_name = "Goals"
