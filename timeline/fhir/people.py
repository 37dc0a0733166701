"""Who, and under which consent: the patient, the clinician, consents, the notice, and who took the copy."""

import base64
from collections.abc import Iterable, Iterator

from django.conf import settings

from accounts.models import Clinician, ConsentRecord, Team
from timeline.disclosure import SELF_REPORTED, TITLE, Disclosure

from . import codes
from .copy import Copy, instant

LANGUAGE = "en"


def patient(copy: Copy) -> dict:
    """Her, by code, and by the name she chose, if any, for whoever she shares with. No birth date is known."""
    hers = copy.patient
    return copy.begin("Patient") | {
        "identifier": [{"system": codes.local("NamingSystem", "kr-patient-code"), "value": str(hers.code)}],
        **({"name": [{"use": "usual", "text": hers.chosen_name}]} if hers.chosen_name else {}),
        "communication": [{"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": LANGUAGE}]}}],
    }


def clinician(copy: Copy, who: Clinician) -> dict:
    """Somebody with whom she shares."""
    return copy.begin("Practitioner", who.pk) | {"name": [{"text": str(who)}]}


def team(copy: Copy, who: Team) -> dict:
    """A team with which she shares."""
    return copy.begin("CareTeam", who.pk) | {"status": "active", "name": str(who), "subject": copy.subject}


def consents(copy: Copy, given: Iterable[ConsentRecord]) -> Iterator[dict]:
    """Each consent with what it permits and what it leaves out. `given` have `is_over`."""
    for consent in given:
        yield _consent(copy, consent)


def _consent(copy: Copy, given: ConsentRecord) -> dict:
    system = codes.local("CodeSystem", "kr-category")
    left_out = [kind for kind in ConsentRecord.Scope.values if kind not in given.scope]
    denied = {"type": "deny", "code": [_category(system, kind) for kind in left_out]}
    provision = {
        "type": "permit",
        "period": {"start": given.signed_at.date().isoformat(), "end": given.expires_on.isoformat()},
        "actor": [_recipient(copy, given)],
        "purpose": [{"system": codes.ACT_REASON, "code": "TREAT"}],
        "code": [_category(system, kind) for kind in given.scope],
        **({"provision": [denied]} if left_out else {}),
    }
    return copy.begin("Consent", given.pk) | {
        "status": "inactive" if getattr(given, "is_over", False) else "active",
        "scope": {"coding": [{"system": f"{codes.HL7}/consentscope", "code": "patient-privacy"}]},
        "category": [_category(codes.local("CodeSystem", "kr-consent"), "share-with-clinician")],
        "patient": copy.subject,
        "dateTime": instant(given.signed_at),
        "sourceAttachment": {"title": f"Text {given.text_version}, SHA-256 {given.text_hash}"},
        "policyRule": _category(codes.ACT_CODE, "42CFRPart2CD" if settings.PART2_PROGRAM else "OPTIN"),
        "provision": {key: value for key, value in provision.items() if value},
    }


def _category(system: str, code: str) -> dict:
    return {"coding": [{"system": system, "code": code}]}


def _recipient(copy: Copy, given: ConsentRecord) -> dict:
    kind, key = ("CareTeam", given.team_id) if given.team_id else ("Practitioner", given.clinician_id)
    who = copy.reference(kind, key) | {"display": given.recipient}
    return {"role": _category(codes.PARTICIPATION, "IRCP"), "reference": who}


def notice(copy: Copy, made: Disclosure) -> dict:
    """That it may not be passed on, and what the consent covers, to read: the first resource of the bundle."""
    facts = [f"{term}: {words}" for term, words in made.facts]
    text = "\n\n".join([TITLE, *made.notice, SELF_REPORTED, "\n".join(facts)])
    told = base64.b64encode(text.encode()).decode()
    attachment = {"contentType": "text/plain; charset=utf-8", "language": LANGUAGE, "data": told, "title": TITLE}
    return copy.begin("DocumentReference", "notice") | {
        "status": "current",
        "type": {"text": "Notice on redisclosure"},
        "subject": copy.subject,
        "date": instant(copy.at),
        "description": " ".join(made.notice),
        "securityLabel": [{"coding": [label]} for label in codes.security(disclosed=True)],
        "content": [{"attachment": attachment}],
    }


def provenance(copy: Copy, made: Disclosure) -> dict:
    """Who took the copy, when and what for."""
    return copy.begin("Provenance", "copy") | {
        "target": [copy.reference("DocumentReference", "notice"), copy.subject],
        "recorded": instant(copy.at),
        "reason": [_category(codes.ACT_REASON, made.reason_code) | {"text": made.purpose.label}],
        "activity": {"text": "Copy taken out"},
        "agent": [{"who": copy.reference("Practitioner", made.clinician.pk)}],
    }
