"""Urges: when tools are offered, when a day is so hard that people are, and what has helped her before.

Writing urges down changes little by itself; using a tool does, a little (brief 6.4). What helped is said in her own
numbers, without a ranking: a strategy that was taken up in harder moments would look worse than it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import mean

from .trends import number_of, one_decimal

# From this craving on, out of 10, tools are offered at once (brief 6.4).
CRAVING_OFFERS_TOOLS_FROM = 5
# A day so hard that people to talk to are offered (brief 4.2): distress, or craving with little confidence.
DISTRESS_HIGH_FROM = 9
CRAVING_HIGH_FROM = 9
CONFIDENCE_LOW_TO = 2
# A strategy's numbers are shown from this many uses on; a judgement, as fewer would say more about chance.
MINIMUM_USES = 3

CRAVING, DISTRESS, CONFIDENCE = "craving", "distress", "control_confidence"
SELF_HARM = "self_harm_thoughts"

Ratings = Mapping[str, object]


@dataclass(frozen=True)
class Rated:
    """An urge as she rated it: strength before and after, 0 to 10, the minutes between, and what she did (codes)."""

    strategies: tuple[str, ...]
    before: int | None
    after: int | None
    minutes: int | None = None


@dataclass(frozen=True)
class Worked:
    """What came of a strategy: uses with both ratings, their means to one decimal, and the mean of the minutes where
    enough uses have them."""

    code: str
    uses: int
    before: float
    after: float
    minutes: int | None


def offers_tools(ratings: Ratings) -> bool:
    """Whether a check-in offers something against urges at once. An unanswered craving doesn't."""
    return _at_least(ratings, CRAVING, CRAVING_OFFERS_TOOLS_FROM)


def high_distress(ratings: Ratings) -> bool:
    """Whether to offer a plan, people to call and a helpline. Not after an answer about harming herself, which calls
    for help of its own (brief 4.2)."""
    if _at_least(ratings, SELF_HARM, 1):
        return False
    confidence = number_of(ratings.get(CONFIDENCE))
    unsure = confidence is not None and confidence <= CONFIDENCE_LOW_TO
    return _at_least(ratings, DISTRESS, DISTRESS_HIGH_FROM) or (
        _at_least(ratings, CRAVING, CRAVING_HIGH_FROM) and unsure
    )


def what_worked(urges: Iterable[Rated]) -> tuple[Worked, ...]:
    """Each strategy that was used often enough, the most used first. An urge counts for each thing she did, and only
    when it was rated before and after."""
    by_code: dict[str, list[Rated]] = {}
    for urge in urges:
        if urge.before is not None and urge.after is not None:
            for code in dict.fromkeys(urge.strategies):
                by_code.setdefault(code, []).append(urge)
    worked = [_worked(code, rated) for code, rated in by_code.items() if len(rated) >= MINIMUM_USES]
    return tuple(sorted(worked, key=lambda each: (-each.uses, each.code)))


def in_words(label: str, worked: Worked) -> str:
    """`Walk: 5 times. From 7.2 to 3.8 on average, after about 20 minutes.`"""
    return f"{label}: {worked.uses} times. From {worked.before:.1f} to {worked.after:.1f} on average{_after(worked)}."


def _worked(code: str, rated: list[Rated]) -> Worked:
    before, after = (one_decimal(mean(values)) for values in ([r.before for r in rated], [r.after for r in rated]))
    timed = [urge.minutes for urge in rated if urge.minutes is not None]
    minutes = int(mean(timed) + 0.5) if len(timed) >= MINIMUM_USES else None
    return Worked(code, len(rated), before, after, minutes)


def _after(worked: Worked) -> str:
    if worked.minutes is None:
        return ""
    if worked.minutes < 1:
        return ", within a minute"
    return f", after about {worked.minutes} {'minute' if worked.minutes == 1 else 'minutes'}"


def _at_least(ratings: Ratings, code: str, least: float) -> bool:
    number = number_of(ratings.get(code))
    return number is not None and number >= least
