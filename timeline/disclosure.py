"""What goes out with a copy that somebody else than the patient takes: that it may not be passed on, and what the
consent covers it was made under (42 CFR 2.32, brief 9.1)."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models

from accounts.models import Clinician, ConsentRecord

TITLE = "Not to be passed on"
# Our own words, for any country. An operator's counsel gives the wording of its law (REDISCLOSURE_NOTICE).
NOTICE = (
    "This is health information about one person. They agreed to share it with the clinician named below and for the "
    "purpose named below. That agreement covers nobody else.",
    "Pass it on only with the written consent of this person or where the law requires it. It may not be used in "
    "proceedings against this person without their consent or an order of a court made for that.",
)
PART2 = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
SELF_REPORTED = (
    "It is what one person wrote about their own days. Entries may be late or incomplete and nobody has checked them. "
    "It is no diagnosis and no measure of danger."
)


class Purpose(models.TextChoices):
    """What a copy is for. There is none for courts, the police, employers or insurers (brief 9.1)."""

    CARE = "care", "For this person's care here, in our own record"
    OTHER_SERVICE = "other", "For another service that treats this person, and they agreed to it in writing"
    ASKED = "asked", "This person asked for it"


REASON_CODES = {Purpose.CARE: "TREAT", Purpose.OTHER_SERVICE: "TREAT", Purpose.ASKED: "PATRQT"}  # v3-ActReason


def notice() -> tuple[str, ...]:
    """The notice in paragraphs, as this deployment words it."""
    if settings.REDISCLOSURE_NOTICE:
        return tuple(filter(None, (line.strip() for line in settings.REDISCLOSURE_NOTICE.splitlines())))
    return (*NOTICE, PART2) if settings.PART2_PROGRAM else NOTICE


def digest(paragraphs: Collection[str]) -> str:
    """The SHA-256 of the exact words."""
    return hashlib.sha256("\n".join(paragraphs).encode()).hexdigest()


@dataclass(frozen=True)
class Disclosure:
    """One copy for one clinician, under her consents in force. `facts` say in pairs of words whose it is, who took it
    out, what for, and what the consent covers and what not."""

    clinician: Clinician
    consents: tuple[ConsentRecord, ...]
    scope: frozenset[str]
    purpose: Purpose
    at: datetime
    notice: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]

    @property
    def reason_code(self) -> str:
        """What it is for, as v3-ActReason says it."""
        return REASON_CODES[self.purpose]
