"""Our own codes as FHIR, to publish (brief 10.2): what is asked and what else is told, rules, and kinds of consent."""

import json

from accounts.models import ConsentRecord
from clinical.flags.rules import RULES
from journal.catalogue import FILE
from plans.sections import SAFETY, TITLES, of

from . import codes

NAMES = ("kr-items", "kr-rules", "kr-plans", "kr-category", "kr-consent")


def code_system(name: str) -> dict:
    """One of `NAMES`, as it ships."""
    concepts = _CONCEPTS[name]()
    return {
        "resourceType": "CodeSystem",
        "id": name,
        "url": codes.local("CodeSystem", name),
        "version": str(_version() if name == "kr-items" else 1),
        "name": name.replace("-", "_").upper(),
        "status": "active",
        "experimental": False,
        "caseSensitive": True,
        "content": "complete",
        "count": len(concepts),
        "concept": concepts,
    }


def _shipped() -> list[dict]:
    return json.loads(FILE.read_text(encoding="utf-8"))


def _version() -> int:
    """That of the question that was changed last."""
    return max(each["version"] for each in _shipped())


def _items() -> list[dict]:
    asked = [{"code": each["code"], "display": each["label"], "definition": each["prompt"]} for each in _shipped()]
    return asked + [{"code": code, "display": words} for code, words in codes.BESIDE_THE_QUESTIONS.items()]


def _kinds() -> list[dict]:
    return [{"code": kind, "display": words} for kind, words in ConsentRecord.Scope.choices]


def _consents() -> list[dict]:
    return [{"code": "share-with-clinician", "display": "Shares a journal with a clinician who works with this person"}]


def _rules() -> list[dict]:
    return [{"code": rule.code, "display": rule.title} for rule in RULES.values()]


def _plans() -> list[dict]:
    kinds = [{"code": kind, "display": title} for kind, title in TITLES.items() if kind != SAFETY]
    return kinds + [{"code": part.code, "display": part.heading} for kind in TITLES for part in of(kind)]


_CONCEPTS = {
    "kr-items": _items, "kr-rules": _rules, "kr-plans": _plans, "kr-category": _kinds, "kr-consent": _consents,
}  # fmt: skip
