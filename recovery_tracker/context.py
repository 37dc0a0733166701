"""What every template knows."""

import zlib

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from plans.at_hand import people_and_steps
from review import from_team

from .at_hand import at_hand


def house(request) -> dict:
    """`house`: the name, whether this is a demo, where "Leave this page" goes, where help for her country is, what help
    is kept at hand, by which codes a phone knows whose it is and what her form asks, whether others on the same day are
    offered, and what of her plans belongs to a hard moment (`plan`, read only by a page that shows it). `team`: what
    came back from her team (`review.from_team`)."""
    team = SimpleLazyObject(lambda: from_team.build(getattr(request, "patient", None)))
    return {"house": SimpleLazyObject(lambda: _house(request)), "team": team}


def _house(request) -> dict:
    plain, patient = plain_house(), getattr(request, "patient", None)
    country = patient.country if patient else ""
    if country:
        plain["help_url"] += f"?country={country}"
    read = request.at_hand if hasattr(request, "at_hand") else at_hand(patient)
    told = {"owner": patient.code, "asks": _asks(patient)} if patient else {"owner": "", "asks": ""}
    plan = SimpleLazyObject(lambda: people_and_steps(patient)) if patient else None
    return plain | told | {"home_country": country, "at_hand": read, "plan": plan}


def _asks(patient) -> str:
    """Another text whenever the empty form or the numbers that her phone keeps would be others."""
    told = (patient.time_zone, patient.country, patient.one_at_a_time, *patient.pinned_symptoms)
    return f"{zlib.crc32(repr(told).encode()):x}"


def plain_house() -> dict:
    """What `house` holds without a request or a database, for the pages that say that something is wrong."""
    return {
        "name": settings.SITE_NAME,
        "demo": settings.DEMO,
        "leave_url": settings.LEAVE_URL,
        "help_url": reverse("help_now"),
        "sends_mail": bool(settings.EMAIL_HOST),
        "others_band": settings.OTHERS_BAND,
        "flags": settings.ENABLE_FLAGS,
    }
