"""The page about somebody's time, for herself or for whoever she shares it with."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType

from django.utils.safestring import SafeString

from accounts.models import Patient
from clinical.phases import Position, position

from . import attempts, chart, plotting, ranges, words
from .answers import Answers, read_answers
from .each import Eaches, html_of
from .finished import Finished
from .happenings import Happenings
from .others import LEGEND, quartiles
from .reading import Diary, Known, known, read
from .shapes import Axis, Chart, Each, Others, Series, TimelineView
from .standing import since, totals_of
from .table import Numbering, as_html, table_of

NOBODY: Mapping = MappingProxyType({})
finished: Finished[TimelineView] = Finished()


def build(
    patient: Patient,
    *,
    today: date,
    scope: Collection[str] | None = None,
    wanted: str = "",
    compare: bool = False,
    kept: Known | None = None,
) -> TimelineView:
    """Everything the page shows. `scope` is what a consent covers (`ratings`, `use`, …); None: she looks herself.
    `wanted` is the code of a range; an unknown one gives the default. `compare`: with the time before this one.
    `kept` is what `reading.known` said, for those who have asked already.

    A fixed number of queries, however long the diary is; one, while nothing it rests on has changed since the last
    time. Without `use` in the scope nothing tells of use: no marks, no day counts, no phase, no position.
    """
    own = scope is None
    clocks = frozenset(patient.clocks if own else Patient.Clock.values)
    with_others = own and patient.show_others
    kept = kept or known(patient)
    rests_on = (patient.pk, patient.time_zone, tuple(patient.chart_symptoms), clocks, kept.stamp)
    key = (*rests_on, today, own or frozenset(scope), wanted, compare)
    view = None if with_others else finished.get(key)
    if view is None:
        page = Page(Asked(read(patient, scope, kept), today, own, compare, clocks), wanted)
        others = read_others(page) if with_others else NOBODY
        view = page.view(read_answers(patient, page.codes, page.spans), others)
        if not with_others:  # what others said has no part in the key
            finished.keep(key, view)
    return view


def read_others(page: "Page") -> dict[str, tuple[Others, ...]]:
    """What others say on the same days, by symptom; nothing where days are only about right, hidden or too fine to
    draw. One query, or none."""
    where = page.position
    if not where or where.approximate or not page.with_counts or page.axis.weekly:
        return {}
    found = quartiles(page.diary.chosen_codes, max((page.axis.first - page.day0).days, 0), where.day)
    return {code: tuple(_on_her_day(page.day0, point) for point in points) for code, points in found.items()}


def _on_her_day(day0: date, point: tuple[int, float, float, float]) -> Others:
    number, lower, _, upper = point
    return Others(day0 + timedelta(days=number), lower, upper)


@dataclass(frozen=True)
class Asked:
    """What a page is about. `clocks` are the counts that are wanted."""

    diary: Diary
    today: date
    own: bool = True
    compare: bool = False
    clocks: frozenset[str] = frozenset(Patient.Clock.values)


class Page:
    """One page in the making: where she stands, which days it shows, and then, with her answers, all of it. Pure:
    nothing here reads or asks."""

    def __init__(self, asked: Asked, wanted: str = ""):
        self.asked, self.diary, self.today, self.own = asked, asked.diary, asked.today, asked.own
        self.with_counts = self.diary.shares_use and Patient.Clock.SINCE in asked.clocks
        episode = self.diary.episode
        self.day0 = episode.day0 if episode else None
        self.position: Position | None = None
        if episode:
            self.position = position(episode.day0, episode.precision, self.today, self.diary.phases)
        self.since = since(self.diary, self.own)
        self.told = sorted({*self.diary.written, *self.diary.used})
        self.choices = ranges.available(
            written=self.told, day0=self.day0, today=self.today, phases=self.diary.phases, position=self.position
        )
        self.span = ranges.choose(wanted, self.choices)
        self.before = attempts.before(self.diary) if self.with_counts and self.position else None

    @property
    def codes(self) -> list[str]:
        """The questions whose answers the page needs."""
        return [symptom.code for symptom in self.diary.charted] if self.diary.shares_ratings else []

    @property
    def spans(self) -> list[tuple[date, date]]:
        """The days whose answers it needs: those shown, the last two weeks, and, to compare, the time before."""
        spans = [(self.today - 2 * plotting.WEEK + plotting.DAY, self.today)]
        if self.span:
            spans.append((self.span.first - plotting.LEAD, self.span.last))
        if self.asked.compare and self.before:
            spans += [(self.before.first - plotting.LEAD, self.before.last), (self.day0 - plotting.LEAD, self.today)]
        return spans

    def view(self, answers: Answers, others: Mapping[str, tuple[Others, ...]] = NOBODY) -> TimelineView:
        """The page."""
        diary = self.diary
        nothing = None, (), None, ()
        picture, series, table, each = self._picture(answers, others) if self.told or self.position else nothing
        present = self.position.phase.code if self.position else None
        chosen = diary.chosen_codes
        hers = tuple(one for one in each if one.code in chosen), tuple(one for one in each if one.code not in chosen)
        return TimelineView(
            own=self.own,
            position=self.position,
            heading=words.heading(self.position, self.since, self.with_counts),
            last_use=words.last_use(diary.episode, self.own) if diary.shares_use else "",
            chart=picture,
            svg=SafeString(chart.draw(picture, "timeline")) if picture else "",
            legend=series,
            notes=tuple(self._notes(picture, series)) if picture else (),
            table=table if table and table.rows else None,
            table_html=as_html(table),
            each=hers[0],
            each_html=html_of(hers[0]),
            others_of_hers=hers[1],
            others_html=html_of(hers[1]),
            attempts=attempts.build(self, answers) if self.asked.compare and self.before else None,
            can_compare=self.before is not None,
            phase=next((row for row in diary.content.phases if row.code == present), None),
            phases=diary.content.phases,
            ranges=self.choices,
            range=self.span,
            chosen=chosen,
            written=len(diary.written),
            **self._clocks(),
        )

    def _clocks(self) -> dict:
        wanted = self.asked.clocks if self.diary.shares_use else frozenset()
        totals = totals_of(self.diary, self.today)
        shown = words.clocks(self.position, totals, self.since, self.own)
        return {
            "clocks": tuple(clock for clock in shown if clock.code in wanted),
            "longest_run": words.longest_run(self.position, totals) if self.with_counts else "",
        }

    @cached_property
    def axis(self) -> Axis:
        """The days shown."""
        return plotting.axis_of(self.span, self._numbered_from() if self.with_counts else None)

    def _picture(self, answers: Answers, others: Mapping[str, tuple[Others, ...]]):
        numbered_from, axis = self._numbered_from(), self.axis
        anchor = self.day0 or self.span.first
        plot = plotting.plot(answers, axis, anchor)
        series = tuple(
            plot.series(symptom, style, others.get(symptom.code, ()))
            for style, symptom in enumerate(self.diary.chosen, start=1)
        )
        happened = self.diary.happened.between(axis.first, axis.last)
        table = table_of(self.diary, axis, series, happened, Numbering(anchor, numbered_from, self.with_counts))
        picture = self._chart(axis, series, happened, numbered_from)
        return picture, series, table, self._each(answers, plot, picture)

    def _each(self, answers: Answers, plot: plotting.Plot, picture: Chart) -> Iterable[Each]:
        if not self.diary.shares_ratings:
            return ()
        return tuple(Eaches(self.diary, self.position, self.today).of(answers, plot, picture))

    def _numbered_from(self) -> date | None:
        """Day 0, where the range reaches it and doesn't lie years before it."""
        if self.position is None or self.span.last < self.day0:
            return None
        return self.day0 if (self.day0 - self.span.first).days <= plotting.NUMBERED_BACK_DAYS else None

    def _chart(self, axis, series: tuple[Series, ...], happened: Happenings, numbered_from: date | None) -> Chart:
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
            used=self._marks(axis, self.diary.used),
            urges=self._marks(axis, happened.urges),
            noted=happened.noted,
            scores=happened.scores,
            now=self.today if here else None,
            now_text=words.now(where, self.own, self.with_counts) if here else "",
        )

    def _marks(self, axis, days: Iterable[date]) -> tuple[date, ...]:
        """The days of marks on the axis, each once; the weeks they lie in where weeks are drawn."""
        inside = (day for day in days if axis.first <= day <= axis.last)
        if axis.weekly:
            inside = (plotting.first_of(day, self.day0 or axis.first, axis.step) for day in inside)
        return tuple(dict.fromkeys(inside))

    def _notes(self, picture: Chart, series: tuple[Series, ...]) -> Iterable[str]:
        points = [point for each in series for point in each.points]
        if not self.diary.shares_ratings:
            yield words.RATINGS_NOT_SHARED
        elif any(point.value is not None for point in points):
            yield words.how_to_read(picture.axis, any(each.pieces for each in series))
        else:
            yield words.nothing_drawn(bool(points), self.own)
        if picture.shows_others:
            yield LEGEND
        if not self.diary.shares_use:
            yield words.USE_NOT_SHARED
        elif self.position is None:
            yield words.NO_DAY_0
        elif self.span.last < self.day0:
            yield words.BEFORE_DAY_0
        elif picture.approximate and picture.bands:
            yield words.ROUGH_BANDS
        if self.span.code == ranges.SINCE and self.span.last < self.today:
            yield words.ends(self.span.last)
