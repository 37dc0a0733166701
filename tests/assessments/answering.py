"""Answering a questionnaire in a browser, for the tests of what comes of it."""

from uuid import uuid4

from django.utils import timezone

from accounts.pinned_help import kept_at_hand
from assessments.models import Response
from clinical import instruments
from journal.days import today_of


def scores(key="phq9", each=1, **some):
    """What the form sends: the same for each item, or `some` by number (`n9=2`)."""
    items = instruments.get(key).items
    told = {item.code: str(each) for item in items if each is not None}
    return told | {f"{key}_{number.removeprefix('n')}": str(score) for number, score in some.items()}


def answer(client, key="phq9", each=1, save_id=None, seen=0, **some):
    """Send the form as a page that was just opened would."""
    sent = scores(key, each, **some) | {"save_id": str(save_id or uuid4()), "seen": str(seen)}
    return client.post(f"/assessments/{key}/", sent)


def result_of(client, patient, key="phq9", day=None):
    """The page that shows what came of it."""
    return client.get(f"/assessments/{key}/{day or today_of(patient)}/").content.decode()


def kept(patient, key="phq9") -> Response:
    """Her newest answers."""
    return Response.objects.filter(patient=patient, instrument=key).latest("day")


def at_hand(patient):
    """What stands on top of all her pages."""
    patient.refresh_from_db()
    return kept_at_hand(patient, timezone.now())
