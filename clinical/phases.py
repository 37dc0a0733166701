"""Where somebody stands: her day, her day number, and the phase it falls in.

The phases are a picture that treatment providers describe, not a measured course: no study gives ketamine a day-by-day
curve (brief 2.5). They are rows that an administrator can edit; `DEFAULT_PHASES` is what they start as.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

# Her day begins at 04:00, so that what she writes at 1 in the morning still belongs to the day before (brief 2.2).
DAY_STARTS_AT_HOUR = 4

# The founding article counts a first week, weeks 2 to 4, and what comes after (brief 2.1); last use is day 0 (2.2).
ACUTE_LAST_DAY = 7
SUBACUTE_LAST_DAY = 28
# "First 72 hours" in the same article: days 0 to 3 when only the date is known (brief 2.2).
PEAK_LAST_DAY = 3
HOURS_IN_A_DAY = 24

# Flying west over the date line turns her calendar back: Kiritimati (+14) and Niue (-11) can be two dates apart.
DATE_LINE_DAYS = 2

EXACT, ABOUT, UNKNOWN, STILL_USING = "exact", "about", "unknown", "using"


@dataclass(frozen=True)
class Phase:
    """A stretch of days since last use, both ends included. `end_day` None: open. `peak_end_day` None: no peak."""

    code: str
    name: str
    start_day: int
    end_day: int | None = None
    peak_end_day: int | None = None

    def covers(self, day: int) -> bool:
        """Whether day number `day` lies in it."""
        return self.start_day <= day and (self.end_day is None or day <= self.end_day)


DEFAULT_PHASES = (
    Phase("acute", "First week", 0, ACUTE_LAST_DAY, PEAK_LAST_DAY),
    Phase("subacute", "Weeks 2–4", ACUTE_LAST_DAY + 1, SUBACUTE_LAST_DAY),
    Phase("paws", "After the first month", SUBACUTE_LAST_DAY + 1),
)


@dataclass(frozen=True)
class Position:
    """Where somebody stands. `approximate` when she could only say about when her last use was."""

    day: int
    phase: Phase
    in_peak_window: bool = False
    approximate: bool = False


def local_day(instant_utc: datetime, zone: ZoneInfo, day_start_hour: int = DAY_STARTS_AT_HOUR) -> date:
    """The date of the day in which an instant lies for somebody in `zone`, whose days begin at `day_start_hour` by the
    clock on her wall. Raises ValueError for an instant without a time zone."""
    if instant_utc.tzinfo is None:
        raise ValueError("An instant needs a time zone; this one has none.")
    on_her_wall = instant_utc.astimezone(zone).replace(tzinfo=None)
    return (on_her_wall - timedelta(hours=day_start_hour)).date()


def day_number(day0: date, today: date) -> int:
    """Days since last use; the day of last use is 0. Raises ValueError when `today` lies before it."""
    number = (today - day0).days
    if number < 0:
        raise ValueError(f"The day of last use ({day0}) lies after {today}. It can't be in the future.")
    return number


def phase_of(day: int, phases: Sequence[Phase] = DEFAULT_PHASES) -> Phase:
    """The phase in which day number `day` lies. Raises LookupError when none does (`validate_phases` tells why)."""
    for phase in phases:
        if phase.covers(day):
            return phase
    raise LookupError(f"No phase covers day {day}.")


def in_peak_window(day: int, phases: Sequence[Phase] = DEFAULT_PHASES, hours_since_use: float | None = None) -> bool:
    """Whether this is the time many people find hardest. Known hours decide; else the whole days do."""
    peak_end_day = phase_of(day, phases).peak_end_day
    if peak_end_day is None:
        return False
    if hours_since_use is not None:
        return hours_since_use <= peak_end_day * HOURS_IN_A_DAY
    return day <= peak_end_day


def position(
    day0: date | None,
    precision: str,
    today: date,
    phases: Sequence[Phase] = DEFAULT_PHASES,
    hours_since_use: float | None = None,
) -> Position | None:
    """Where she stands today, or None when her last use isn't known or isn't over. A date known only roughly gives
    an approximate position that never claims to be inside the first 72 hours (brief 2.2)."""
    if day0 is None or precision not in {EXACT, ABOUT}:
        return None
    if timedelta() < day0 - today <= timedelta(days=DATE_LINE_DAYS):
        today = day0
    day = day_number(day0, today)
    exact = precision == EXACT
    peak = exact and in_peak_window(day, phases, hours_since_use)
    return Position(day, phase_of(day, phases), peak, approximate=not exact)


def validate_phases(phases: Iterable[Phase]) -> list[str]:
    """What is wrong with a set of phases, in words for whoever edits them; empty when each day from 0 has just one."""
    rows = sorted(phases, key=lambda phase: phase.start_day)
    if not rows:
        return ["There are no phases."]
    problems = [problem for row in rows for problem in _own_problems(row)]
    if rows[0].start_day != 0:
        problems.append(f"“{rows[0].name}” is the first phase, so it must start on day 0.")
    for before, after in zip(rows, rows[1:], strict=False):
        problems += _seam_problems(before, after)
    if rows[-1].end_day is not None:
        problems.append(f"“{rows[-1].name}” is the last phase, so it must have no last day.")
    return problems


def _own_problems(phase: Phase) -> list[str]:
    problems = []
    if phase.end_day is not None and phase.end_day < phase.start_day:
        problems.append(f"“{phase.name}” ends before it starts.")
    if phase.peak_end_day is not None and not phase.covers(phase.peak_end_day):
        problems.append(f"The hardest days of “{phase.name}” end outside it.")
    return problems


def _seam_problems(before: Phase, after: Phase) -> list[str]:
    if before.end_day is None:
        return [f"“{before.name}” has no last day, but “{after.name}” follows it."]
    if after.start_day <= before.end_day:
        return [f"“{before.name}” and “{after.name}” share days."]
    if after.start_day > before.end_day + 1:
        return [f"No phase covers days {before.end_day + 1} to {after.start_day - 1}."]
    return []
