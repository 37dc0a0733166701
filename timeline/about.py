"""Where the timeline comes from: which symptom is described in which phase, by whom, and how sure anyone is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clinical.expectations import GRADES, Expectation, sentence
from journal.catalogue import catalogue
from journal.models import Symptom

from . import words
from .content import Content, content, subject_of
from .models import Phase as PhaseRow

CALLS_FOR_HELP = Symptom.Scale.ORD4  # the one question in four steps: thoughts of harming oneself
NOT_REVIEWED = "Not yet reviewed by a named clinician."
NO_LINE_REVIEWED = "No named clinician has reviewed these lines yet."


@dataclass(frozen=True)
class Line:
    """What people describe in one phase, or alike in several; and who says so, how sure that is, and since when."""

    sentence: str
    source: str


@dataclass(frozen=True)
class Described:
    """A symptom, and all that is described of it."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Group:
    """Symptoms of one kind, and the names of those of which nothing is described."""

    name: str
    symptoms: tuple[Described, ...]
    silent: str


@dataclass(frozen=True)
class PhaseFacts:
    """A phase and what it rests on."""

    row: PhaseRow
    review: str


@dataclass(frozen=True)
class About:
    """What the page shows. `signs` are the names of answers that call for help, whatever the phase."""

    phases: tuple[PhaseFacts, ...]
    groups: tuple[Group, ...]
    signs: tuple[str, ...]
    grades: tuple[tuple[str, str], ...]
    review: str


def build() -> About:
    """The page, from what is kept in memory. Two queries."""
    known, symptoms = content(), [symptom for symptom in catalogue().symptoms if symptom.active]
    signs = [symptom for symptom in symptoms if symptom.red_flag or symptom.scale == CALLS_FOR_HELP]
    told = [symptom for symptom in symptoms if symptom not in signs and known.rows_of(symptom.code)]
    reviews = {row.reviewed_on for row in known.expectations.values()}
    return About(
        phases=tuple(PhaseFacts(row, _review(row)) for row in known.phases),
        groups=tuple(_groups(told, known)),
        signs=tuple(symptom.label for symptom in signs),
        grades=tuple(GRADES.items()),
        review=NO_LINE_REVIEWED if reviews <= {None} else "",
    )


def _review(row: PhaseRow) -> str:
    if not row.reviewed_on:
        return NOT_REVIEWED
    return f"Last reviewed by a clinician on {words.long_date(row.reviewed_on)}."


def _groups(symptoms: Sequence[Symptom], known: Content) -> Iterator[Group]:
    for value, name in Symptom.Group.choices:
        members = [symptom for symptom in symptoms if symptom.group == value]
        told = [Described(symptom.label, tuple(_lines(symptom, known))) for symptom in members]
        silent = [words.lower_first(each.label) for each in told if not each.lines]
        if members:
            yield Group(name, tuple(each for each in told if each.lines), words.listed(silent))


def _lines(symptom: Symptom, known: Content) -> Iterator[Line]:
    """Phases of which the same is said by the same source share a line."""
    alike: dict[tuple[str, str], list[Expectation]] = {}
    for row in known.rows_of(symptom.code):
        alike.setdefault((row.level, _source(row)), []).append(row)
    names = {phase.code: phase.name for phase in known.phases}
    for (level, source), rows in alike.items():
        said = sentence(level, *(names[row.phase] for row in rows), subject=subject_of(symptom))
        if said:
            yield Line(said, source)


def _source(row: Expectation) -> str:
    review = f"reviewed on {words.long_date(row.reviewed_on)}" if row.reviewed_on else ""
    return " · ".join(part for part in (row.source, row.evidence, review) if part)
