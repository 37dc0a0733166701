"""A plan as it is read: its sections with their lines, who may see it, and when it is due."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import ConsentRecord, Patient
from clinical.phases import local_day

from .models import Contents, Line, Plan
from .sections import MEANT_FOR, PEOPLE, SAFETY, TITLES, Section, of


def today_of(patient: Patient) -> date:
    """Her present day: local, from 04:00."""
    return local_day(timezone.now(), patient.zone)


@dataclass(frozen=True)
class Part:
    """A section and its lines."""

    section: Section
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class PlanView:
    """Everything a page of a plan shows, for her and for a clinician."""

    kind: str
    plan: Plan | None
    parts: tuple[Part, ...]
    today: date

    @property
    def title(self) -> str:
        """What it is called."""
        return TITLES[self.kind]

    @property
    def meant_for(self) -> str:
        """When it helps."""
        return MEANT_FOR[self.kind]

    @property
    def is_safety(self) -> bool:
        """Whether help lines belong into it."""
        return self.kind == SAFETY

    @property
    def written(self) -> list[Part]:
        """The sections in which something stands."""
        return [part for part in self.parts if part.lines]

    @property
    def empty(self) -> list[Section]:
        """The sections in which nothing stands yet."""
        return [part.section for part in self.parts if not part.lines]

    @property
    def is_due(self) -> bool:
        """Whether its day to be looked at has come."""
        return bool(self.written and self.plan.review_due and self.plan.review_due <= self.today)


def view_of(patient: Patient, kind: str, plan: Plan | None, contents: Contents) -> PlanView:
    """`plan` with these lines, as a page shows it."""
    parts = tuple(Part(section, tuple(contents.get(section.code, ()))) for section in of(kind))
    return PlanView(kind, plan, parts, today_of(patient))


def known_people(contents: Contents, section: Section) -> list[Line]:
    """Who stands in other parts of these plans and not in `section` yet, each once; nothing where nobody belongs."""
    if not section.is_people:
        return []
    there = {(line.text, line.dialled) for line in contents.get(section.code, ())}
    found = {}
    for code in PEOPLE:
        for line in contents.get(code, ()):
            if line.dialled and (line.text, line.dialled) not in there:
                found.setdefault((line.text, line.dialled), Line(line.text, phone=line.phone))
    return list(found.values())


@dataclass(frozen=True)
class Readers:
    """The clinicians and teams who read her journal: those who see the plan, and those who don't."""

    see: tuple[str, ...]
    others: tuple[str, ...]


def readers_of(patient: Patient, plan: Plan | None) -> Readers:
    """Who sees `plan` at present. Who was let in after she showed it doesn't, until she shows it anew. One query."""
    consents = ConsentRecord.objects.in_force().filter(patient=patient).select_related("link__clinician", "link__team")
    shared_at = plan.shared_at if plan else None
    links = [given.link for given in consents]
    told = {link.holder.name: shared_at is not None and link.started_at <= shared_at for link in links}
    return Readers(tuple(n for n, sees in told.items() if sees), tuple(n for n, sees in told.items() if not sees))
