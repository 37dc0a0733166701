"""What a file says, day by day, and what of it stays out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from journal.models import Entry

from .tags import NewTag

SHOWN_PROBLEMS = SHOWN_OMITTED = 50


@dataclass(frozen=True)
class Day:
    """A day's answers by symptom code (None: asked and skipped), its note and tags. `same_as`, `late` and `source` are
    only known from our own export."""

    ratings: dict
    note: str = ""
    triggers: Sequence[str | NewTag] = ()
    coping: Sequence[str | NewTag] = ()
    same_as: date | None = None
    late: bool = False
    source: str = Entry.Source.IMPORT


@dataclass(frozen=True)
class Problem:
    """A cell that is left out, and why."""

    row: int
    column: str
    text: str


@dataclass(frozen=True)
class Omitted:
    """Something she chose to leave out: its kind (column, mood, activity), name, and how often it occurs."""

    kind: str
    name: str
    count: int


@dataclass
class Reading:
    """The days of a file, the oldest first, and what was left out: what she chose to, and the cells that can't be read
    (the first `SHOWN_PROBLEMS` in words, all counted). `joined` days had several rows, `silent` rows nothing to bring,
    `new_tags` will be words of her own."""

    days: dict[date, Day] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    joined: int = 0
    silent: int = 0
    omitted: list[Omitted] = field(default_factory=list)
    new_tags: list[NewTag] = field(default_factory=list)

    def leave_out(self, row: int, column: str, text: str) -> None:
        """Note a problem."""
        self.problem_count += 1
        if len(self.problems) < SHOWN_PROBLEMS:
            self.problems.append(Problem(row, column, text))

    @property
    def unshown(self) -> int:
        """How many problems aren't in the list."""
        return self.problem_count - len(self.problems)

    @property
    def omitted_shown(self) -> list[Omitted]:
        """The most frequent of what she left out."""
        return self.omitted[:SHOWN_OMITTED]

    @property
    def omitted_unshown(self) -> int:
        """How many more things she left out."""
        return len(self.omitted) - len(self.omitted_shown)

    @property
    def omitted_count(self) -> int:
        """How often all of it occurs."""
        return sum(omitted.count for omitted in self.omitted)
