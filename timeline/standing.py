"""Where she stands, and what has come together so far: the clocks of brief 2.3 from what was read."""

from dataclasses import dataclass
from datetime import date

from clinical import days
from clinical.episodes import Header, header
from clinical.phases import Position, position
from journal.models import Episode

from . import ranges
from .reading import Diary

SINCE_LAST_USE = "since last use"
SINCE_COUNTED_FROM = {True: "since the day you count from", False: "since the day counted from"}  # by: she reads it


def since(diary: Diary, own: bool = True) -> str:
    """What a number of days counts from: last use, unless she asked that a later one leave the count alone."""
    day0 = diary.episode.day0 if diary.episode else None
    counts_from_last = not day0 or not any(day > day0 for day in diary.used)
    return SINCE_LAST_USE if counts_from_last else SINCE_COUNTED_FROM[own]


def totals_of(diary: Diary, today: date) -> days.Totals:
    """Everything up to `today`, lapses and all. A corrected date was never a last use, so it ends no run."""
    not_corrected = (each for each in diary.episodes if each.end_reason != Episode.EndReason.DATE_CORRECTED)
    return days.totals(
        answers=diary.said_used,
        used_on=diary.used_on,
        prescribed_on=diary.prescribed_on,
        starts=[episode.day0 for episode in not_corrected if episode.day0],
        began=_began(diary, today),
        today=today,
    )


def _began(diary: Diary, today: date) -> date | None:
    """Her first check-in, or the first day of a diary she brought along and went on with. One that ended long ago
    isn't part of this way."""
    found = [diary.first_check_in, *ranges.newest_part(diary.written, today)[:1]]
    return min((day for day in found if day), default=None)


@dataclass(frozen=True)
class Standing:
    """Her place on one day, from her diary of use (`reading.read_use`)."""

    diary: Diary
    day: date

    @property
    def position(self) -> Position | None:
        """Where `day` lies; None when her last use isn't known, or came after it."""
        episode = self.diary.episode
        if not episode or not episode.day0 or self.day < episode.day0:
            return None
        return position(episode.day0, episode.precision, self.day, self.diary.phases)

    @property
    def header(self) -> Header:
        """The clocks on one line, for herself."""
        return header(self.position, totals_of(self.diary, self.day), since(self.diary))

    @property
    def day_alone(self) -> str:
        """Only which day it is, for a day that isn't today: what came together since then isn't part of it."""
        return header(self.position, days.Totals(0, 0, 0, None), since(self.diary)).since
