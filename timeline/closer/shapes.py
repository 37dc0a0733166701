"""What a closer look shows, as finished values. Nothing here computes or asks."""

from dataclasses import dataclass
from datetime import date

from clinical.red_flags import Advice
from timeline.safety import Help, Reader, Urgency
from timeline.shapes import Tick


@dataclass(frozen=True)
class Slot:
    """A day, or the days from `first` to `last`. `value` is the answer, or the mean of several to one decimal; for a
    yes-or-no question the number of days with a yes. None: nothing answered. `answered` counts the days that were."""

    first: date
    last: date
    value: float | None = None
    answered: int = 0


@dataclass(frozen=True)
class Row:
    """One question in a strip. `top` is the end of its scale, 0 for yes or no; `caption` says the scale in words.
    A `tall` row has a grid."""

    label: str
    caption: str
    slots: tuple[Slot, ...]
    top: float = 0
    tall: bool = False


@dataclass(frozen=True)
class Strip:
    """Questions above each other on the same days. `step` is how many days a slot stands for."""

    title: str
    description: str
    first: date
    last: date
    step: int
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...] = ()

    @property
    def days(self) -> int:
        """How many days it is long."""
        return (self.last - self.first).days + 1

    @property
    def has_bars(self) -> bool:
        """Whether any of its rows is of numbers."""
        return any(row.top for row in self.rows)

    @property
    def has_marks(self) -> bool:
        """Whether any of its rows is of yes and no."""
        return any(not row.top for row in self.rows)


@dataclass(frozen=True)
class Line:
    """A question and a sentence about it."""

    label: str
    sentence: str


@dataclass(frozen=True)
class TableRow:
    """A line of a table: when, and its cells as words."""

    when: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The numbers of a picture, newest first. `step` as in the strip; `year` is that of all rows, or empty."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    step: int = 1
    year: str = ""


@dataclass(frozen=True)
class Section:
    """One strip with what belongs to it. `svg` is markup; `notes` say how to read it, `lines` what it says;
    `not_answered` are the questions without an answer in it. Without an answer there is no picture. `asked`: whether
    any of its questions was ever asked."""

    asked: bool
    svg: str = ""
    strip: Strip | None = None
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    not_answered: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class DotRow:
    """Days that belong together: what they are called, and the answer of each."""

    label: str
    values: tuple[float, ...]
    mean: float


@dataclass(frozen=True)
class Dots:
    """Two rows of dots on one scale from 0 to `top`."""

    title: str
    description: str
    top: float
    rows: tuple[DotRow, ...]


@dataclass(frozen=True)
class Beside:
    """Days with something beside other days: a heading, a sentence, a picture (`svg` is markup)."""

    heading: str
    sentence: str
    svg: str


@dataclass(frozen=True)
class TogetherView:
    """What goes together. `outcome` is the answer looked at, `choices` are (number, label) of those one can look at
    and `chosen` is the number of the present one. `nothing` says why there is no picture."""

    outcome: str
    choices: tuple[tuple[str, str], ...]
    chosen: str
    rows: tuple[Beside, ...] = ()
    nothing: str = ""
    table: Table | None = None


@dataclass(frozen=True)
class Days:
    """Which days to show, by the code in the address."""

    code: str
    label: str
    is_everything: bool = False


@dataclass(frozen=True)
class Signs:
    """Advice on signs she told of on one day, by urgency; whom she can call, and who reads her answers."""

    date: date
    is_today: bool
    groups: tuple[Urgency, ...]
    help: Help
    readers: tuple[Reader, ...]


@dataclass(frozen=True)
class CloserView:
    """The page. `signs` comes first, where there are any. `goes_on` is advice on bladder trouble that is still there;
    only then there is a letter. `strong_cramps` is advice on cramps, told of on `cramps_on`. `ranges` are the days one
    can choose, if that makes a difference; `everything`: whether all are shown."""

    sleep: Section
    bladder: Section
    cramps: Section
    together: TogetherView
    ranges: tuple[Days, ...]
    everything: bool
    signs: tuple[Signs, ...] = ()
    goes_on: Advice | None = None
    strong_cramps: Advice | None = None
    cramps_on: date | None = None
