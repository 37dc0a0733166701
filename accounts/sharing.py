"""Giving a clinician access, and taking it back."""

import hashlib
from datetime import date

from django.db import transaction
from django.utils import timezone

from .models import AccessLog, CareLink, Clinician, ConsentRecord, Invitation, Patient

TEXT_VERSION = "2026-11-25"
YEARS_OF_CONSENT = 1  # brief 9.1: the default; she may share again after that
PURPOSE = "Why: so that a clinician who already works with you can see how you are getting on."


def year_from(day: date) -> date:
    """The same day a year later; 28 February stands in for the 29th."""
    try:
        return day.replace(year=day.year + YEARS_OF_CONSENT)
    except ValueError:
        return day.replace(year=day.year + YEARS_OF_CONSENT, day=28)


def consent_text(clinician: Clinician, expires_on: date) -> list[str]:
    """The sentences of the consent, exactly as shown (42 CFR 2.31 elements, brief 9.1): who, what, why, how long,
    how to take it back, and what can't be taken back."""
    return [
        f"You choose to share this journal with {clinician}.",
        PURPOSE,
        f"They look at entries {clinician.commitment}. Nobody watches them in real time.",
        "They see what you tick below, from all your days: those before today and those to come. They also see when "
        "you wrote, and when you pause your journal and why.",
        "Answers about harming yourself, in questionnaires too, are shown only if you tick them as well. The total of "
        "a questionnaire counts all its answers.",
        f"This ends by itself on {expires_on:%-d %B %Y}. You can end it on any day before, under More, Privacy. "
        "Access then ends at once.",
        "What they have already read or noted down can't be unread. You can always see who looked, and when.",
        "They may pass on what they know only as the law allows. Ask them how they handle it.",
        "You don't have to share anything. Your care and this journal don't depend on it.",
    ]


def digest(text: list[str]) -> str:
    """The SHA-256 of the exact words."""
    return hashlib.sha256("\n".join(text).encode()).hexdigest()


@transaction.atomic
def give_consent(
    *, patient: Patient, invitation: Invitation, scope: list[str], chosen_name: str, expires_on: date
) -> CareLink:
    """Use up the invitation, open the care link and sign the consent; it takes the place of an earlier one with
    the same clinician. Raises Invitation.DoesNotExist when the code was used meanwhile."""
    Patient.objects.select_for_update().get(pk=patient.pk)  # one consent at a time
    taken = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(
        used_at=timezone.now(), used_by=patient.pk
    )
    if not taken:
        raise Invitation.DoesNotExist
    clinician = invitation.clinician
    for earlier in patient.care_links.open().filter(clinician=clinician):
        end_sharing(patient=patient, link=earlier)
    patient.chosen_name = chosen_name
    patient.save(update_fields=["chosen_name"])
    link = CareLink.objects.create(patient=patient, clinician=clinician)
    ConsentRecord.objects.create(
        patient=patient,
        link=link,
        clinician=clinician,
        signed_name=chosen_name,
        scope=scope,
        purpose=PURPOSE,
        recipient=str(clinician),
        text_version=TEXT_VERSION,
        text_hash=digest(consent_text(clinician, expires_on)),
        expires_on=expires_on,
    )
    AccessLog.objects.record(patient.user, [patient], AccessLog.What.CONSENT)
    return link


@transaction.atomic
def end_sharing(*, patient: Patient, link: CareLink) -> None:
    """Take back the consent of this link and end it. Access ends with this transaction; doing it twice is one end."""
    ended = CareLink.objects.filter(pk=link.pk, patient=patient, ended_at=None).update(ended_at=timezone.now())
    if not ended:
        return
    for given in ConsentRecord.objects.standing().filter(link=link):
        ConsentRecord.objects.create(
            patient=patient,
            link=link,
            clinician_id=given.clinician_id,
            signed_name=patient.chosen_name,
            scope=given.scope,
            purpose=given.purpose,
            recipient=given.recipient,
            text_version=given.text_version,
            text_hash=given.text_hash,
            expires_on=given.expires_on,
            revokes=given,
        )
    AccessLog.objects.record(patient.user, [patient], AccessLog.What.REVOKED)
