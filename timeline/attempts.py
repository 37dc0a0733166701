"""This time beside the time before it, by day since last use. Off until asked for; a comparison with herself alone,
and no verdict (brief 8.2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.safestring import SafeString

from journal.models import Episode, Symptom

from . import chart, plotting, ticks, words
from .answers import Answers
from .reading import Diary
from .shapes import Attempt, Attempts, Axis, Chart, Series

LAST_TIME = 4  # the style of its line: thin and grey
LEAST_DAYS = 2  # a time of a day has no line
LONGEST_DAYS = plotting.WEEKLY_AFTER_DAYS  # from here on, days would be too fine


@dataclass(frozen=True)
class Before:
    """The time before this one: from its day 0 to the day before the next use."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it was long."""
        return (self.last - self.first).days + 1


def before(diary: Diary) -> Before | None:
    """The last time that ended with use and about which she wrote. A corrected date was never a time of its own."""
    present = diary.episode
    if present is None or present.day0 is None or not diary.shares_ratings:
        return None
    ended = (each for each in diary.episodes if each.end_reason == Episode.EndReason.USE_REPORTED and each.day0)
    for episode in sorted(ended, key=lambda each: each.day0, reverse=True):
        time = Before(episode.day0, min(episode.ended_on, present.day0) - timedelta(days=1))
        if time.days >= LEAST_DAYS and any(time.first <= day <= time.last for day in diary.said_used):
            return time
    return None


def build(page, answers: Answers) -> Attempts:
    """A picture for each symptom of the chart: this time as everywhere, last time thin behind it."""
    last = max(page.today, page.day0 + timedelta(days=page.before.days - 1))
    last = min(last, page.day0 + timedelta(days=LONGEST_DAYS - 1))
    axis = Axis(page.day0, last, ticks.by_day_number(page.day0, last, page.day0))
    shift = page.day0 - page.before.first
    this_time = plotting.plot(answers, axis, page.day0)
    last_time = plotting.plot(_moved(answers.between(page.before.first, page.before.last), shift), axis, page.day0)
    charts = (_one(page, symptom, axis, (this_time, last_time)) for symptom in page.diary.chosen)
    return Attempts(words.last_time(page.before.first, page.before.days), tuple(charts))


def _moved(answers: Answers, shift: timedelta) -> Answers:
    """The same answers on later days."""
    return replace(answers, days=[day + shift for day in answers.days])


def _one(page, symptom: Symptom, axis: Axis, plots: Iterable[plotting.Plot]) -> Attempt:
    this_time, last_time = (plot.series(symptom, style) for plot, style in zip(plots, (1, LAST_TIME), strict=True))
    picture = Chart(
        title=f"{symptom.label}, this time and last time",
        description=words.chart_description(axis, page.day0),
        axis=axis,
        panels=(replace(plotting.own_panel(symptom, (last_time, this_time)), lower=True),),
        bands=plotting.bands_of(axis, page.diary.phases, page.day0, with_peak=False),
        approximate=page.position.approximate,
        now=page.today if page.today <= axis.last else None,
        now_text=words.now(page.position, page.own, with_counts=True),
    )
    return Attempt(symptom.label, SafeString(chart.draw(picture, f"attempt-{symptom.pk}")), _said(this_time, last_time))


def _said(this_time: Series, last_time: Series) -> str:
    """The two beside each other in words, as far as both go."""
    now = this_time.pieces[-1][-1] if this_time.pieces else None
    then = {day: value for points in last_time.pieces for day, value in points}
    if now is None or now[0] not in then:
        return ""
    return words.this_and_last(now[1], then[now[0]])
