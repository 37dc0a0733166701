"""The admin's own site."""

from django.contrib.admin import AdminSite


class RecoveryAdminSite(AdminSite):
    """Django's admin for clinicians and administrators."""
