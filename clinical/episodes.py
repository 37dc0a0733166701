"""What use does to the day count, and what it is called: it moves a position and takes nothing away (brief 2.3)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .days import Totals, in_days
from .phases import ABOUT, EXACT, Position

# A single day of use with seven days without use after it is called a lapse (brief 2.3).
FREE_DAYS_AROUND_A_LAPSE = 7
# Three days of use or more within seven are called a return to use (brief 2.3).
RETURN_USE_DAYS = 3
RETURN_WINDOW_DAYS = 7

LAPSE, RETURN, NOT_KNOWN = "lapse", "return", "not_known"
NAMES = {LAPSE: "a lapse", RETURN: "a return to use", NOT_KNOWN: "use"}
EXPLAINED = {
    LAPSE: "A lapse: one day of use, and none that you told us about in the week after.",
    RETURN: f"A return to use: {RETURN_USE_DAYS} or more days of use within a week.",
    NOT_KNOWN: "A day of use.",
}


@dataclass(frozen=True)
class Use:
    """A day on which she says she used. `restarts`: whether her day count goes on from there; None, not answered, is
    a yes for use that wasn't prescribed and a no for a prescribed dose. `taken_back`: she says now that she didn't."""

    date: date
    prescribed: bool = False
    restarts: bool | None = None
    taken_back: bool = False

    @property
    def moves_the_count(self) -> bool:
        """Whether days since last use may count from it."""
        if self.taken_back:
            return False
        return self.restarts if self.restarts is not None else not self.prescribed


@dataclass(frozen=True)
class Header:
    """The line above her day: days since last use, days without it, longest run. A part that isn't known is empty."""

    since: str = ""
    without: str = ""
    longest: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """Those that are known, in the order in which they are shown."""
        return tuple(part for part in (self.since, self.without, self.longest) if part)

    @property
    def sentence(self) -> str:
        """All of it on one line."""
        return " · ".join(self.parts)


def counted_from(stated: date | None, precision: str, uses: Iterable[Use]) -> date | None:
    """The date that days since last use count from, or None when it isn't known or use goes on.

    `stated` and `precision` are what she last said of her last use; `uses` are the reports of use made since she said
    so (what she told before is part of what she stated). The latest of all these dates counts. Whoever has no day
    count gets none by reporting use.
    """
    if stated is None or precision not in {EXACT, ABOUT}:
        return None
    return max([stated, *(use.date for use in uses if use.moves_the_count)])


def kind_of_return(used_on: Collection[date], day: date, today: date) -> str:
    """What the use on `day` is called today: LAPSE, RETURN, or NOT_KNOWN while it is neither.

    `used_on` are the known days of use after stopping, prescribed doses left out. A lapse has seven whole days without
    another on either side of it; today isn't over, so it is none of them.
    """
    used = {day, *(each for each in used_on if each <= today)}
    windows_with_it = (day - timedelta(days=back) for back in range(RETURN_WINDOW_DAYS))
    if any(_use_days_from(first, used) >= RETURN_USE_DAYS for first in windows_with_it):
        return RETURN
    alone = all(abs((other - day).days) > FREE_DAYS_AROUND_A_LAPSE for other in {today, *used} - {day})
    return LAPSE if alone and today != day else NOT_KNOWN


def header(position: Position | None, totals: Totals, since: str = "since last use", own: bool = True) -> Header:
    """The clocks in words: "Day 3 since last use · 41 days without ketamine, of the 45 you told us about · your
    longest run so far 38 days".

    Without a position there is no day count and no run. Days without ketamine are those she told us about (silence
    isn't an answer), and are left out while there is none. The longest run is named when it is longer than the present
    one. `own`: she reads it herself.
    """
    return Header(_since(position, since), _without(totals, own), _longest(position, totals, own))


def _use_days_from(first: date, used: Collection[date]) -> int:
    return sum(first <= day < first + timedelta(days=RETURN_WINDOW_DAYS) for day in used)


def _since(position: Position | None, since: str) -> str:
    if position is None:
        return ""
    return f"{'About day' if position.approximate else 'Day'} {position.day} {since}"


def _without(totals: Totals, own: bool) -> str:
    if not totals.not_using:
        return ""
    told = f"{totals.told} you told us about" if own else f"{totals.told} told"
    return f"{in_days(totals.not_using)} without ketamine, of the {told}"


def _longest(position: Position | None, totals: Totals, own: bool) -> str:
    run = totals.longest_run or 0
    if position is None or run <= position.day:
        return ""
    return f"{'your longest' if own else 'longest'} run so far {in_days(run)}"
