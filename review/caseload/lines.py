"""What the line of one patient says, as finished words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.conf import settings

from clinical import instruments, missed
from clinical.flags import NOTHING, RULES, SEVERITIES, explain
from clinical.instruments import Instrument, scoring
from clinical.trends import number_of

from ..access import Scope
from ..sparkline import Sparkline
from .reading import SPARKLINE_DAYS, Kind
from .standing import Standing

DAY = timedelta(days=1)
SHOWN_KINDS = 3
SWITCHED_OFF = "Flags are switched off here."
STATES = {missed.NEW: "new", missed.ON_TRACK: "on track", missed.MISSED: "missed", missed.PAUSED: ""}
SPARKLINES = ("Craving", "Low mood")
NO_ANSWERS = (None, None)
NUMBERS = {None: None} | {str(number): number for number in range(11)}
ACKNOWLEDGED = "acknowledged"
COMPARED = 2  # totals: the last one, and the one before


@dataclass(frozen=True, slots=True)
class FlagWords:
    """Flags of one kind: how soon in a word and a sign, what, since when the oldest stands, and what was done so far.
    `why` is the newest one's sentence, only for the first kind of a line."""

    severity: str
    sign: str
    word: str
    title: str
    since: datetime
    taken: str
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """One patient in the list, as it holds for the whole day. How old things are is said when it is shown."""

    standing: Standing
    address: str
    flags: tuple[FlagWords, ...]
    more: int
    nothing: str
    missed: int
    missed_of: int
    state: str
    sparklines: tuple[Sparkline, ...]
    totals: tuple[str, ...]

    def __getattr__(self, name):
        """What stands fast for her."""
        return getattr(self.standing, name)

    @property
    def where(self) -> str:
        """The day in words; its phase stands in `position`."""
        if Scope.USE not in self.standing.scope:
            return "not shared"
        position = self.standing.position
        if position is None:
            return "still using" if self.standing.still_using else "last use not known"
        return f"{'about ' if position.approximate else ''}day {position.day}"

    @property
    def last(self) -> str:
        """When the last entry was: of which day, counted from hers."""
        last = self.standing.who.last_entry
        if last is None:
            return "none yet"
        days = (self.standing.today - last).days
        return "today" if days <= 0 else f"{days} d ago"

    @property
    def due(self) -> str:
        """When the clinician means to look again."""
        due = self.standing.who.due_on
        if due is None:
            return "–"
        days = (due - self.standing.today).days
        return "due today" if days == 0 else f"in {days} d" if days > 0 else f"due {-days} d ago"


@dataclass(frozen=True, slots=True)
class Details:
    """What lines show beside the standing, read for a page of them at once. `address` leads to patient 0."""

    days: Mapping[int, Mapping[date, tuple]]
    kinds: Mapping[int, Sequence[Kind]]
    answers: Mapping[tuple[int, str], Sequence[tuple[int, dict]]]
    instruments: Sequence[Instrument]
    labels: Mapping[str, str]
    address: str


def line_of(standing: Standing, details: Details) -> Line:
    """The line of one patient, with what she shares and no more."""
    days = details.days.get(standing.who.pk, {})
    asked = {"pauses": [pause for _, pause in standing.who.pauses], "began": standing.began, "today": standing.today}
    state = missed.state(written=_written(standing, days), **asked)
    expected = missed.missed_days(written=(), **asked)
    kinds = details.kinds.get(standing.who.pk, ())
    return Line(
        standing=standing,
        address=details.address.replace("/0/", f"/{standing.who.pk}/"),
        flags=tuple(_flag(kind, details, place == 0) for place, kind in enumerate(kinds)),
        more=(standing.flags.many if standing.flags else 0) - sum(kind.many for kind in kinds),
        nothing="" if kinds else NOTHING if settings.ENABLE_FLAGS else SWITCHED_OFF,
        missed=sum(day not in days for day in expected),
        missed_of=len(expected),
        state=STATES[state],
        sparklines=_sparklines(days, standing.today) if Scope.RATINGS in standing.scope else (),
        totals=_totals(standing, details) if Scope.QUESTIONNAIRES in standing.scope else ("not shared",),
    )


def _written(standing: Standing, days: Mapping[date, tuple]) -> list[date]:
    """The days that say whether she writes: of those that were read, or the last one before them."""
    return [*days] or ([standing.who.last_entry] if standing.who.last_entry else [])


def _flag(kind: Kind, details: Details, is_first: bool) -> FlagWords:
    severity, rule = SEVERITIES[kind.severity], RULES.get(kind.code)
    title = rule.title if rule else kind.code.replace("_", " ")
    told = _why(kind.code, json.loads(kind.evidence), details.labels) if is_first else ""
    return FlagWords(
        severity=severity.code,
        sign=severity.sign,
        word=severity.word,
        title=title if kind.many == 1 else f"{title} ×{kind.many}",
        since=kind.since,
        taken="" if kind.is_open else _taken(kind.state, kind.taken_by),
        why=f"Reported late. {told}" if told and kind.late else told,
    )


def _taken(state: str, name: str) -> str:
    return f"{'seen' if state == ACKNOWLEDGED else 'acted on'} by {name}" if name else "seen"


def _why(code: str, evidence: Sequence[Mapping], labels: Mapping[str, str]) -> str:
    """The sentence of a flag. One that can't be worded (its evidence is of another version) mustn't take the whole
    list away: the line still says what and since when."""
    try:
        return explain(code, evidence, labels=labels)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return ""


def _sparklines(days: Mapping[date, tuple], today: date) -> tuple[Sparkline, ...]:
    shown = [days.get(day, NO_ANSWERS) for day in _last_days(today)]
    columns = zip(*shown, strict=True)
    return tuple(Sparkline(label, tuple(map(_number, told))) for label, told in zip(SPARKLINES, columns, strict=True))


@lru_cache(maxsize=8)
def _last_days(today: date) -> tuple[date, ...]:
    return tuple(today - back * DAY for back in range(SPARKLINE_DAYS - 1, -1, -1))


def _number(told: str | None) -> float | None:
    """An answer as the number it is."""
    if told in NUMBERS:
        return NUMBERS[told]
    try:
        return number_of(float(told))
    except ValueError:
        return None


def _totals(standing: Standing, details: Details) -> tuple[str, ...]:
    """The last total of each questionnaire, after the one before it."""
    words = []
    for instrument in details.instruments:
        found = _last_two(instrument, details.answers.get((standing.who.pk, instrument.key), ()))
        if found:
            words.append(f"{instrument.title} {' → '.join(map(str, reversed(found)))}")
    return tuple(words) or ("–",)


def _last_two(instrument: Instrument, answered: Sequence[tuple[int, dict]]) -> list[int]:
    """Up to two totals, the newest first; those without an answer to everything that counts have none."""
    found: list[int] = []
    for version, answers in answered:
        total = scoring.score(instruments.get(instrument.key, version), answers)
        if total is not None:
            found.append(total)
        if len(found) == COMPARED:
            break
    return found
