"""Under which kind of consent an answer falls."""

from collections.abc import Collection, Iterable

from accounts.models import ConsentRecord

from .models import Symptom
from .models.entry import SAFE_NOW, SELF_HARM, USED, USED_OTHER

Scope = ConsentRecord.Scope
ABOUT_HARM = frozenset({SELF_HARM, SAFE_NOW})
ABOUT_USE = frozenset({USED, USED_OTHER})


def kind_of(symptom: Symptom) -> str:
    """Under which kind of consent the answers about a symptom fall. Other substances fall under that of use. Only what
    is about harming oneself falls under its own: other signs in the safety group are symptoms like any."""
    if symptom.code in ABOUT_USE:
        return Scope.USE
    return Scope.SAFETY if symptom.code in ABOUT_HARM else Scope.RATINGS


def shared(symptoms: Iterable[Symptom], scope: Collection[str] | None) -> list[Symptom]:
    """Those whose answers `scope` covers, in the order of the catalogue; all when it is None, which is she herself."""
    return [symptom for symptom in symptoms if scope is None or kind_of(symptom) in scope]
