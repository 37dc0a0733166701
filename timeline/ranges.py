"""Which days to show: from last use, this phase, so many days, everything, or an older part of the diary."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from clinical.phases import Phase, Position

from .shapes import RangeChoice

SINCE, THIS_PHASE, FOUR_WEEKS, EVERYTHING = "since", "phase", "28", "all"
RECENT_DAYS = 28
LONGER = (90, 180)  # days, offered to whoever has written for longer
# A silence this long makes what lies before it an older diary, looked at on its own: side by side, years of nothing
# would squeeze both into a corner.
SPLIT_AFTER = timedelta(days=180)
# With fewer days than this before the first entry, day 0 stays in the picture.
EMPTY_LEAD_DAYS = 28
# How far the picture goes on after today: far enough to see where the next phase begins.
AHEAD_DAYS = 7
AHEAD_SHARE = 0.08


def available(
    *,
    written: Sequence[date],
    day0: date | None,
    today: date,
    phases: Sequence[Phase],
    position: Position | None = None,
) -> tuple[RangeChoice, ...]:
    """The ranges worth offering, the default first. `written` are the days with something to show, oldest first;
    `day0` and `position` are None where no phase is to be seen."""
    *older, newest = _parts(written, today)
    last = _last(written, newest, day0, today, phases) if day0 else today
    four_weeks = _days_to(today, RECENT_DAYS)
    choices = [_since(newest, day0, today, last)] if day0 else []
    if position:
        choices.append(_phase(newest, day0, position.phase, last))
    if not choices or choices[0].first < four_weeks.first:
        choices.append(four_weeks)
    choices += [_days_to(today, days) for days in LONGER if newest and (today - newest[0]).days >= days]
    choices += [_older(part) for part in reversed(older)]
    if written:
        choices.append(RangeChoice(EVERYTHING, "All", *_everything(written, newest, day0, today, last)))
    return _worth_offering(choices, written)


def choose(wanted: str, choices: Sequence[RangeChoice]) -> RangeChoice | None:
    """The range asked for, or the default where it isn't offered."""
    return next((choice for choice in choices if choice.code == wanted), choices[0] if choices else None)


def newest_part(written: Sequence[date], today: date) -> Sequence[date]:
    """The days of the diary that reaches to the present; empty after a long silence."""
    return _parts(written, today)[-1]


def _parts(written: Sequence[date], today: date) -> list[Sequence[date]]:
    """The diary split at its long silences, the last of which may be going on."""
    ends = [place for place, (before, day) in enumerate(pairwise(written), start=1) if (day - before) > SPLIT_AFTER]
    parts = [written[start:end] for start, end in pairwise([0, *ends, len(written)])]
    if written and today - written[-1] > SPLIT_AFTER:
        parts.append([])
    return parts


def _since(newest: Sequence[date], day0: date, today: date, last: date) -> RangeChoice:
    """From last use, but never less than four weeks of what is there: a lapse must not wipe the picture."""
    first = _first_since(newest, day0, today)
    return RangeChoice(SINCE, "Around last use" if first < day0 else "Since last use", first, last)


def _first_since(newest: Sequence[date], day0: date, today: date) -> date:
    if not newest:
        return day0
    if (newest[0] - day0).days > EMPTY_LEAD_DAYS:
        return newest[0]
    return min(day0, max(newest[0], today - timedelta(days=RECENT_DAYS - 1)))


def _days_to(today: date, days: int) -> RangeChoice:
    return RangeChoice(str(days), f"{days} days", today - timedelta(days=days - 1), today)


def _phase(newest: Sequence[date], day0: date, phase: Phase, last: date) -> RangeChoice:
    """All days of a phase; of one without an end those up to `last`. One that she began to write about long after it
    had begun is shown from there."""
    first = day0 + timedelta(days=phase.start_day)
    if newest and (newest[0] - first).days > EMPTY_LEAD_DAYS:
        first = newest[0]
    end = last if phase.end_day is None else day0 + timedelta(days=phase.end_day)
    return RangeChoice(THIS_PHASE, "This phase", first, max(first, end))


def _older(part: Sequence[date]) -> RangeChoice:
    first, last = part[0], part[-1]
    months = dict.fromkeys([f"{first:%b %Y}", f"{last:%b %Y}"])
    return RangeChoice(f"{first:%Y-%m}", " – ".join(months), first, last)


def _everything(written, newest, day0: date | None, today: date, last: date) -> tuple[date, date]:
    if not newest:
        return written[0], written[-1]
    first = written[0]
    if day0 and 0 <= (first - day0).days <= EMPTY_LEAD_DAYS:
        first = day0
    return first, max(last if day0 else today, newest[-1])


def _last(written, newest, day0: date, today: date, phases: Sequence[Phase]) -> date:
    """The last day shown since day 0: some days into the phase after this one, or a little after today. Where she
    wrote after day 0 but long ago, the picture ends with what she wrote."""
    if written and not newest and written[-1] >= day0:
        return written[-1]
    day = (today - day0).days
    ends = [phase.end_day + AHEAD_DAYS for phase in phases if phase.end_day is not None]
    fits = [end for end in sorted(ends) if end > day]
    if fits:
        return day0 + timedelta(days=fits[0])
    shown = (today - _first_since(newest, day0, today)).days
    return today + timedelta(days=round(shown * AHEAD_SHARE) + 1)


def _worth_offering(choices: list[RangeChoice], written: Sequence[date]) -> tuple[RangeChoice, ...]:
    """Those with something in them, each stretch once. "Since last use" stays in any case: it shows the phases."""
    once = {(choice.first, choice.last): choice for choice in reversed(choices)}
    shown = [each for each in choices if each in once.values() and (each.code == SINCE or _holds(each, written))]
    if any(_holds(choice, written) == len(written) for choice in shown if choice.code != EVERYTHING):
        shown = [choice for choice in shown if choice.code != EVERYTHING]
    shown.sort(key=lambda choice: not _holds(choice, written))
    return tuple(shown or choices[:1])


def _holds(choice: RangeChoice, written: Sequence[date]) -> int:
    """How many of the days, oldest first, lie in it."""
    return bisect_right(written, choice.last) - bisect_left(written, choice.first)
