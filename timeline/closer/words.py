"""The sentences of a closer look. They say what is there and what it rests on; not why, nor how it should be."""

from collections.abc import Mapping
from datetime import date

from clinical.together import MINIMUM_ANSWERED, SHORT_NIGHT, SHORT_NIGHT_UNDER_HOURS, SideBySide
from clinical.trends import MINIMUM_DAYS, MINIMUM_WEEKLY, WINDOW_DAYS, Comparison
from journal.models import Symptom
from timeline.words import DIRECTIONS, long_date, lower_first, plural

from .shapes import Strip

Scale = Symptom.Scale
CAPTIONS = {Scale.NRS10: "0 to 10", Scale.HOURS: "hours", Scale.COUNT: "how many", Scale.BOOL: "yes or no"}
UNITS = {Scale.HOURS: " hours", Scale.COUNT: " a day"}
OF_A_NIGHT = frozenset({"nightmares", "nocturia"})

TABLE_BELOW = "The same numbers are in the table below."
COMPARES_WEEKS = f"The sentences put this week beside the week before. That takes {MINIMUM_DAYS} answers in each."
COMPARES_FORTNIGHTS = (
    f"The sentences put the last 2 weeks beside the 2 weeks before. That takes {MINIMUM_WEEKLY} answers in each."
)


def short_date(day: date, with_year: bool = False) -> str:
    """`20 Oct`, `20 Oct 2026`."""
    return f"{day.day} {day:%b %Y}" if with_year else f"{day.day} {day:%b}"


def caption(symptom: Symptom) -> str:
    """The scale of a question."""
    return CAPTIONS.get(symptom.scale, "")


def strip_described(first: date, last: date) -> str:
    """From when to when, and where the numbers are."""
    return f"{long_date(first)} to {long_date(last)}. {TABLE_BELOW}"


def how_to_read(strip: Strip, nights: bool) -> tuple[str, ...]:
    """What bars, marks and empty places are, and how many days a place stands for."""
    one = "night" if nights else "day"
    if strip.step == 1:
        bar = (f"Each bar is a {one}. A flat line is 0.",) if strip.has_bars else ()
        return (*bar, f"An empty place is a {one} without an answer.")
    weeks = strip.step // WINDOW_DAYS
    span = "a week" if weeks == 1 else f"{weeks} weeks"
    bar = (f"Each bar is the mean of {span}. A flat line is 0.",) if strip.has_bars else ()
    marks = (f"A full mark is a yes on one day or more of {span}.",) if strip.has_marks else ()
    long = f"This is a long time, so the picture shows {plural(weeks, 'weeks, not days', f'{span} at a time')}."
    return (long, *bar, *marks, "An empty place has no answer.")


def compared(symptom: Symptom, of_two: Comparison) -> str:
    """One stretch of days beside the one before, with the numbers and the days behind them."""
    days = "nights" if symptom.scale == Scale.HOURS else "days"
    counts = f"{of_two.days_now} and {of_two.days_before} {days}"
    if of_two.direction is None:
        return f"Too few answers to compare yet ({counts})."
    unit = " a night" if symptom.code in OF_A_NIGHT else UNITS.get(symptom.scale, "")
    direction = DIRECTIONS[symptom.scale][of_two.direction]
    return f"{direction}: {of_two.now.value:.1f}{unit}, was {of_two.before.value:.1f} ({counts})."


def yes_or_no(told: Mapping[date, bool], with_year: bool) -> str:
    """On how many of the answered days it was a yes, and when last."""
    yes = [day for day, answer in told.items() if answer]
    if not yes:
        return f"No on {'the one day' if len(told) == 1 else f'all {len(told)} days'} with an answer."
    many = f"Yes on {len(yes)} of {len(told)} {plural(len(told), 'day', 'days')} with an answer."
    return f"{many} Last: {short_date(max(yes), with_year)}."


def heading_of(code: str, tag: str) -> str:
    """What the days have that stand on one side."""
    return f"Nights under {SHORT_NIGHT_UNDER_HOURS} hours" if code == SHORT_NIGHT else tag


def side_by_side(symptom: Symptom, beside: SideBySide, tag: str) -> str:
    """`In your own days: on 6 days with “An argument”, you rated craving 5.8 on average. On 15 other days, 4.1.`"""
    now, other = beside.mean_with, beside.mean_of_others
    if beside.code == SHORT_NIGHT:
        days = f"on {now.days} days after less than {SHORT_NIGHT_UNDER_HOURS} hours of sleep"
    else:
        days = f"on {now.days} days with “{tag}”"
    name = lower_first(symptom.label)
    said = f"you rated {name} {now.value:.1f}" if symptom.scale == Scale.NRS10 else f"{name} were {now.value:.1f}"
    return f"In your own days: {days}, {said} on average. On {other.days} other days, {other.value:.1f}."


def dots_label(beside: SideBySide, tag: str) -> tuple[str, str]:
    """What the two rows of dots are called, without their counts."""
    return ("after a short night" if beside.code == SHORT_NIGHT else f"with “{tag}”"), "other days"


def too_few(label: str, answered: int) -> str:
    """Why no days stand side by side yet, for want of answers."""
    days = f"{answered} {plural(answered, 'day', 'days')}"
    return f"It takes {MINIMUM_ANSWERED} days with an answer. So far there are {days} for “{label}”."


def nothing_beside(minimum: int) -> str:
    """Why no days stand side by side, though there are answers."""
    return (
        f"Nothing can stand side by side yet. It takes {minimum} days with something you tapped under "
        f"“What made it harder?”, and {minimum} without."
    )
