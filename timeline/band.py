"""The phases side by side with one point on them: the small picture on the page after a check-in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from clinical.phases import Phase, Position

WIDTH, PART_GAP = 360, 4
LAST_PART_SHARE = 1.4
POINT_ROOM = 11  # so that the point never hangs over an end
LONGEST_LINE = 12  # letters of a name that fit on one line
OPEN_PHASE_SHOWN_DAYS = 150  # the last phase has no end; the band shows it to about day 180 (brief 2.1)


@dataclass(frozen=True)
class Part:
    """A phase on the band: its place from left to right."""

    code: str
    name: str
    x: float
    width: float

    @property
    def lines(self) -> list[str]:
        """Its name, on two lines when it is long."""
        words = self.name.split(" ")
        if len(self.name) <= LONGEST_LINE or len(words) == 1:
            return [self.name]
        half = (len(words) + 1) // 2
        return [" ".join(words[:half]), " ".join(words[half:])]

    @property
    def middle(self) -> float:
        """Where its name stands."""
        return self.x + self.width / 2


def band_parts(phases: Sequence[Phase]) -> list[Part]:
    """The phases side by side. The open one is wider, as its name is longer: the band says which one, not how long."""
    shares = [1 if phase.end_day is not None else LAST_PART_SHARE for phase in phases]
    unit = (WIDTH - PART_GAP * (len(phases) - 1)) / sum(shares)
    parts, x = [], 0.0
    for phase, share in zip(phases, shares, strict=True):
        parts.append(Part(phase.code, phase.name, round(x, 1), round(unit * share, 1)))
        x += unit * share + PART_GAP
    return parts


def point_on_band(where: Position, phases: Sequence[Phase]) -> float:
    """How far from the left the day lies, within its phase's part."""
    part = band_parts(phases)[phases.index(where.phase)]
    last = where.phase.end_day if where.phase.end_day is not None else where.phase.start_day + OPEN_PHASE_SHOWN_DAYS
    share = (where.day - where.phase.start_day + 0.5) / (last - where.phase.start_day + 1)
    x = part.x + part.width * min(share, 1)
    return round(min(max(x, part.x + POINT_ROOM), part.x + part.width - POINT_ROOM), 1)


def draw(where: Position, phases: Sequence[Phase], with_day: bool) -> str:
    """The picture. `with_day`: its words name the day, too."""
    context = {"parts": band_parts(phases), "x": point_on_band(where, phases), "width": WIDTH}
    return render_to_string("timeline/_band.html", context | {"position": where, "with_day": with_day})
