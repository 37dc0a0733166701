"""Giving a clinician access, and taking it back."""

import hashlib
from datetime import date

from django.db import transaction
from django.utils import timezone

from .models import AccessLog, CareLink, ConsentRecord, Invitation, Membership, Patient
from .models.emergency import EMERGENCY_HOURS

TEXT_VERSION = "2026-11-26"
YEARS_OF_CONSENT = 1  # brief 9.1: the default; she may share again after that
PURPOSE = "Why: so that a clinician who already works with you can see how you are getting on."
TEAM_PURPOSE = "Why: so that a team that already works with you can see how you are getting on."


def year_from(day: date) -> date:
    """The same day a year later; 28 February stands in for the 29th."""
    try:
        return day.replace(year=day.year + YEARS_OF_CONSENT)
    except ValueError:
        return day.replace(year=day.year + YEARS_OF_CONSENT, day=28)


def purpose_of(invitation: Invitation) -> str:
    """Why it is shared."""
    return TEAM_PURPOSE if invitation.whole_team else PURPOSE


def consent_text(invitation: Invitation, expires_on: date) -> list[str]:
    """The sentences of the consent, exactly as shown (42 CFR 2.31 elements, brief 9.1): who, what, why, how long,
    how to take it back, and what can't be taken back."""
    holder = invitation.holder
    return [
        f"You choose to share this journal with {holder}.",
        *_about_the_team(invitation),
        purpose_of(invitation),
        f"They look at entries {holder.commitment}. Nobody watches them in real time.",
        "They see what you tick below, from all your days: those before today and those to come. They also see when "
        "you wrote, and when you pause your journal and why.",
        "Answers about harming yourself, in questionnaires too, are shown only if you tick them as well. The total of "
        "a questionnaire counts all its answers.",
        "Your plans are not part of this. Each of them is shown only if you tick that on the plan itself.",
        f"This ends by itself on {expires_on:%-d %B %Y}. You can end it on any day before, under More, Privacy. "
        "Access then ends at once.",
        "In an emergency, when your life may be in danger, another clinician from a team here can open this journal "
        f"with your code, to read, for {EMERGENCY_HOURS} hours at most. They have to say why. They see what you tick "
        "below, but never your notes or plans. You are told on your pages who it was, and an administrator is told. "
        "You can end it. This holds until you stop sharing, also after the date above.",
        "You can always see who looked, and when, under More, Privacy. What they have already read or noted down "
        "can't be unread.",
        "They may pass on what they know only as the law allows. Ask them how they handle it.",
        "You don't have to share anything. Your care and this journal don't depend on it.",
    ]


def _about_the_team(invitation: Invitation) -> list[str]:
    """Who belongs to the team that is named, and what stays within it."""
    team = invitation.team
    if team is None:
        return []
    works = Membership.objects.present().filter(team=team, clinician__user__is_active=True).count()
    people = "1 clinician works" if works == 1 else f"{works} clinicians work"
    known = f"Today {people} in it; you can read their names under More, Privacy."
    together = "Within the team they see from each other what has been read and noted down."
    lead = (
        "Who leads the team arranges this by your code and sees with whom you are, and nothing of your journal unless "
        "it is shared with them. They also see counts over the team, never of fewer than five people."
    )
    if invitation.whole_team:
        return [f"That is whoever works in this team at the time, and nobody who has left it. {known} {together}"]
    away = (
        f"When {invitation.clinician.name} is away, another clinician of the team {team} may stand in. Your care may "
        "also be handed over to another of them; you would read that under More, Privacy. It stays within this team: "
        f"whoever works in it at the time. {known} {together}"
    )
    return [away, lead]


def digest(text: list[str]) -> str:
    """The SHA-256 of the exact words."""
    return hashlib.sha256("\n".join(text).encode()).hexdigest()


@transaction.atomic
def give_consent(
    *, patient: Patient, invitation: Invitation, scope: list[str], chosen_name: str, expires_on: date
) -> CareLink:
    """Use up the invitation, open the care link and sign the consent; it takes the place of an earlier one with
    the same clinician or team. Raises Invitation.DoesNotExist when the code was used meanwhile."""
    Patient.objects.select_for_update().get(pk=patient.pk)  # one consent at a time
    taken = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(
        used_at=timezone.now(), used_by=patient.pk
    )
    if not taken:
        raise Invitation.DoesNotExist
    whom = {"team": invitation.team} if invitation.whole_team else {"clinician": invitation.clinician}
    for earlier in patient.care_links.open().filter(**whom):
        end_sharing(patient=patient, link=earlier)
    patient.chosen_name = chosen_name
    patient.save(update_fields=["chosen_name"])
    within = None if invitation.whole_team else invitation.team
    link = CareLink.objects.create(patient=patient, within=within, **whom)
    ConsentRecord.objects.create(
        patient=patient,
        link=link,
        **whom,
        signed_name=chosen_name,
        scope=scope,
        purpose=purpose_of(invitation),
        recipient=str(invitation.holder),
        text_version=TEXT_VERSION,
        text_hash=digest(consent_text(invitation, expires_on)),
        expires_on=expires_on,
        emergency=True,
    )
    AccessLog.objects.record(patient.user, [patient], AccessLog.What.CONSENT)
    return link


@transaction.atomic
def end_sharing(*, patient: Patient, link: CareLink) -> None:
    """Take back the consent of this link and end it. Access ends with this transaction; doing it twice is one end."""
    ended = CareLink.objects.filter(pk=link.pk, patient=patient, ended_at=None).update(ended_at=timezone.now())
    if not ended:
        return
    for given in ConsentRecord.objects.unrevoked().filter(link=link):
        ConsentRecord.objects.create(
            patient=patient,
            link=link,
            clinician_id=given.clinician_id,
            team_id=given.team_id,
            emergency=given.emergency,
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
