"""Which questions stand on a form: the eight of every day, her own, and, on the full form, all the others in groups."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

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


def quick(patient: Patient, symptoms: Iterable[Symptom]) -> Asked:
    """The quick form. `symptoms` is the catalogue."""
    return Asked(_always((symptom for symptom in symptoms if symptom.active), patient))


def full(patient: Patient, symptoms: Iterable[Symptom], day: date) -> Asked:
    """The full form of `day`: one query. Questions of once a week stand in their group when they are due, or when they
    told of something the last time (brief 1.5)."""
    symptoms = [symptom for symptom in symptoms if symptom.active and symptom.cadence != FOLLOW_UP]
    always = _always(symptoms, patient)
    rest = [symptom for symptom in symptoms if symptom not in always]
    resting = _resting(rest, _last_answers(patient, day))
    return Asked(always, _grouped(symptom for symptom in rest if symptom not in resting), resting)


def told_in(patient: Patient, symptoms: Iterable[Symptom], sent: Collection[str]) -> Asked:
    """The questions that a sent form answers: those of every day, and whatever else is in `sent`, also a question that
    was taken out of the catalogue while the form was open."""
    symptoms = [symptom for symptom in symptoms if symptom.active or symptom.code in sent]
    always = _always(symptoms, patient)
    others = (each for each in symptoms if each.code in sent and each not in always and each.cadence != FOLLOW_UP)
    return Asked(always, _grouped(others))


def goes_beyond(asked: Asked, names: Collection[str]) -> bool:
    """Whether some of `names`, fields with something in them, are asked on the full form only."""
    return not {*names} <= {"note", *(symptom.code for symptom in asked.all)}


def _always(symptoms: Iterable[Symptom], patient: Patient) -> tuple[Symptom, ...]:
    """What stands open: hers after those of everybody, in the order in which she chose them; safety last."""
    pins = pins_of(patient)

    def place(symptom: Symptom):
        own = 0 if symptom.quick else pins.index(symptom.code) + 1
        return symptom.group == Symptom.Group.SAFETY, own, symptom.position

    chosen = (each for each in symptoms if (each.quick or each.code in pins) and each.cadence != FOLLOW_UP)
    return tuple(sorted(chosen, key=place))


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
