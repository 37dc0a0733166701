"""Plans as FHIR, where she shows them: each part with its lines (brief 10.1)."""

from collections.abc import Iterable, Iterator

from plans.models import Item, Line, Plan
from plans.sections import SAFETY, Section, of

from . import codes
from .copy import Copy, instant

SAFETY_PLAN = {"coding": [{"system": codes.LOINC, "code": "87626-8"}]}


def plans(copy: Copy, found: Iterable[Plan], items: Iterable[Item]) -> Iterator[dict]:
    """A CarePlan for each plan. Two queries."""
    hers = list(items)
    for plan in found:
        lines: dict[str, list[Line]] = {}
        for item in hers:
            if item.plan_id == plan.pk:
                lines.setdefault(item.section, []).append(item.line)
        yield _plan(copy, plan, lines)


def _plan(copy: Copy, plan: Plan, lines: dict[str, list[Line]]) -> dict:
    is_safety = plan.kind == SAFETY
    category = SAFETY_PLAN if is_safety else {"coding": [{"system": _system(), "code": plan.kind}]}
    activity = [_activity(part, lines[part.code]) for part in of(plan.kind) if part.code in lines]
    return copy.begin("CarePlan", plan.kind, mental_health=is_safety) | {
        "status": "active",
        "intent": "plan",
        "category": [category],
        "title": plan.title,
        "subject": copy.subject,
        "created": instant(plan.made_at),
        "author": copy.subject,
        **({"activity": activity} if activity else {}),
    }


def _system() -> str:
    return codes.local("CodeSystem", "kr-plans")


def _activity(part: Section, lines: list[Line]) -> dict:
    code = {"coding": [{"system": _system(), "code": part.code}], "text": part.heading}
    return {"detail": {"code": code, "status": "in-progress", "description": "\n".join(map(_words, lines))}}


def _words(line: Line) -> str:
    by = f"(written by {line.by_clinician})" if line.by_clinician else ""
    return " · ".join(filter(None, [line.text, line.more, line.phone, by]))
