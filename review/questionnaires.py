"""Answered questionnaires as a clinician reads them: totals over time, and the answers that stand apart (brief 3.5)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import Patient
from assessments.models import Asked, Response
from assessments.overview import with_total
from assessments.wording import band_label, total_words
from clinical import instruments
from clinical.instruments import Instrument, Item, scoring

from .access import Scope

SHOWN = 12  # a year's worth, and a little more
NOT_SHARED, LEFT_OUT, NONE = "not shared", "left out", "–"
SAFE_WORDS = {True: "safe for now", False: "not safe, or not sure", None: ""}


@dataclass(frozen=True)
class Cell:
    """An answer that stands apart. `stands_out`: it says "look here", and nothing of how bad it is."""

    words: str
    stands_out: bool = False


@dataclass(frozen=True)
class Line:
    """One time it was answered. `short` is the total of the short form inside it."""

    day: date
    total: str
    band: str
    changed: str
    short: str
    apart: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """One instrument, the newest first. `asked_on`: this clinician asked for it, and it wasn't answered since."""

    instrument: Instrument
    lines: tuple[Line, ...]
    asked_on: date | None

    @property
    def apart(self) -> list[Item]:
        """The questions that stand beside the total."""
        return [self.instrument.item(code) for code in self.instrument.apart]

    @property
    def has_bands(self) -> bool:
        """Whether a total has a label."""
        return any(line.band for line in self.lines)


def tables_of(
    patient: Patient, responses: list[Response], asked: list[Asked], scope: Collection[str]
) -> tuple[Table, ...]:
    """A table for each instrument that is offered, from rows that were read already (newest first): her answers, and
    what this clinician or her team asked for. None without consent."""
    if Scope.QUESTIONNAIRES not in scope:
        return ()
    tables = []
    for instrument in instruments.offered():
        hers = [each for each in responses if each.instrument == instrument.key]
        ask = _still_asked(hers, (each for each in asked if each.instrument == instrument.key))
        asked_on = timezone.localtime(ask.asked_at, patient.zone).date() if ask else None
        tables.append(Table(instrument, tuple(_lines(hers, scope)), asked_on))
    return tuple(tables)


def _still_asked(responses: list[Response], asked: Iterable[Asked]) -> Asked | None:
    answered = responses[0].recorded_at if responses else None
    return next((each for each in asked if answered is None or each.asked_at > answered), None)


def _lines(responses: list[Response], scope: Collection[str]):
    for place, response in enumerate(responses[:SHOWN]):
        instrument = response.definition
        short = scoring.short_score(instrument, response.answers)
        yield Line(
            day=response.day,
            total=total_words(response),
            band=band_label(instrument, response.total),
            changed=_changed(response, with_total(responses[place + 1 :])),
            short=NONE if short is None else f"{short} of {instrument.short.highest}",
            apart=tuple(_cell(instrument.item(code), response, scope) for code in instrument.apart),
        )


def _changed(now: Response, before: Response | None) -> str:
    found = scoring.change(now.definition, before.total if before else None, now.total)
    if found is None:
        return NONE
    by = f"{found.by:+d}".replace("-", "−") if found.by else "0"
    return f"{by}, clear" if found.is_clear else by


def _cell(item: Item, response: Response, scope: Collection[str]) -> Cell:
    is_harm = item.code == response.definition.harm_item
    if is_harm and Scope.SAFETY not in scope:
        return Cell(NOT_SHARED)
    option = item.option(response.answers.get(item.code))
    if option is None:
        return Cell(LEFT_OUT)
    told = response.tells_of_harm if is_harm else False
    words = filter(None, [str(option.score), SAFE_WORDS[response.safe_now] if told else ""])
    return Cell(", ".join(words), stands_out=told)
