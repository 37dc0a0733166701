"""What is drawn and said about somebody's time, as finished values. Nothing here computes or asks."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from clinical.phases import Position


@dataclass(frozen=True)
class Tick:
    """A mark under the chart. `below` is a second line of text, for a year."""

    day: date
    text: str
    below: str = ""


@dataclass(frozen=True)
class Axis:
    """The days from left to right, both ends included. A point stands for `step` days: one, a week or four weeks."""

    first: date
    last: date
    ticks: tuple[Tick, ...] = ()
    step: int = 1

    @property
    def weekly(self) -> bool:
        """Whether days would be too fine, so that a point is a mean."""
        return self.step > 1

    @property
    def days(self) -> int:
        """How many days it is long."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Band:
    """A phase on the axis, cut off at its ends. `peak_last` is the last of its hardest days."""

    code: str
    name: str
    first: date
    last: date
    peak_last: date | None = None


class Point(NamedTuple):
    """A day, or a week from `day` on: its value to one decimal (None: not answered), how many days answered, and
    whether a day was written later."""

    day: date
    value: float | None
    answered: int = 1
    late: bool = False


@dataclass(frozen=True)
class Others:
    """What the middle half of others say on one day: never less than the number of people it takes to be shown."""

    day: date
    lower: float
    upper: float


@dataclass(frozen=True)
class Series:
    """One symptom: its points, and its line as pieces that are not joined. `style` 1, 2 or 3 tells the lines apart.
    `others` is empty unless people agreed to be counted."""

    code: str
    label: str
    style: int
    points: tuple[Point, ...] = ()
    pieces: tuple[tuple[tuple[date, float], ...], ...] = ()
    others: tuple[Others, ...] = ()

    @property
    def letter(self) -> str:
        """The class of its sample in the legend: a, b, c; d is last time."""
        return "abcd"[self.style - 1]


@dataclass(frozen=True)
class Panel:
    """Series that share a scale from 0 to `top`. `unit` is said beside it unless empty. `lower` takes less room."""

    top: int
    unit: str = ""
    series: tuple[Series, ...] = ()
    lower: bool = False


@dataclass(frozen=True)
class Noted:
    """Something she noted of a day, in her words. `number` stands on the chart and before the words under it."""

    number: int
    day: date
    text: str


@dataclass(frozen=True)
class Scores:
    """The totals of one questionnaire, on the days they were answered. `short` stands beside their row: `PHQ`."""

    short: str
    title: str
    points: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class Chart:
    """The whole picture. `now` is the day of "you are here" (None: not said), `now_text` the words at it.
    `approximate` bands have soft edges. `used`, `urges`, `noted` and `scores` are rows of marks under the values."""

    title: str
    description: str
    axis: Axis
    panels: tuple[Panel, ...]
    bands: tuple[Band, ...] = ()
    approximate: bool = False
    used: tuple[date, ...] = ()
    urges: tuple[date, ...] = ()
    noted: tuple[Noted, ...] = ()
    scores: tuple[Scores, ...] = ()
    now: date | None = None
    now_text: str = ""

    @property
    def shows_peak(self) -> bool:
        """Whether some of the hardest days are in the picture."""
        return any(band.peak_last for band in self.bands)

    @property
    def shows_late(self) -> bool:
        """Whether a dot was written later."""
        return any(point.late for panel in self.panels for series in panel.series for point in series.points)

    @property
    def shows_others(self) -> bool:
        """Whether there is a stripe of others."""
        return any(series.others for panel in self.panels for series in panel.series)


@dataclass(frozen=True)
class Clock:
    """A number and what it counts; `code` is what it is hidden by."""

    code: str
    value: str
    label: str


@dataclass(frozen=True)
class RangeChoice:
    """A stretch of time one can look at, by the code in its address."""

    code: str
    label: str
    first: date
    last: date


class Row(NamedTuple):
    """A line of the table: a day, or the week from `day` on, `when` in words. `number` and `phase` are empty where
    not known. `urges` counts them, `more` tells what else there was: what she noted, and totals of questionnaires."""

    day: date
    when: str
    number: int | None
    phase: str
    values: tuple[str, ...]
    used: str = ""
    answered: int = 1
    late: bool = False
    urges: int = 0
    more: tuple[str, ...] = ()

    @property
    def number_text(self) -> str:
        """Its day number with a true minus sign."""
        return str(self.number).replace("-", "−")


@dataclass(frozen=True)
class Table:
    """The numbers of the chart, newest first; a row stands for `step` days. `year` is that of all rows; empty when they
    say their own."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    step: int
    year: str
    has_numbers: bool
    has_phases: bool
    has_use: bool
    has_urges: bool = False
    has_more: bool = False


@dataclass(frozen=True)
class Each:
    """One symptom by itself: what many people notice of it in this phase (empty: nothing is described), its two weeks
    in a sentence, and its days as a small picture (`svg` markup)."""

    code: str
    label: str
    expected: str
    sentence: str
    svg: str = ""


@dataclass(frozen=True)
class Attempt:
    """One symptom, this time and last time: a picture (`svg` markup) and the two in a sentence (may be empty)."""

    label: str
    svg: str
    sentence: str


@dataclass(frozen=True)
class Attempts:
    """This time and the time before it, by day since last use. `before` says which time that was."""

    before: str
    charts: tuple[Attempt, ...]


@dataclass(frozen=True)
class TimelineView:
    """A page about somebody's time. `own` is False when somebody else reads it.

    `heading` says where she stands, `last_use` what that rests on, and `notes` how to read the picture; all are
    sentences, empty when there is nothing to say. `phase` is the row of the present phase, `phases` are all rows.
    `svg` and those in `…_html` are markup. `each` are those of the chart by themselves, `others_of_hers` all else she
    answers; `chosen` are the codes of those in the chart. `attempts` is None unless asked for, and `can_compare` says
    whether there is an earlier time at all.
    """

    own: bool
    position: Position | None
    heading: str
    last_use: str
    clocks: tuple[Clock, ...]
    longest_run: str
    chart: Chart | None
    svg: str
    legend: tuple[Series, ...]
    notes: tuple[str, ...]
    table: Table | None
    table_html: str
    each: tuple[Each, ...]
    each_html: str
    others_of_hers: tuple[Each, ...]
    others_html: str
    attempts: Attempts | None
    can_compare: bool
    phase: object | None
    phases: tuple
    ranges: tuple[RangeChoice, ...]
    range: RangeChoice | None
    chosen: tuple[str, ...]
    written: int
