"""What a questionnaire is (brief 3.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

# By the code of the item: the score of the option; None was asked and left out; missing was not asked.
Answers = Mapping[str, int | None]


class Licence(StrEnum):
    """What its owner lets others do with it."""

    PUBLIC_DOMAIN = "public_domain"
    PERMISSION_NOT_REQUIRED = "permission_not_required"
    REGISTRATION = "registration"
    COMMERCIAL = "commercial"
    UNKNOWN = "unknown"


# Only these may be enabled (brief 3.6); a test refuses any other.
MAY_BE_SHOWN = frozenset({Licence.PUBLIC_DOMAIN, Licence.PERMISSION_NOT_REQUIRED})
# How sure the codes are (brief 0.1, 10.7): seen in public repositories, not with the registry itself.
SECONDARY = "secondary"


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen: its score, its words, and its LOINC answer code."""

    score: int
    text: str
    loinc: str


@dataclass(frozen=True)
class Item:
    """One question, word for word. `summed`: it is part of the total."""

    n: int
    code: str
    text: str
    loinc: str
    options: tuple[Option, ...]
    summed: bool = True

    @property
    def link_id(self) -> str:
        """Its `linkId` in a FHIR questionnaire (brief 10.1)."""
        return f"/{self.loinc}"

    def option(self, score: int | None) -> Option | None:
        """The answer with this score; None for no answer, and for what is none."""
        if type(score) is not int:
            return None
        for each in self.options:  # a plain loop: lists of patients ask this thousands of times
            if each.score == score:
                return each
        return None


@dataclass(frozen=True)
class Band:
    """Totals from `lowest` to `highest`, and the label that was published for them."""

    lowest: int
    highest: int
    label: str


@dataclass(frozen=True)
class Short:
    """The first items of an instrument as a shorter one, and from which total it counts as positive."""

    title: str
    items: tuple[str, ...]
    highest: int
    positive_from: int


@dataclass(frozen=True)
class Instrument:
    """A questionnaire in one version and one language.

    `about` says what it asks about, in a patient's words. `positive_from` is the total from which a closer look is
    usual, `clear_change` the difference of two totals that is more than chance. `harm_item` is the code of the
    question whose answer calls for help by itself; `apart` are those that a clinician reads beside the total, where
    the others overlap with withdrawal. `symptom` is the code of the check-in's question that is nearest to it. The
    notice `copyright` is shown wherever the questions are.
    """

    key: str
    version: int
    language: str
    title: str
    full_title: str
    about: str
    symptom: str
    recall: str
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    positive_from: int
    clear_change: int
    short: Short
    loinc_panel: str
    loinc_total: str
    copyright: str
    licence: Licence
    licence_source: str
    licence_checked_on: date
    harm_item: str = ""
    apart: tuple[str, ...] = ()
    code_status: str = SECONDARY
    clinician_only: bool = False
    enabled: bool = True

    @cached_property
    def summed(self) -> tuple[Item, ...]:
        """The items of the total."""
        return tuple(item for item in self.items if item.summed)

    @property
    def highest(self) -> int:
        """The highest total there is."""
        return sum(max(option.score for option in item.options) for item in self.summed)

    @property
    def canonical(self) -> str:
        """Its address as a FHIR questionnaire (brief 10.1)."""
        return f"http://loinc.org/q/{self.loinc_panel}"

    def item(self, code: str) -> Item:
        """The item with this code. Raises KeyError when there is none."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)
