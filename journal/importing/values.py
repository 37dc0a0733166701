"""Cells as answers: what a cell may say for each kind of question, and what several of a day come to.

A blank cell is no answer, and never a 0.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from journal.cells import BLANK, NONE, one_line, parted
from journal.models import Symptom
from journal.models.tag import LABEL_LENGTH

NUMBER = re.compile(r"[+\-\u2212]?[0-9]{1,9}(?:[.,][0-9]{1,12})?")
CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9])")
SKIPPED = frozenset(["skip", "skipped"])
YES, NO = frozenset(["yes", "y", "true", "1", "1.0"]), frozenset(["no", "n", "false", "0", "0.0"])
ONE, HALF = Decimal(1), Decimal("0.5")
SHOWN_LETTERS = 30


class BadCell(ValueError):
    """Why a cell can't be an answer, in words that follow "Row 12, column Down: "."""


def is_blank(text: str) -> bool:
    """Whether a cell says nothing."""
    return text.strip().lower() in BLANK


def is_skipped(text: str) -> bool:
    """Whether a cell says that she was asked and left it out."""
    return text.strip().lower() in SKIPPED


def number_in(text: str) -> Decimal | None:
    """The number in a cell, with a decimal point or comma; None when there is none."""
    found = NUMBER.fullmatch(text.strip())
    return Decimal(found[0].replace(",", ".").replace("\u2212", "-")) if found else None


def shown(text: str) -> str:
    """A cell in quotes, cut to a length one can read."""
    text = one_line(text)
    return f"\u201c{text if len(text) <= SHOWN_LETTERS else text[: SHOWN_LETTERS - 1] + '…'}\u201d"


def plain(number: Decimal) -> str:
    """A number without needless zeros and with a true minus."""
    return f"{number.normalize():f}".replace("-", "\u2212")


class Reader:
    """Reads the cells of one column for one question. `read` takes a cell that isn't blank or raises BadCell;
    `settle` makes the day's answer of all that were read. `ours`: the cells were written by us."""

    def __init__(self, symptom: Symptom, *, low=Decimal(0), high=Decimal(10), turned=False, ours=False):
        self.symptom, self.turned, self.ours = symptom, turned, ours
        self.low, self.high = low, high

    def read(self, text: str) -> Decimal:
        """A number that the question allows."""
        number = number_in(text)
        if number is None:
            raise BadCell(f"{shown(text)} is not a number")
        low, high = self.allowed()
        if not low <= number <= high:
            raise BadCell(f"{shown(text)} is not between {plain(low)} and {plain(high)}")
        return number

    def allowed(self) -> tuple[Decimal, Decimal]:
        """The lowest and highest number a cell may hold."""
        return Decimal(self.symptom.minimum), Decimal(self.symptom.maximum)

    def settle(self, told: Sequence) -> int | float | bool:
        """The mean, as a whole number; halves go up."""
        return int(_rounded(_mean(told), ONE))


class RatingReader(Reader):
    """A 0 to 10 rating, from whatever scale the diary used; turned round when its high end is our low end."""

    def allowed(self) -> tuple[Decimal, Decimal]:
        return self.low, self.high

    def settle(self, told: Sequence[Decimal]) -> int:
        """The mean on our scale, as a whole number; halves go up."""
        return int(_rounded(self.converted(_mean(told)), ONE))

    def converted(self, number: Decimal) -> Decimal:
        """Straight from one scale to the other: end to end."""
        lowest, highest = Decimal(self.symptom.minimum), Decimal(self.symptom.maximum)
        away = self.high - number if self.turned else number - self.low
        return lowest + away * (highest - lowest) / (self.high - self.low)


class HoursReader(Reader):
    """Hours in halves; 7:30 is seven and a half."""

    def read(self, text: str) -> Decimal:
        clock = CLOCK.fullmatch(text.strip())
        if clock:
            text = str(int(clock[1]) + _rounded(Decimal(clock[2]) / 60, Decimal("0.01")))
        return super().read(text)

    def settle(self, told: Sequence[Decimal]) -> int | float:
        """The mean, in halves."""
        hours = _rounded(_mean(told) / HALF, ONE) * HALF
        return int(hours) if hours == hours.to_integral_value() else float(hours)


class YesNoReader(Reader):
    """Yes or no. One yes makes the day a yes: a mean would hide it."""

    def read(self, text: str) -> bool:
        word = text.strip().lower()
        if word not in YES | NO:
            raise BadCell(f"{shown(text)} is not yes or no")
        return word in YES

    def settle(self, told: Sequence[bool]) -> bool:
        """Yes if any was."""
        return any(told)


class StepReader(Reader):
    """One of a few worded steps. Only our own numbers or words count: another scale would put words in her mouth.
    Of several the highest stands."""

    def read(self, text: str) -> Decimal:
        words = [choice.lower() for choice in self.symptom.choices]
        if text.strip().lower() in words:
            return Decimal(words.index(text.strip().lower()))
        number = super().read(text)
        if number != number.to_integral_value():
            raise BadCell(f"{shown(text)} is not a whole number")
        return number

    def settle(self, told: Sequence[Decimal]) -> int:
        """The highest."""
        return int(max(told))


class WordsReader(Reader):
    """Any of several words, our own only. Of several cells all stand. In our own file also words that were taken off
    the list since: she said them."""

    def read(self, text: str) -> tuple[str, ...]:
        """The words in the cell; none of them is an answer, too."""
        if text.strip().lower() == NONE:
            return ()
        items = [item for item, _ in parted(text)]
        if len(items) == 1 and not self._word(items[0]) and not self.ours:
            items = items[0].split(",")
        return tuple(self._word(item) or self._gone(item) for item in items)

    def settle(self, told: Sequence[tuple[str, ...]]) -> list[str]:
        """All that were said, each once, in the order of the question."""
        if self.ours and len(told) == 1:
            return list(told[0])
        said = dict.fromkeys(word for words in told for word in words)
        return [word for word in self.symptom.choices if word in said] + [
            word for word in said if word not in self.symptom.choices
        ]

    def _word(self, text: str) -> str | None:
        words = {one_line(choice).casefold(): choice for choice in self.symptom.choices}
        return text if text in self.symptom.choices else words.get(one_line(text).casefold())

    def _gone(self, text: str) -> str:
        if not self.ours or len(text) > LABEL_LENGTH:
            raise BadCell(f"{shown(text)} is not one of {', '.join(self.symptom.choices)}")
        return text


READERS = {
    Symptom.Scale.NRS10: RatingReader,
    Symptom.Scale.HOURS: HoursReader,
    Symptom.Scale.COUNT: Reader,
    Symptom.Scale.BOOL: YesNoReader,
    Symptom.Scale.ORD4: StepReader,
    Symptom.Scale.MULTI: WordsReader,
}


def _mean(told: Sequence[Decimal]) -> Decimal:
    return sum(told, Decimal(0)) / len(told)


def _rounded(number: Decimal, step: Decimal) -> Decimal:
    return number.quantize(step, ROUND_HALF_UP)
