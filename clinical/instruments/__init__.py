"""Questionnaires that others made, word for word, and how they are scored (brief 3).

`definition` says what a questionnaire is, `phq9` and `gad7` are those there are, `scoring` makes totals of answers,
`schedule` says when one is due. A questionnaire is data with a version: once somebody may have answered it, its words
and numbers never change again; a correction is a new version beside it, and answers keep the one they were given to.
"""

from functools import cache

from .definition import MAY_BE_SHOWN, Answers, Band, Instrument, Item, Licence, Option, Short
from .gad7 import GAD7
from .phq9 import PHQ9

EVERY_VERSION = (PHQ9, GAD7)


def offered() -> list[Instrument]:
    """Those that a person can answer on her own, in the order in which they stand."""
    return [each for each in EVERY_VERSION if each.enabled and not each.clinician_only]


@cache
def get(key: str, version: int | None = None) -> Instrument:
    """The instrument `key` in this version, or in its newest. Raises KeyError when there is none."""
    found = [each for each in EVERY_VERSION if each.key == key and version in (None, each.version)]
    if not found:
        raise KeyError(key)
    return max(found, key=lambda each: each.version)


__all__ = [
    "Answers", "Band", "EVERY_VERSION", "GAD7", "Instrument", "Item", "Licence", "MAY_BE_SHOWN", "Option", "PHQ9",
    "Short", "get", "offered",
]  # fmt: skip
