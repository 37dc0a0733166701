from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps

from . import clinic_sql


class ReviewConfig(AppConfig):
    """What the clinician sees."""

    default = True
    name = "review"
    verbose_name = "Review"
    database_functions = clinic_sql.STATEMENTS  # accounts.rls makes them


class RecoveryAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with our front page."""

    default = False
    default_site = "review.site.RecoveryAdminSite"
