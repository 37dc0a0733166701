from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Her safety plan and her staying-well plan."""

    name = "plans"
    verbose_name = "Plans"
