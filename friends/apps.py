from django.apps import AppConfig


class FriendsConfig(AppConfig):
    """What a patient lets her family or a friend see."""

    name = "friends"
    verbose_name = "Family and friends"
