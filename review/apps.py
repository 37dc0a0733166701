from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class ReviewConfig(AppConfig):
    """What the clinician sees."""

    default = True
    name = "review"
    verbose_name = "Review"


class RecoveryAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with our front page."""

    default = False
    default_site = "review.site.RecoveryAdminSite"
