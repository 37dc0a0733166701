"""What sources describe of a symptom in a phase, and the plain sentence for it.

The levels are the vocabulary of brief 1.1; which symptom has which stands in rows (brief 1.3, 1.4) that an
administrator can edit. A sentence tells what people describe. It says nothing about her own days: no forecast, no
verdict, no rule, and nothing at all where nothing is described (brief 1.1, 8.2 no. 10).
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

PEAK, EXPECTED, EASING = "peak", "expected", "easing"
INTERMITTENT, POSSIBLE, NOT_DESCRIBED = "intermittent", "possible", "not_described"


@dataclass(frozen=True)
class Term:
    """A level in the words of the trade, for clinicians and whoever edits the rows."""

    level: str
    word: str
    meaning: str


# Brief 1.1, in its order.
VOCABULARY = (
    Term(PEAK, "strongest", "Described as at its peak in this phase."),
    Term(EXPECTED, "expected", "Described as part of this phase."),
    Term(EASING, "easing", "Described as getting weaker during this phase."),
    Term(INTERMITTENT, "comes and goes", "Described as intermittent in this phase, with gaps."),
    Term(POSSIBLE, "possible", "Described for some people or without a phase, or assumed by us: see its source."),
    Term(NOT_DESCRIBED, "not described", "No source ties it to this phase. Patients are told nothing."),
)
LEVELS = tuple(term.level for term in VOCABULARY)

# How sure anyone is of one row: grades over the tags of brief 0.1 and 1.3. The founding articles alone are the weakest
# source (0.2, 2.5 no. 1); an extrapolation [J] is no source at all.
GRADES = {
    "not very sure": "Only treatment providers say so.",
    "a little surer": "A study, a survey or published cases say so, too.",
    "not known": "It is a judgement of ours. No source names the phase.",
}


@dataclass(frozen=True)
class Expectation:
    """What is described of one symptom in one phase, by whom, and how sure that is. `reviewed_on`: when a clinician
    last read it as it is."""

    phase: str
    symptom: str
    level: str
    source: str
    evidence: str = ""
    reviewed_on: date | None = None


@dataclass(frozen=True)
class Subject:
    """What a sentence is about, as far as its words depend on it: the scale (brief 1.1), whether more of it is
    better, and whether a yes is a warning sign."""

    scale: str = "nrs10"
    higher_is_better: bool = False
    red_flag: bool = False


# "Many people", never "normal" (brief 8.1). {when} is `during` of the phase's name.
_TROUBLE = {
    PEAK: "Many people notice this most {when}.",
    EXPECTED: "Many people notice this {when}.",
    EASING: "For many people this eases {when}.",
    INTERMITTENT: "For some people this comes and goes {when}.",
    POSSIBLE: "Some people notice this {when}.",
}
_COUNTED = {
    PEAK: "Many people notice these most {when}.",
    EXPECTED: "Many people notice more of these {when}.",
    EASING: "Many people notice fewer of these {when}.",
    INTERMITTENT: "For some people these come and go {when}.",
    POSSIBLE: "Some people notice more of these {when}.",
}
_STRENGTH = {
    PEAK: "For many people this is lowest {when}.",
    EXPECTED: "For many people this is lower {when}.",
    EASING: "For many people this comes back {when}.",
    INTERMITTENT: "For some people this goes up and down {when}.",
    POSSIBLE: "For some people this is lower {when}.",
}


def sentence(level: str, *phase_names: str, subject: Subject = Subject()) -> str:  # noqa: B008  frozen
    """What people describe in a phase, or alike in several, in one plain sentence to stand under the symptom's name; or
    "" where nothing is said.

    Nothing is said of a warning sign, or of thoughts of harming oneself (the one question in four steps): whatever
    the phase, they call for help, and "some people notice this" would be a reason to wait (brief 4.1, 8.1).
    """
    if subject.red_flag or subject.scale == "ord4":
        return ""
    words = _STRENGTH if subject.higher_is_better else _COUNTED if subject.scale == "count" else _TROUBLE
    *some, last = map(during, phase_names)
    when = f"{', '.join(some)} and {last}" if some else last
    return words[level].format(when=when) if level in words else ""


_STARTS_ITSELF = re.compile(r"(?:after|around|before|between|beyond|during|from|in|on|since|until|within)\b", re.I)
_NUMBERED_DAYS = re.compile(r"days?\s", re.I)
_NUMBERED = re.compile(r"(?:weeks?|months?|years?)\s", re.I)
_NEEDS_THE = re.compile(r"(?:first|second|third|fourth|fifth|sixth|next|last|final|\d+(?:st|nd|rd|th))\s", re.I)
_HAS_THE = re.compile(r"the\s", re.I)


def during(phase_name: str) -> str:
    """A phase's name as the end of a sentence: "in the first week", "in weeks 2–4", "after the first month".

    Administrators name phases as they like, so a name of another build is quoted as it is: "in the phase “Settling”".
    """
    name = phase_name.strip(" .")
    small = name[:1].lower() + name[1:]
    if _STARTS_ITSELF.match(name):
        return small
    if _NUMBERED_DAYS.match(name):
        return f"on {small}"
    if _NUMBERED.match(name) or _HAS_THE.match(name):
        return f"in {small}"
    return f"in the {small}" if _NEEDS_THE.match(name) else f"in the phase “{name}”"


def term_of(level: str) -> Term:
    """The level's term. Raises KeyError for a level that isn't one."""
    return {term.level: term for term in VOCABULARY}[level]


def validate_expectations(rows: Iterable[Expectation], phases: Collection[str], symptoms: Collection[str]) -> list[str]:
    """What is wrong with a set of rows, beside the codes of the `phases` and `symptoms` there are, in words for whoever
    edits them; empty when each says something known, once, of something that exists, and from where."""
    problems, seen = [], set()
    for row in rows:
        name = f"“{row.symptom}” in “{row.phase}”"
        problems += [f"{name}: {problem}" for problem in _problems(row, phases, symptoms)]
        if (row.phase, row.symptom) in seen:
            problems.append(f"{name}: it is there twice.")
        seen.add((row.phase, row.symptom))
    return problems


def _problems(row: Expectation, phases: Collection[str], symptoms: Collection[str]) -> list[str]:
    checks = {
        "there is no such phase.": row.phase in phases,
        "there is no such symptom.": row.symptom in symptoms,
        f"the level “{row.level}” means nothing.": row.level in LEVELS,
        f"nobody knows the grade “{row.evidence}”.": not row.evidence or row.evidence in GRADES,
        "it has no source.": bool(row.source.strip()),
    }
    return [problem for problem, is_fine in checks.items() if not is_fine]
