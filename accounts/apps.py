from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who, and who may see whom."""

    name = "accounts"
    verbose_name = "People and access"
