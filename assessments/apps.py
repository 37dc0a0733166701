from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Questionnaires, and what was answered."""

    name = "assessments"
    verbose_name = "Questionnaires"
