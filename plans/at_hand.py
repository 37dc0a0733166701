"""What of her plans belongs in front of her in a hard moment: her own steps, and her own people."""

from dataclasses import dataclass

from django.template.defaultfilters import capfirst

from accounts.models import Patient

from .models import Contents, Item, Line
from .sections import BY_CODE, IF_USED, SAFETY

STEPS, PEOPLE = ("steps", "safer"), ("helpers", "services")
COPING, SUPPORTS = ("coping",), ("supports",)
SHOWN = (*STEPS, *PEOPLE, *COPING, *SUPPORTS, *IF_USED, "hope", "reasons")


@dataclass(frozen=True)
class Person:
    """Somebody of her plans: as she calls them, who they are to her, and a number (may be empty)."""

    name: str
    relation: str = ""
    phone: str = ""
    dialled: str = ""


@dataclass(frozen=True)
class PlanAtHand:
    """Her own words for a hard moment. Empty tuples where she has written nothing.

    `steps` are of her safety plan, `coping` of her staying-well plan, `people` of both (those of the safety plan first,
    nobody twice), `if_used` the parts she wrote for after use as (heading, lines), `reasons` of both.
    """

    steps: tuple[str, ...] = ()
    coping: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    if_used: tuple[tuple[str, tuple[Line, ...]], ...] = ()
    reasons: tuple[str, ...] = ()
    has_safety_plan: bool = False

    def __bool__(self):
        return bool(self.steps or self.coping or self.people or self.if_used or self.reasons)

    @property
    def to_call(self) -> tuple[Person, ...]:
        """Those of her people who have a number."""
        return tuple(person for person in self.people if person.dialled)

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers shown, so that nobody is shown twice."""
        return frozenset(person.dialled for person in self.to_call)


def people_and_steps(patient: Patient) -> PlanAtHand:
    """What she wrote in her plans for a hard moment; falsy when that is nothing. One query."""
    contents = Item.objects.filter(patient=patient, section__in=SHOWN).contents()
    headings = {code: capfirst(BY_CODE[code].heading.removeprefix("If I use: ")) for code in IF_USED}
    return PlanAtHand(
        has_safety_plan=any(BY_CODE[code].kind == SAFETY for code in contents),
        steps=_texts(contents, *STEPS),
        coping=_texts(contents, *COPING),
        people=_people(contents),
        if_used=tuple((headings[code], tuple(contents[code])) for code in IF_USED if code in contents),
        reasons=_texts(contents, "hope", "reasons"),
    )


def _texts(contents: Contents, *codes: str) -> tuple[str, ...]:
    return tuple(line.text for code in codes for line in contents.get(code, ()))


def _people(contents: Contents) -> tuple[Person, ...]:
    found: dict[str, Person] = {}
    for code in (*PEOPLE, *SUPPORTS):
        for line in contents.get(code, ()):
            key = line.dialled or line.text.casefold()
            found.setdefault(key, Person(line.text, line.more, line.phone, line.dialled))
    return tuple(found.values())
