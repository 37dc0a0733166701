"""The page about somebody's time, for herself or for whoever she shares it with."""

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.safestring import SafeString

from accounts.models import Patient
from clinical.phases import Position, position
from clinical.trends import WINDOW_DAYS, week_against_week, week_to

from . import chart, plotting, ranges, words
from .reading import Diary, read
from .shapes import Axis, Chart, RangeChoice, Series, TimelineView, WeekAgainstWeek
from .standing import since, totals_of
from .table import table_of


def build(patient: Patient, *, today: date, scope: Collection[str] | None = None, wanted: str = "") -> TimelineView:
    """Everything the page shows. `scope` is what a consent covers (`ratings`, `use`, …); None: she looks herself.
    `wanted` is the code of a range; an unknown one gives the default.

    Five queries, however long the diary is. Without `use` in the scope nothing tells of use: no marks, no day counts,
    no phase, no position.
    """
    return _Build(patient, read(patient, scope), today, own=scope is None).view(wanted)


class _Build:
    """One page in the making: what was read, and where she stands."""

    def __init__(self, patient: Patient, diary: Diary, today: date, own: bool):
        self.diary, self.today, self.own = diary, today, own
        self.with_counts = diary.shares_use and (patient.show_day_counts or not own)
        episode = diary.episode
        self.day0 = episode.day0 if episode else None
        self.position: Position | None = None
        if episode:
            self.position = position(episode.day0, episode.precision, today, diary.phases)
        self.since = since(diary, own)

    def view(self, wanted: str) -> TimelineView:
        """The page."""
        diary = self.diary
        told = sorted({*diary.written, *diary.used})
        choices = ranges.available(written=told, day0=self.day0, today=self.today, phases=diary.phases)
        span = ranges.choose(wanted, choices)
        picture, series, table = self._picture(span) if told or self.position else (None, (), None)
        present = self.position.phase.code if self.position else None
        return TimelineView(
            own=self.own,
            position=self.position,
            heading=words.heading(self.position, self.since, self.with_counts),
            last_use=words.last_use(diary.episode, self.own) if diary.shares_use else "",
            chart=picture,
            svg=SafeString(chart.draw(picture, "timeline")) if picture else "",
            legend=series,
            notes=tuple(self._notes(span, picture, series)) if picture else (),
            table=table if table and table.rows else None,
            weeks=self._weeks(),
            phase=next((row for row in diary.phase_rows if row.code == present), None),
            phases=diary.phase_rows,
            ranges=choices,
            range=span,
            charted=_by_group(diary.charted),
            chosen=tuple(symptom.code for symptom in diary.chosen),
            written=len(diary.written),
            **self._clocks(),
        )

    def _clocks(self) -> dict:
        if not self.with_counts:
            return {"clocks": (), "longest_run": ""}
        totals = totals_of(self.diary, self.today)
        shown = words.clocks(self.position, totals, self.since, self.own)
        return {"clocks": shown, "longest_run": words.longest_run(self.position, totals)}

    def _picture(self, span: RangeChoice):
        numbered_from = self._numbered_from(span)
        axis = plotting.axis_of(span, numbered_from if self.with_counts else None)
        anchor = self.day0 or span.first
        series = plotting.series_of(self.diary, axis, anchor)
        table = table_of(self.diary, axis, series, anchor=anchor, day0=numbered_from, with_numbers=self.with_counts)
        return self._chart(axis, series, numbered_from), series, table

    def _numbered_from(self, span: RangeChoice) -> date | None:
        """Day 0, where the range reaches it and doesn't lie years before it."""
        if self.position is None or span.last < self.day0:
            return None
        return self.day0 if (self.day0 - span.first).days <= plotting.NUMBERED_BACK_DAYS else None

    def _chart(self, axis: Axis, series: tuple[Series, ...], numbered_from: date | None) -> Chart:
        where, bands = self.position, ()
        if where and axis.last >= self.day0:
            bands = plotting.bands_of(axis, self.diary.phases, self.day0, with_peak=not where.approximate)
        here = where and axis.first <= self.today <= axis.last
        return Chart(
            title=words.chart_title([each.label for each in series]),
            description=words.chart_description(axis, numbered_from if self.with_counts else None),
            axis=axis,
            panels=plotting.panels_of(self.diary.chosen, series),
            bands=bands,
            approximate=bool(where and where.approximate),
            used=self._marks(axis),
            now=self.today if here else None,
            now_text=words.now(where, self.own, self.with_counts) if here else "",
        )

    def _marks(self, axis: Axis) -> tuple[date, ...]:
        days = (day for day in self.diary.used if axis.first <= day <= axis.last)
        if axis.weekly:
            days = (plotting.week_of(day, self.day0 or axis.first) for day in days)
        return tuple(dict.fromkeys(days))

    def _notes(self, span: RangeChoice, picture: Chart, series: tuple[Series, ...]):
        points = [point for each in series for point in each.points]
        if not self.diary.shares_ratings:
            yield words.RATINGS_NOT_SHARED
        elif any(point.value is not None for point in points):
            yield words.how_to_read(picture.axis, any(each.pieces for each in series))
        else:
            yield words.nothing_drawn(bool(points), self.own)
        if not self.diary.shares_use:
            yield words.USE_NOT_SHARED
        elif self.position is None:
            yield words.NO_DAY_0
        elif span.last < self.day0:
            yield words.BEFORE_DAY_0
        elif picture.approximate and picture.bands:
            yield words.ROUGH_BANDS
        if span.code == ranges.SINCE and span.last < self.today:
            yield words.ends(span.last)

    def _weeks(self) -> tuple[WeekAgainstWeek, ...]:
        days = [*week_to(self.today - timedelta(days=WINDOW_DAYS)), *week_to(self.today)]
        weeks = []
        for style, symptom in enumerate(self.diary.chosen, start=1):
            answers = self.diary.answers[symptom.code]
            week = week_against_week(answers, self.today)
            if week.days_now or week.days_before:
                panel = plotting.own_panel(symptom, plotting.fortnight(symptom, style, answers, days))
                means = [mean.value if mean else None for mean in (week.before, week.now)]
                picture = SafeString(chart.draw_fortnight(panel, days, means))
                weeks.append(WeekAgainstWeek(symptom.label, words.comparison(symptom, week), picture))
        return tuple(weeks)


def _by_group(charted) -> tuple:
    """The symptoms one can choose from: ((group, ((code, label), …)), …)."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for symptom in charted:
        groups.setdefault(symptom.get_group_display(), []).append((symptom.code, symptom.label))
    return tuple((group, tuple(symptoms)) for group, symptoms in groups.items())
