"""The plans of some of them: Robin's short safety plan and Freya's staying-well plan are shown to Kim, Sol's is not."""

from dataclasses import dataclass, replace
from datetime import datetime

from accounts.models import AccessLog, Clinician
from clinical.plan_reviews import next_review
from plans.models import Author, Contents, Item, Line, Plan, PlanVersion, Role, packed
from plans.sections import SAFETY, STAYING_WELL

from .actor import Actor
from .care import log
from .cast import KIM

WRITTEN_AT, SHOWN_AT = 19, 20  # o'clock, where she lives


@dataclass(frozen=True)
class Planned:
    """A plan that was written on day `on`, shown to clinicians an hour later or not; `together` came on a later day, by
    Kim (`section`, line)."""

    kind: str
    on: int
    contents: Contents
    is_shown: bool = False
    together: tuple[int, str, Line] | None = None


def _lines(*texts: str) -> list[Line]:
    return [Line(text) for text in texts]


PLANS = {
    "robin": Planned(
        SAFETY,
        on=2,
        is_shown=True,
        contents={
            "signs": _lines("I can't sleep", "I feel like a burden"),
            "steps": _lines("Breathe slowly, ten times", "Sit with the dog", "Take a shower"),
            "safer": _lines("Not be alone tonight"),
            "helpers": [Line("Mum", phone="07700 900461", more="she knows", asked=True)],
        },
    ),
    "freya": Planned(
        STAYING_WELL,
        on=20,
        is_shown=True,
        together=(97, "routines", Line("Group on Thursdays", more="18:30, at the library")),
        contents={
            "reasons": _lines("Sleep again", "My studies"),
            "triggers": [
                Line("After-party", likelihood=7, more="go home with Tess"),
                Line("Home alone at night", likelihood=5, more="call Tess before ten"),
            ],
            "coping": _lines("Leave now", "Breathe: in for 4, out for 6", "Go for a walk"),
            "supports": [Line("Tess", phone="0491 570 156", more="flatmate, any evening")],
            "routines": [Line("Swim", more="Mondays and Fridays")],
        },
    ),
    "sol": Planned(
        STAYING_WELL,
        on=44,
        contents={
            "triggers": [Line("Weekend", likelihood=8, more="plan Saturday with Remy"), Line("Payday", likelihood=6)],
            "coping": _lines("Text somebody I trust", "Drink water", "Think it through to the next day"),
            "supports": [Line("Remy", phone="613-555-0142", more="brother, late too")],
            "tell": [Line("Remy", phone="613-555-0142", more="a text is enough")],
            "safe": _lines("Not be alone", "Stay away from water and baths"),
            "next": _lines("Eat, drink and sleep", "Write down what was going on"),
            "note": _lines("One use doesn't take away what I did before"),
        },
    ),
}


def make(actor: Actor, clinicians: dict[str, Clinician]) -> None:
    """The plan of this one, if there is one, with its versions and their times."""
    planned = PLANS.get(actor.person.username)
    if planned is None:
        return
    at = actor.at(planned.on, WRITTEN_AT)
    contents = {code: [replace(line, on=at) for line in lines] for code, lines in planned.contents.items()}
    due = {"is_safety_plan": planned.kind == SAFETY, "made_on": actor.date(planned.on)}
    fields = {"kind": planned.kind, "made_at": at, "updated_at": at}
    plan = Plan.objects.create(
        patient=actor.patient, review_due=next_review(today=actor.date(planned.on), **due), **fields
    )
    _keep(plan, contents, at)
    if planned.is_shown:
        plan.shared_at = actor.at(planned.on, SHOWN_AT)
        _keep(plan, contents, plan.shared_at, why=PlanVersion.Why.SHARED)
        log(actor.patient.user, actor, [(plan.shared_at, AccessLog.What.CONSENT, f"{plan.kind} plan")])
    if planned.together:
        day, section, line = planned.together
        at, kim = actor.at(day, WRITTEN_AT), Author(Role.CLINICIAN, str(clinicians[KIM]))
        line = replace(line, by=kim.role, by_name=kim.name, on=at)
        plan.review_due = next_review(today=actor.date(day), **due)
        _keep(plan, contents | {section: [*contents[section], line]}, at, kim, section=section)
        log(clinicians[KIM].user, actor, [(at, AccessLog.What.PLANS, str(plan.pk))], str(clinicians[KIM]))


def _keep(plan: Plan, contents: Contents, at: datetime, by: Author | None = None, **fields) -> None:
    by = by or Author()
    plan.revision, plan.updated_at = plan.revision + 1, at
    plan.save()
    plan.items.all().delete()
    Item.objects.bulk_create(
        Item.of(plan, code, place, line) for code, lines in contents.items() for place, line in enumerate(lines)
    )
    fields |= {"patient": plan.patient, "revision": plan.revision, "by": by.role, "by_name": by.name}
    PlanVersion.objects.create(plan=plan, at=at, body=packed(contents), **fields)
