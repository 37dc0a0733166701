"""Taking out copies, as a browser does it, and reading them."""

import json

from tests.timeline.visits import told_by

REASON = "For the team meeting on Tuesday."


def address(patient) -> str:
    """The page from which a copy of hers is taken out."""
    return f"/admin/accounts/patient/{patient.pk}/export/"


def take(client, patient, what="fhir", **fields):
    """Ask for a copy."""
    return client.post(address(patient), {"what": what, "span": "all", "purpose": "care", "reason": REASON} | fields)


def body(answer) -> bytes:
    """What was sent, in whatever way."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def text_of(answer) -> str:
    """What a person or a program can read in it."""
    told = body(answer)
    if answer["Content-Type"] == "application/pdf":
        return told_by(told)
    return json.dumps(json.loads(told)) if "json" in answer["Content-Type"] else told.decode("utf-8-sig")
