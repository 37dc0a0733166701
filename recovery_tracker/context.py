"""What every template knows."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject


def house(request) -> dict:
    """`house`: the name, whether this is a demo, where "Leave this page" goes, and where help for her country is."""
    return {"house": SimpleLazyObject(lambda: _house(request))}


def _house(request) -> dict:
    patient = getattr(request, "patient", None)
    country = patient.country if patient else ""
    help_url = reverse("help_now") + (f"?country={country}" if country else "")
    return {
        "name": settings.SITE_NAME,
        "demo": settings.DEMO,
        "leave_url": settings.LEAVE_URL,
        "home_country": country,
        "help_url": help_url,
    }
