"""From a story to a diary: how each answer goes from day to day. The same story on the same day gives the same diary.

Nothing here is a model of anything. It makes curves that look like a person's: they follow the story's outline, some
days are tougher than others, a tough day reaches into the next, and a short night makes a tired day.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from journal.models import Symptom

USED, SLEEP, TIREDNESS = "used_ketamine", "sleep_hours", "fatigue"
WEEK = 7
CARRIED_OVER = 0.5  # of a tough day into the next
LOST_HOUR = 0.7  # points of tiredness for each hour less than the story's nights
# How much a tough day moves an answer, in points for one unit; a quarter for those not named.
PULL = {
    "craving": 0.9, "low_mood": 0.9, "anxiety": 0.8, "irritability": 0.8, "fatigue": 0.5, "concentration": 0.5,
    "sleep_trouble": 0.6, "sleep_hours": -0.3, "urinary_frequency": 0.4,
}  # fmt: skip
PULL_ON_OTHERS = 0.25

Answer = int | float | bool | None


@dataclass(frozen=True)
class Story:
    """How somebody's time went. Days are numbers, counted from day 0.

    `outline` gives each rated symptom its course as {day: level}, straight in between; `stated` the days on which
    something else than "no" was answered. Neither is asked before the day in `asked_from`; those `weekly` only on
    every seventh day. `tougher` are days that went worse (or, below 0, better) than the outline, and `triggers` what
    was tapped as having made a day harder.
    """

    first: int = 0
    last: int = -1
    outline: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    stated: Mapping[str, Mapping[int, int | bool]] = field(default_factory=dict)
    tougher: Mapping[int, float] = field(default_factory=dict)
    triggers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    first_notes: Mapping[int, str] = field(default_factory=dict)
    gaps: tuple[int, ...] = ()
    skipped: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    asked_from: Mapping[str, int] = field(default_factory=dict)
    weekly: tuple[str, ...] = ()
    days_late: Mapping[int, int] = field(default_factory=dict)
    hour: float = 21.5
    restless: float = 0.8


@dataclass(frozen=True)
class Page:
    """A day's entry: written `hour` hours after midnight of that day. `first_note` is what stood there before she
    edited it (empty: she didn't)."""

    day: int
    ratings: dict[str, Answer]
    note: str
    first_note: str
    hour: float
    triggers: tuple[str, ...] = ()

    @property
    def late(self) -> bool:
        """Whether it was written later than the day after."""
        return self.hour >= 48 + 4  # her days begin at four


def write(story: Story, seed: str, symptoms: Mapping[str, Symptom]) -> list[Page]:
    """The diary, oldest day first. `symptoms` is the catalogue by code: it says on which scale each answer lies."""
    dice = random.Random(seed)  # noqa: S311  the same people each time
    pages, mood = [], 0.0
    for day in range(story.first, story.last + 1):
        mood = CARRIED_OVER * mood + dice.gauss(0, story.restless) + story.tougher.get(day, 0)
        answers = {code: _fitted(symptoms[code], value) for code, value in _ratings(story, day, mood, dice).items()}
        answers |= {code: days.get(day, _no(symptoms[code])) for code, days in story.stated.items()}
        hour = story.hour + dice.triangular(-1, 2.5, 0.2) + 24 * story.days_late.get(day, 0)
        if day not in story.gaps:
            ratings = {code: _unless_skipped(story, code, day, answers[code]) for code in _asked(story, day)}
            tapped = tuple(code for code, days in story.triggers.items() if day in days)
            pages.append(Page(day, ratings, story.notes.get(day, ""), story.first_notes.get(day, ""), hour, tapped))
    return pages


def _ratings(story: Story, day: int, mood: float, dice: random.Random) -> dict[str, float]:
    """What the day would be rated, before it is put on a scale."""
    values = {}
    for code, course in story.outline.items():
        pull = PULL.get(code, PULL_ON_OTHERS)
        values[code] = level(course, day) + pull * mood + dice.gauss(0, 0.6)
    if SLEEP in values and TIREDNESS in values:
        values[TIREDNESS] += LOST_HOUR * (level(story.outline[SLEEP], day) - values[SLEEP])
    return values


def level(course: Mapping[int, float], day: int) -> float:
    """Where a course stands on `day`: straight between its points, level before the first and after the last."""
    points = sorted(course.items())
    for (before, low), (after, high) in pairwise(points):
        if before <= day <= after:
            return low + (high - low) * (day - before) / (after - before)
    return points[0][1] if day < points[0][0] else points[-1][1]


def _fitted(symptom: Symptom, value: float) -> int | float:
    """`value` as the check-in would keep it: within the scale, whole, or in halves for hours."""
    steps = 2 if symptom.scale == Symptom.Scale.HOURS else 1
    value = min(max(value, float(symptom.minimum)), float(symptom.maximum))
    value = round(value * steps) / steps
    return int(value) if value == int(value) else value


def _no(symptom: Symptom) -> int | bool:
    return False if symptom.scale == Symptom.Scale.BOOL else 0


def _asked(story: Story, day: int) -> list[str]:
    codes = [*story.stated, *story.outline]
    return [
        code
        for code in codes
        if day >= story.asked_from.get(code, story.first) and (code not in story.weekly or day % WEEK == 0)
    ]


def _unless_skipped(story: Story, code: str, day: int, answer: Answer) -> Answer:
    return None if day in story.skipped.get(code, ()) else answer
