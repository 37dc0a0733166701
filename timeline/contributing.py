"""Agreeing to be counted among others, and taking it back: apart from any sharing, and never shown to staff."""

import json
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.models import Patient

from .models import Contribution

FILE = Path(__file__).parent / "data" / "others.json"
# Each version of the words that people agreed to, as (heading, sentences), oldest version first. A version is never
# edited: other words are a new one.
TEXTS: dict[str, list[tuple[str, str]]] = json.loads(FILE.read_text(encoding="utf-8"))
TEXT_VERSION = list(TEXTS)[-1]  # whoever agreed to earlier words isn't counted until she agrees to these


def standing(patient: Patient) -> Contribution | None:
    """What she agreed to and hasn't taken back, be it to earlier words."""
    return Contribution.objects.standing().filter(patient=patient).first()


@transaction.atomic
def agree(*, patient: Patient) -> Contribution:
    """She agrees to the words as they stand now. Twice is once; an agreement to earlier words ends."""
    Patient.objects.select_for_update().get(pk=patient.pk)  # one answer at a time
    given = standing(patient)
    if given and given.text_version == TEXT_VERSION:
        return given
    take_back(patient=patient)
    return Contribution.objects.create(patient=patient, text_version=TEXT_VERSION)


def take_back(*, patient: Patient) -> None:
    """She is left out from the next night on. The row stays: what she agreed to, and until when."""
    Contribution.objects.standing().filter(patient=patient).update(withdrawn_at=timezone.now())
