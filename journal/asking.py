"""Which questions stand on a form: the eight of every day, her own, and, on the full form, all the others in groups."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from accounts.models import Patient

from .models import Entry, Symptom

MOST_PINS = 4  # of her own in the quick form (brief 1.5)
WEEK = timedelta(days=7)
FOLLOW_UP, WEEKLY = Symptom.Cadence.FOLLOW_UP, Symptom.Cadence.WEEKLY


@dataclass(frozen=True)
class Group:
    """Questions under one heading of the full form."""

    name: str
    symptoms: tuple[Symptom, ...]


@dataclass(frozen=True)
class Asked:
    """`always` stand open and are asked of everybody: left alone, they count as skipped. `groups` are there to be
    opened: left alone, they weren't asked. `resting` are questions of once a week that aren't due."""

    always: tuple[Symptom, ...]
    groups: tuple[Group, ...] = ()
    resting: tuple[Symptom, ...] = ()

    @property
    def all(self) -> list[Symptom]:
        """Every one of them."""
        return [*self.always, *(symptom for group in self.groups for symptom in group.symptoms), *self.resting]


def pins_of(patient: Patient) -> list[str]:
    """The codes of the questions she added to her quick form."""
    return list(patient.pinned_symptoms)[:MOST_PINS]


def quick(patient: Patient) -> Asked:
    """The quick form: one query."""
    return Asked(_always(Symptom.objects.active().filter(Q(quick=True) | Q(code__in=pins_of(patient))), patient))


def full(patient: Patient, day: date) -> Asked:
    """The full form of `day`: two queries. Questions of once a week stand in their group when they are due, or when
    they told of something the last time (brief 1.5)."""
    symptoms = list(Symptom.objects.active().exclude(cadence=FOLLOW_UP))
    always = _always((each for each in symptoms if each.quick or each.code in pins_of(patient)), patient)
    rest = [symptom for symptom in symptoms if symptom not in always]
    resting = _resting(rest, _last_answers(patient, day))
    return Asked(always, _grouped(symptom for symptom in rest if symptom not in resting), resting)


def told_in(patient: Patient, sent: Collection[str]) -> Asked:
    """The questions that a sent form answers: those of every day, and whatever else is in `sent`, also a question that
    was taken out of the catalogue while the form was open. One query."""
    wanted = Q(active=True) & (Q(quick=True) | Q(code__in=pins_of(patient))) | Q(code__in=sent)
    symptoms = list(Symptom.objects.filter(wanted).exclude(cadence=FOLLOW_UP))
    always = _always((each for each in symptoms if each.quick or each.code in pins_of(patient)), patient)
    return Asked(always, _grouped(symptom for symptom in symptoms if symptom not in always))


def _always(symptoms: Iterable[Symptom], patient: Patient) -> tuple[Symptom, ...]:
    """Hers after those of everybody, in the order in which she chose them; the questions about safety last."""
    pins = pins_of(patient)

    def place(symptom: Symptom):
        return symptom.group == Symptom.Group.SAFETY, not symptom.quick, _place(pins, symptom), symptom.position

    return tuple(sorted((each for each in symptoms if each.cadence != FOLLOW_UP), key=place))


def _place(pins: list[str], symptom: Symptom) -> int:
    return pins.index(symptom.code) if not symptom.quick and symptom.code in pins else 0


def _grouped(symptoms: Iterable[Symptom]) -> tuple[Group, ...]:
    groups: dict[str, list[Symptom]] = {label: [] for label in Symptom.Group.values}
    for symptom in symptoms:
        groups.setdefault(symptom.group, []).append(symptom)
    labels = dict(Symptom.Group.choices)
    return tuple(Group(labels.get(code, code), tuple(rows)) for code, rows in groups.items() if rows)


def _last_answers(patient: Patient, day: date) -> dict:
    """Her last answers of the week before `day`, and of that day, by code."""
    week = Entry.objects.filter(patient=patient).between(day - WEEK + timedelta(days=1), day)
    answers: dict = {}
    for ratings in week.order_by("date").values_list("ratings", flat=True):
        answers |= {code: answer for code, answer in ratings.items() if answer is not None}
    return answers


def _resting(symptoms: Iterable[Symptom], last: dict) -> tuple[Symptom, ...]:
    weekly = (symptom for symptom in symptoms if symptom.cadence == WEEKLY)
    return tuple(symptom for symptom in weekly if symptom.code in last and not last[symptom.code])
