"""What answers come to. A total exists only when every item of it was answered: nothing is guessed (brief 3.2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from .definition import Answers, Band, Instrument, Item

LOWER, HIGHER, SAME = "lower", "higher", "same"
# Any answer but "Not at all" to the question about harm calls for help, and for a person who asks on (brief 4.1).
CALLS_FOR_HELP_FROM = 1


@dataclass(frozen=True)
class Completeness:
    """How many of the items of the total were answered, and which were not."""

    answered: int
    of: int
    missing: tuple[Item, ...]

    @property
    def is_complete(self) -> bool:
        """Whether there can be a total."""
        return not self.missing


@dataclass(frozen=True)
class Change:
    """From one total to a later one. `by` has its sign; `is_clear`: it is more than what can be chance."""

    by: int
    is_clear: bool

    @property
    def direction(self) -> str:
        """LOWER, HIGHER or SAME."""
        return LOWER if self.by < 0 else HIGHER if self.by > 0 else SAME


def completeness(instrument: Instrument, answers: Answers) -> Completeness:
    """What was answered of the total's items."""
    missing = tuple(item for item in instrument.summed if _answer(item, answers) is None)
    of = len(instrument.summed)
    return Completeness(of - len(missing), of, missing)


def score(instrument: Instrument, answers: Answers) -> int | None:
    """The total; None unless all of its items were answered."""
    return _sum(instrument.summed, answers)


def short_score(instrument: Instrument, answers: Answers) -> int | None:
    """The total of the short form inside it (PHQ-2, GAD-2); None unless both of its items were answered."""
    return _sum([instrument.item(code) for code in instrument.short.items], answers)


def band(instrument: Instrument, total: int | None) -> Band | None:
    """The published band of a total; None without one."""
    if total is None:
        return None
    return next((each for each in instrument.bands if each.lowest <= total <= each.highest), None)


def is_positive(instrument: Instrument, total: int | None) -> bool:
    """Whether the total is one from which a closer look is usual. It is no diagnosis."""
    return total is not None and total >= instrument.positive_from


def change(instrument: Instrument, before: int | None, now: int | None) -> Change | None:
    """What became of a total; None unless there are both."""
    if before is None or now is None:
        return None
    return Change(now - before, abs(now - before) >= instrument.clear_change)


def tells_of_harm(instrument: Instrument, answers: Answers) -> bool:
    """Whether the answer about harming oneself calls for help, total or none."""
    if not instrument.harm_item:
        return False
    answer = _answer(instrument.item(instrument.harm_item), answers)
    return answer is not None and answer >= CALLS_FOR_HELP_FROM


def _answer(item: Item, answers: Answers) -> int | None:
    option = item.option(answers.get(item.code))
    return option.score if option else None


def _sum(items: Iterable[Item], answers: Answers) -> int | None:
    scores = [_answer(item, answers) for item in items]
    return None if None in scores else sum(scores)
