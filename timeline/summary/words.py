"""The words of a summary. They are read by her and by whoever she gives it to, so nobody is "you" in them. They say
what was written down and how often, never how it should be."""

from collections.abc import Iterable, Mapping
from datetime import date

from clinical.days import Totals, in_days
from clinical.missed import Kept
from clinical.summary import HALF_DAYS, SUMMARY_DAYS, BeforeAndAfter, Change, Changes, Spread, YesDays
from clinical.trends import HIGHER, LOWER, MINIMUM_DAYS, Mean
from journal.models import Symptom
from timeline.words import long_date, plural

from .scores import MOST_TOTALS, Score

Scale = Symptom.Scale
STANDING = (
    "This is what one person wrote about their own days. Entries may be late or incomplete, and nobody has checked "
    "them. It is not a diagnosis."
)
TOO_FEW = f"Too few answers to compare yet. It takes {MINIMUM_DAYS} days in each {HALF_DAYS}."
DIFFERENCES = {
    Scale.NRS10: {LOWER: "{} points lower", HIGHER: "{} points higher"},
    Scale.HOURS: {LOWER: "{} hours less", HIGHER: "{} hours more"},
    Scale.COUNT: {LOWER: "{} fewer a day", HIGHER: "{} more a day"},
}
UNITS = {Scale.HOURS: " h"}
HIGHER_IS_BETTER = "higher is better"


def dates(first: date, last: date) -> str:
    """`30 October to 26 November 2026`."""
    start = f"{first.day} {first:%B}" if first.year == last.year else long_date(first)
    return f"{start} to {long_date(last)}"


def day_of(day: date) -> str:
    """`3 November`: a day of the summary, whose year stands above."""
    return f"{day.day} {day:%B}"


def label(symptom: Symptom) -> str:
    """What was asked, and which way it runs where that isn't plain."""
    if symptom.scale != Scale.NRS10:
        return symptom.label
    return f"{symptom.label} ({HIGHER_IS_BETTER})" if symptom.higher_is_better else symptom.label


def mean(symptom: Symptom, value: Mean) -> tuple[str, str]:
    """`6.4 h` and `13 days`."""
    return f"{value.value:.1f}{UNITS.get(symptom.scale, '')}", in_days(value.days)


def difference(symptom: Symptom, change: Change) -> str:
    """`3.3 points lower`, `1.5 hours more`, `2.1 fewer a day`."""
    return DIFFERENCES[symptom.scale][change.direction].format(f"{abs(change.difference):.1f}")


def caption(found: Changes) -> str:
    """What the rows are, or why there are none."""
    if not found.compared:
        return TOO_FEW
    if not found.largest:
        return f"Nothing moved by half a point or more, of {found.compared} that could be compared."
    chosen = f"The largest of {found.compared}. " if found.compared > len(found.largest) else ""
    return f"{chosen}Means of the days answered. Ratings run from 0, not at all, to 10, as much as it could be."


def written(kept: Kept, late: int, is_new: bool) -> Iterable[str]:
    """`Written on 22 of 28 days, 2 of them more than a day later.` and what became of the others. `is_new`: the journal
    is younger than the summary is long."""
    so_far = " so far" if is_new else ""
    late_ones = f", {late} of them more than a day later" if late else ""
    yield f"Written on {kept.written} of {in_days(kept.days)}{so_far}{late_ones}."
    others = [f"{kept.missed} not written" if kept.missed else "", f"{kept.paused} paused" if kept.paused else ""]
    if told := ", ".join(filter(None, others)):
        yield f"{told}."


def use(totals: Totals, prescribed: int, days: int) -> Iterable[tuple[str, str]]:
    """Days with and without, of those told about; a prescribed dose is neither."""
    if totals.told:
        told = f"of {totals.told} told about"
        yield "Days with use", f"{totals.told - totals.not_using} {told}"
        yield "Days without", f"{totals.not_using} {told}"
    if prescribed:
        yield "Prescribed dose", f"{in_days(prescribed)}, counted as neither"
    if untold := days - totals.told - prescribed:
        yield "Not told", f"{untold} of {in_days(days)}"


def spread(symptom: Symptom, found: Spread) -> str:
    """`3 to 6, mean 4.2 (8 answers)`."""
    ends = [f"{found.lowest:g}"] + ([f"{found.highest:g}"] if found.highest != found.lowest else [])
    of = f" of {symptom.maximum.normalize():f}" if symptom.scale == Scale.NRS10 else ""
    average = f", mean {found.mean.value:.1f}" if found.mean and len(ends) > 1 else ""
    return f"{' to '.join(ends)}{of}{average} ({found.days} {plural(found.days, 'answer', 'answers')})"


def yes_days(found: YesDays) -> str:
    """`on 1 of 4 days answered`."""
    return f"{f'on {found.yes}' if found.yes else 'on none'} of {in_days(found.answered)} answered"


def steps(symptom: Symptom, answers: Mapping[float | None, int]) -> Iterable[tuple[str, str]]:
    """How often each step was the answer, in its own words; one that was never chosen is left out."""
    for step, choice in enumerate(symptom.choices):
        if times := answers.get(step):
            yield choice, in_days(times)
    if skipped := answers.get(None):
        yield "Not answered", in_days(skipped)


def urges(number: int) -> str:
    """`6 in these 28 days`."""
    return f"{number} in these {SUMMARY_DAYS} days"


def rated(found: BeforeAndAfter) -> str:
    """`5 times, from 7.2 to 3.8 on average`; without a mean of few."""
    times = f"{found.times} {plural(found.times, 'time', 'times')}"
    return f"{times}, from {found.before:.1f} to {found.after:.1f} on average" if found.before is not None else times


def totals_of(scores: Iterable[Score]) -> Iterable[tuple[str, str]]:
    """Each questionnaire with its totals, the newest first: `12 of 27 on 20 November; 15 of 27 on 6 November`."""
    by_title: dict[str, list[Score]] = {}
    for score in scores:
        by_title.setdefault(score.title, []).append(score)
    for title, answered in by_title.items():
        yield title, "; ".join(f"{each.words} on {day_of(each.day)}" for each in answered[:MOST_TOTALS])
