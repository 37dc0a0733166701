"""The sentences of the timeline. They say what is there and what it rests on; never how it should be."""

from collections.abc import Sequence
from datetime import date

from accounts.models import Patient
from clinical.days import Totals
from clinical.phases import Position
from clinical.trends import HIGHER, LOWER, MINIMUM_DAYS, SAME, WINDOW_DAYS, Comparison, Mean
from journal.models import Episode, Symptom

from .shapes import Axis, Clock

Which = Patient.Clock
DIRECTIONS = {
    Symptom.Scale.NRS10: {LOWER: "Lower", SAME: "About the same", HIGHER: "Higher"},
    Symptom.Scale.HOURS: {LOWER: "Less", SAME: "About the same", HIGHER: "More"},
    Symptom.Scale.COUNT: {LOWER: "Fewer", SAME: "About the same", HIGHER: "More"},
}
UNITS = {Symptom.Scale.HOURS: " hours", Symptom.Scale.COUNT: " a day"}


def long_date(day: date) -> str:
    """`20 October 2026`."""
    return f"{day.day} {day:%B %Y}"


def plural(number: int, one: str, many: str) -> str:
    """The word that goes with `number`."""
    return one if number == 1 else many


def lower_first(text: str) -> str:
    """`First week` → `first week`."""
    return text[:1].lower() + text[1:]


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def heading(position: Position | None, since: str, with_counts: bool) -> str:
    """Where she stands."""
    if position is None:
        return ""
    phase = position.phase.name
    if not with_counts:
        return f"About here: {lower_first(phase)}" if position.approximate else phase
    day = f"{'About day' if position.approximate else 'Day'} {position.day}"
    return f"{day} {since} · {lower_first(phase)}"


def last_use(episode: Episode | None, own: bool) -> str:
    """What the day count rests on."""
    told = "You told us" if own else "As told"
    precision = episode.precision if episode else Episode.Precision.UNKNOWN
    if precision == Episode.Precision.EXACT:
        return f"{told}: last use on {long_date(episode.day0)}."
    if precision == Episode.Precision.ABOUT:
        return f"{told}: last use about {long_date(episode.day0)}."
    if precision == Episode.Precision.STILL_USING:
        return f"{told}: still using."
    return "The date of last use isn't known."


def clocks(position: Position | None, totals: Totals, since: str, own: bool) -> tuple[Clock, ...]:
    """Side by side, none larger than the other (brief 8.2)."""
    shown = []
    if position:
        days = plural(position.day, "day", "days")
        shown.append(Clock(Which.SINCE, str(position.day), f"{days}{' or so' if position.approximate else ''} {since}"))
    if totals.told:
        days = f"{totals.told} {plural(totals.told, 'day', 'days')}"
        label = f"of {days} {'you wrote about' if own else 'told'}: no use"
        shown.append(Clock(Which.WITHOUT, str(totals.not_using), label))
    if totals.on_the_way:
        days = plural(totals.on_the_way, "day", "days")
        shown.append(Clock(Which.ON_THE_WAY, str(totals.on_the_way), f"{days} on {'your' if own else 'the'} way"))
    return tuple(shown)


def longest_run(position: Position | None, totals: Totals) -> str:
    """The longest time without use, after a lapse: when there was a longer one than now."""
    run = totals.longest_run or 0
    if position is None or run <= position.day:
        return ""
    return f"Longest run so far: {run} {plural(run, 'day', 'days')}."


def comparison(symptom: Symptom, week: Comparison) -> str:
    """This week beside the week before, with the numbers and the days behind them."""
    counts = f"{week.days_now} and {week.days_before} {'nights' if symptom.scale == Symptom.Scale.HOURS else 'days'}"
    if week.direction is None:
        return f"Too few answers to compare yet ({counts}). It takes {MINIMUM_DAYS} in each week."
    direction = DIRECTIONS[symptom.scale][week.direction]
    unit = UNITS.get(symptom.scale, "")
    return f"{direction}: {_mean(week.now)}{unit}, was {_mean(week.before)} ({counts})."


def _mean(mean: Mean) -> str:
    return f"{mean.value:.1f}"


def chart_title(labels: Sequence[str]) -> str:
    """What the chart shows."""
    return listed([labels[0], *map(lower_first, labels[1:])]) if labels else "The phases"


def chart_description(axis: Axis, day0: date | None) -> str:
    """From when to when, and where the numbers are."""
    days = f" (day {(axis.first - day0).days} to {(axis.last - day0).days})".replace("-", "−") if day0 else ""
    return f"{long_date(axis.first)} to {long_date(axis.last)}{days}. The same numbers are in the table below."


def how_to_read(axis: Axis, has_line: bool) -> str:
    """What dots and lines are."""
    if axis.weekly:
        each, least = ("a week", MINIMUM_DAYS) if axis.step == WINDOW_DAYS else ("four weeks", 4 * MINIMUM_DAYS)
        return f"Each dot is the mean of {each}. Lines join those with {least} or more answers; a gap stays open."
    if not has_line:
        return f"Each dot is a day. A line begins when {MINIMUM_DAYS} days of a week have an answer."
    return "Dots are days. Lines are seven-day means. A gap is a day without an answer."


RATINGS_NOT_SHARED = "Ratings are not shared, so there are no lines."
USE_NOT_SHARED = "Use and last use are not shared, so the picture goes by date, without phases."
NO_DAY_0 = "Without a date of last use the picture goes by date, without phases."
BEFORE_DAY_0 = "These days lie before the last use we know of, so they are shown by date, without phases."
ROUGH_BANDS = "The days and phases are only about right, as the date of last use is."


LATE = "An open dot was written later."


def last_time(day0: date, days: int) -> str:
    """Which time the one before was."""
    return f"Last time: the {days} {plural(days, 'day', 'days')} from {long_date(day0)} on."


def this_and_last(now: float, then: float) -> str:
    """This time beside last time on the same day since last use: two numbers, no verdict."""
    return f"Seven-day mean by that day: {now:.1f} this time, {then:.1f} last time."


def nothing_drawn(skipped: bool, own: bool) -> str:
    """Why there is no dot."""
    if skipped:
        return "These questions were skipped on the days shown, so there is nothing to draw."
    return "Nothing here yet. Your first check-in puts a dot here." if own else "No entries in these days."


def ends(last: date) -> str:
    """Why today isn't in the picture."""
    return f"The picture ends with the last entry, on {long_date(last)}."


def now(position: Position, own: bool, with_counts: bool) -> str:
    """The words at "you are here"."""
    day = f"{'about ' if position.approximate else ''}day {position.day}" if with_counts else ""
    return ", ".join(filter(None, ["you" if own else "now", day]))
