"""What the rules look at, and what they say. Frozen, without a database; dates are the person's own days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from clinical.missed import Pause
from clinical.trends import number_of

from .rules import RULES

# The numbers of each rule that is in use, by its code. A rule that isn't named here doesn't run.
Numbers = Mapping[str, Mapping[str, float]]
SHIPPED: Numbers = {code: rule.defaults for code, rule in RULES.items()}


def numbers_of(code: str, numbers: Numbers) -> dict[str, float] | None:
    """The numbers of one rule, those that were never changed as they ship; None when it isn't in use."""
    return None if code not in numbers else {**RULES[code].defaults, **numbers[code]}


@dataclass(frozen=True)
class Match:
    """A rule found something on `day`. `subject` tells apart what one rule looks at side by side (a symptom, a
    substance); `variant` tells apart occasions of one day. `needs` are the kinds of consent the evidence rests on."""

    code: str
    severity: str
    day: date
    evidence: tuple[dict, ...]
    subject: str = ""
    variant: str = ""
    late: bool = False
    more_needs: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """The occasion: with the rule and the severity it names this flag and no other."""
        return f"{self.day}{f':{self.subject}' * bool(self.subject)}{f'#{self.variant}' * bool(self.variant)}"

    @property
    def needs(self) -> list[str]:
        """The kinds of consent that it rests on."""
        return [*RULES[self.code].needs, *self.more_needs]


def subject_of(about: str) -> str:
    """What a flag with this `about` looked at, "" where its rule looks at one thing."""
    return about.partition("#")[0].partition(":")[2]


def seen(code: str, day: date, value: object) -> dict:
    """One piece of evidence, as it is kept."""
    return {"code": code, "date": day.isoformat(), "value": value}


@dataclass(frozen=True)
class Day:
    """What she answered about one day. `late`: it was told later than the day after, or comes from an older diary."""

    ratings: Mapping[str, object]
    late: bool = False


@dataclass(frozen=True)
class Diary:
    """Her days around the one that was `saved`. `rated` are the questions of 0 to 10, with whether more is better.
    `unanswered`: it is long enough since the answer about harm, and "safe now?" still has none."""

    today: date
    saved: date
    days: Mapping[date, Day]
    used_on: frozenset[date] = frozenset()
    day0: date | None = None
    rated: Mapping[str, bool] = field(default_factory=dict)
    unanswered: bool = False

    def on(self, day: date, on_time: bool) -> Mapping[str, object]:
        """The answers of one day; none where nothing was told, or (with `on_time`) where it was told late."""
        told = self.days.get(day)
        return {} if told is None or (on_time and told.late) else told.ratings


@dataclass(frozen=True)
class View:
    """The diary as one rule sees it, as of one of its days."""

    diary: Diary
    day: date
    on_time: bool

    @property
    def answers(self) -> Mapping[str, object]:
        """Those of this day."""
        return self.diary.on(self.day, self.on_time)

    @property
    def late(self) -> bool:
        """Whether this day was told late."""
        return self.day in self.diary.days and self.diary.days[self.day].late

    def number(self, code: str, day: date | None = None) -> float | None:
        """The number that was answered; None when there is none."""
        return number_of(self.diary.on(day or self.day, self.on_time).get(code))

    def is_yes(self, code: str) -> bool:
        """Whether it was answered with a yes."""
        return self.answers.get(code) is True

    def last(self, days: float) -> list[date]:
        """So many dates that end with this one, the oldest first."""
        return [self.day - timedelta(days=back) for back in range(int(days) - 1, -1, -1)]

    def numbers(self, code: str, days: Iterable[date]) -> dict[date, float]:
        """What was answered on these days; a day without an answer isn't among them."""
        found = ((day, self.number(code, day)) for day in days)
        return {day: number for day, number in found if number is not None}


@dataclass(frozen=True)
class Score:
    """An answered questionnaire. `total` is None where something that counts was left out; `harm` is the answer about
    harming herself, None where there is none; `safe` what she said to "safe now?"."""

    key: str
    day: date
    total: int | None
    harm: int | None = None
    safe: bool | None = None


@dataclass(frozen=True)
class Scores:
    """The one that was just answered, and those of the same questionnaire before it."""

    now: Score
    before: Sequence[Score] = ()


@dataclass(frozen=True)
class Silence:
    """On which days she wrote, or was heard of otherwise; paused days; the day she began; her day number since last
    use, None if it isn't known. `daily`: writing every day was agreed."""

    today: date
    written: frozenset[date]
    pauses: tuple[Pause, ...] = ()
    began: date | None = None
    day_number: int | None = None
    daily: bool = False


@dataclass(frozen=True)
class Stop:
    """She stopped something that she had used nearly every day."""

    substance: str
    told_on: date
    stopped_on: date


@dataclass(frozen=True)
class Stops:
    """What she says she stopped."""

    today: date
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Plans:
    """Whether there is a safety plan, on which days she told of thoughts of self-harm, and until when a plan was to be
    looked at again, by its kind."""

    today: date
    has_safety_plan: bool
    self_harm_on: tuple[date, ...] = ()
    review_due: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """She asks her team to contact her. `occasion` names this time she asked."""

    today: date
    wants_today: bool
    occasion: str
