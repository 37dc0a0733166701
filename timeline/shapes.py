"""What is drawn and said about somebody's time, as finished values. Nothing here computes or asks."""

from dataclasses import dataclass
from datetime import date

from clinical.phases import Position


@dataclass(frozen=True)
class Tick:
    """A mark under the chart. `below` is a second line of text, for a year."""

    day: date
    text: str
    below: str = ""


@dataclass(frozen=True)
class Axis:
    """The days from left to right, both ends included. `weekly`: a point stands for a week, not for a day."""

    first: date
    last: date
    ticks: tuple[Tick, ...] = ()
    weekly: bool = False

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


@dataclass(frozen=True)
class Point:
    """A day, or a week from `day` on: its value to one decimal (None: not answered), and how many days answered."""

    day: date
    value: float | None
    answered: int = 1


@dataclass(frozen=True)
class Series:
    """One symptom: its points, and its line as pieces that are not joined. `style` 1, 2 or 3 tells the lines apart."""

    code: str
    label: str
    style: int
    points: tuple[Point, ...] = ()
    pieces: tuple[tuple[tuple[date, float], ...], ...] = ()

    @property
    def letter(self) -> str:
        """The class of its sample in the legend: a, b or c."""
        return "abc"[self.style - 1]


@dataclass(frozen=True)
class Panel:
    """Series that share a scale from 0 to `top`. `unit` is said beside it unless empty."""

    top: int
    unit: str = ""
    series: tuple[Series, ...] = ()


@dataclass(frozen=True)
class Chart:
    """The whole picture. `now` is the day of "you are here" (None: not said), `now_text` the words at it.
    `approximate` bands have soft edges."""

    title: str
    description: str
    axis: Axis
    panels: tuple[Panel, ...]
    bands: tuple[Band, ...] = ()
    approximate: bool = False
    used: tuple[date, ...] = ()
    now: date | None = None
    now_text: str = ""

    @property
    def shows_peak(self) -> bool:
        """Whether some of the hardest days are in the picture."""
        return any(band.peak_last for band in self.bands)


@dataclass(frozen=True)
class Clock:
    """A number and what it counts."""

    value: str
    label: str


@dataclass(frozen=True)
class RangeChoice:
    """A stretch of time one can look at, by the code in its address."""

    code: str
    label: str
    first: date
    last: date


@dataclass(frozen=True)
class Row:
    """A line of the table: a day, or the week from `day` on, `when` in words. `number` and `phase` are empty where
    not known."""

    day: date
    when: str
    number: int | None
    phase: str
    values: tuple[str, ...]
    used: str = ""
    answered: int = 1

    @property
    def number_text(self) -> str:
        """Its day number with a true minus sign."""
        return str(self.number).replace("-", "−")


@dataclass(frozen=True)
class Table:
    """The numbers of the chart, newest first. `year` is that of all rows; empty when they say their own."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    weekly: bool
    year: str
    has_numbers: bool
    has_phases: bool
    has_use: bool


@dataclass(frozen=True)
class WeekAgainstWeek:
    """One symptom's last fourteen days in a sentence, and as a small picture (`svg` markup; empty without data)."""

    label: str
    sentence: str
    svg: str = ""


@dataclass(frozen=True)
class TimelineView:
    """A page about somebody's time. `own` is False when somebody else reads it.

    `heading` says where she stands, `last_use` what that rests on, and `notes` how to read the picture; all are
    sentences, empty when there is nothing to say. `phase` is the row of the present phase, `phases` are all rows.
    `svg` is markup. `charted` are the symptoms one can choose from, by group, and `chosen` the codes of those shown.
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
    weeks: tuple[WeekAgainstWeek, ...]
    phase: object | None
    phases: tuple
    ranges: tuple[RangeChoice, ...]
    range: RangeChoice | None
    charted: tuple
    chosen: tuple[str, ...]
    written: int
