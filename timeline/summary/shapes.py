"""A summary as finished values. Nothing here computes or asks."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from .parts import BY_CODE, NOTES, WHERE


@dataclass(frozen=True)
class Fact:
    """What something is, and what is said of it. Without a `term` it is a sentence."""

    text: str
    term: str = ""


@dataclass(frozen=True)
class ChangeRow:
    """One of the largest changes: both means and the days behind them, and the difference, all in words."""

    label: str
    before: str
    before_days: str
    now: str
    now_days: str
    change: str


@dataclass(frozen=True)
class Note:
    """Something she wrote: of which day, and the beginning of it, as it goes on the page."""

    day: date
    when: str
    text: str


@dataclass(frozen=True)
class Section:
    """One part of the page under its title."""

    code: str
    title: str
    facts: tuple[Fact, ...] = ()
    rows: tuple[ChangeRow, ...] = ()
    caption: str = ""

    @property
    def is_wide(self) -> bool:
        """Whether it takes the whole width; two of the others stand side by side."""
        return BY_CODE[self.code].wide

    @property
    def is_heading(self) -> bool:
        """Whether its first sentence says where she is."""
        return self.code == WHERE


@dataclass(frozen=True)
class Summary:
    """The page. `notes` are those there are to choose from, newest first; `question` is hers as she typed it."""

    dates: str
    sections: tuple[Section, ...]
    standing: str
    notes: tuple[Note, ...] = ()
    question: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Which parts it has."""
        return tuple(section.code for section in self.sections)

    def section(self, code: str) -> Section | None:
        """One of its parts."""
        return next((section for section in self.sections if section.code == code), None)

    def only(self, codes: Collection[str], note_days: Collection[date] = ()) -> "Summary":
        """The same with these parts and the notes of these days, and nothing else."""
        sections = [each for each in self.sections if each.code in codes and each.code != NOTES]
        chosen = tuple(note for note in self.notes if note.day in note_days)
        return replace(self, sections=(*sections, *notes_section(chosen)), notes=chosen, question="")


@dataclass(frozen=True)
class Cover:
    """The page before it, when somebody else than she takes it out: what may not be done with it, and whose it is and
    what for, in pairs of words. `name` stands on the page itself, too."""

    title: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    name: str


def notes_section(notes: Collection[Note]) -> tuple[Section, ...]:
    """Notes as a part of the page; none without any."""
    facts = tuple(Fact(note.text, note.when) for note in notes)
    return (Section(NOTES, "Notes", facts),) if facts else ()
