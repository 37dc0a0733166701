"""Bladder trouble: signs of the last days that need a doctor, and trouble still there four weeks after stopping.

Neither is a diagnosis. The first calls for advice, the second is the point at which a visit and a look by urology make
sense: a draft NHS pathway uses four weeks (brief 2.4, 4.5 [C:L17]). Counted are her own answers, by the dates they are
about; a question that wasn't answered says nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from .phases import ABOUT, EXACT
from .red_flags import BLADDER_SHOULD_EASE_DAYS
from .trends import days_to, number_of, one_decimal

DAY_TRIPS, NIGHT_TRIPS, URGENCY, PAIN = "urinary_frequency", "nocturia", "urinary_urgency", "urinary_pain"
BLOOD, CANNOT_PEE, LEAKING = "blood_in_urine", "cannot_urinate", "urine_leak"
NUMBERS, YES_OR_NO = (DAY_TRIPS, NIGHT_TRIPS, URGENCY, PAIN), (BLOOD, CANNOT_PEE, LEAKING)
ASKED = (*NUMBERS, *YES_OR_NO)

# A yes to one of these keeps its advice in sight for a week (brief 4.5: same day to 48 hours; 7.2 counts such an answer
# for seven days).
SIGNS = (CANNOT_PEE, BLOOD)
SIGN_DAYS = 7

# "Still there": told of on two days of the last two weeks, the later of them four weeks or more after last use. Brief
# 7.2 (`urinary_persist`) asks for two weekly answers running; that the days count and not the weeks is a judgement, as
# questions of once a week come a day early or late.
LOOK_BACK_DAYS = 14
MINIMUM_DAYS_TOLD = 2
# A doctor wants to know of blood, and of not being able to pee, for longer than that. A judgement.
SIGNS_TOLD_DAYS = 28
# What counts as trouble: any pain or urgency at all, any yes; night trips from two on, as in brief 7.2. Trips by day
# have no limit in the brief, so they are reported and never decide.
TROUBLE_ABOVE = {NIGHT_TRIPS: 1, URGENCY: 0, PAIN: 0}

Ratings = Mapping[str, object]


@dataclass(frozen=True)
class Told:
    """What she answered to one question in the last two weeks: on how many days, their mean to one decimal (None for
    a yes-or-no question), and on how many of them a yes."""

    code: str
    days: int
    mean: float | None = None
    yes: int = 0

    @property
    def is_something(self) -> bool:
        """Whether there is anything to report."""
        return bool(self.mean or self.yes)


@dataclass(frozen=True)
class StillThere:
    """Trouble that outlasts the first four weeks: since which date and how surely that is known, `days` of the last
    two weeks with trouble, what she answered in them, and when there was last a sign in four weeks; both in the order
    of ASKED."""

    last_use: date
    precision: str
    days: int
    told: tuple[Told, ...]
    signs: tuple[tuple[str, date], ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The questions behind it."""
        return tuple(dict.fromkeys([*(each.code for each in self.told), *(code for code, _ in self.signs)]))


def signs(ratings_by_day: Mapping[date, Ratings], today: date, length: int = SIGN_DAYS) -> dict[str, date]:
    """Each sign that was a yes in the `length` days to `today`, with the latest day on which it was."""
    found: dict[str, date] = {}
    for day in days_to(today, length):
        found |= {code: day for code in SIGNS if ratings_by_day.get(day, {}).get(code) is True}
    return found


def still_there(
    ratings_by_day: Mapping[date, Ratings], last_use: date | None, precision: str, today: date
) -> StillThere | None:
    """Whether bladder trouble goes on four weeks after `last_use`; None when it doesn't, or when that can't be said:
    no date, use that goes on, or too few answers."""
    if last_use is None or precision not in {EXACT, ABOUT}:
        return None
    near = [(day, ratings_by_day[day]) for day in days_to(today, LOOK_BACK_DAYS) if day in ratings_by_day]
    with_trouble = [day for day, ratings in near if tells_of_trouble(ratings)]
    if len(with_trouble) < MINIMUM_DAYS_TOLD:
        return None
    if with_trouble[-1] - last_use < timedelta(days=BLADDER_SHOULD_EASE_DAYS):
        return None
    told = (_told(code, [ratings for _, ratings in near]) for code in ASKED if code not in SIGNS)
    something = tuple(each for each in told if each.is_something)
    seen = signs(ratings_by_day, today, SIGNS_TOLD_DAYS)
    in_order = tuple((code, seen[code]) for code in ASKED if code in seen)
    return StillThere(last_use, precision, len(with_trouble), something, in_order)


def tells_of_trouble(ratings: Ratings) -> bool:
    """Whether a day's answers tell of bladder trouble."""
    above = any((number_in(ratings, code) or 0) > limit for code, limit in TROUBLE_ABOVE.items())
    return above or any(ratings.get(code) is True for code in YES_OR_NO)


def number_in(ratings: Ratings, code: str) -> float | None:
    """The number that was answered; None when there is none."""
    number = number_of(ratings.get(code))
    return None if number is None else float(number)


def _told(code: str, answered: list[Ratings]) -> Told:
    if code in YES_OR_NO:
        said = [ratings[code] for ratings in answered if isinstance(ratings.get(code), bool)]
        return Told(code, len(said), yes=sum(said))
    numbers = [number for ratings in answered if (number := number_in(ratings, code)) is not None]
    return Told(code, len(numbers), mean=one_decimal(sum(numbers) / len(numbers)) if numbers else None)
