"""When a questionnaire is due (brief 3.5): on the day of sign-up, every 14 days to day 56, then every 28.

It is counted from the day it was last answered, and not from a calendar: each asks about the last two weeks, so two of
them are never closer than 14 days, unless a clinician asks. On her own she can begin sooner, but not within 7 days.
"""

from dataclasses import dataclass
from datetime import date, timedelta

EVERY, UNTIL_DAY, THEN_EVERY = timedelta(days=14), 56, timedelta(days=28)
NOT_AGAIN_WITHIN = timedelta(days=7)
NEXT_DAY = timedelta(days=1)
# Once she has said "not now", nothing is brought up for a week (a judgement).
QUIET_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Due:
    """`due_on` is the day from which it is brought up, `open_from` the one from which she can begin on her own. `last`
    is the day on which it was answered, None when it never was."""

    last: date | None
    open_from: date
    due_on: date
    today: date

    @property
    def is_due(self) -> bool:
        """Whether to bring it up."""
        return self.due_on <= self.today

    @property
    def is_open(self) -> bool:
        """Whether she can begin."""
        return self.open_from <= self.today

    @property
    def was_today(self) -> bool:
        """Whether it was answered today, and can still be put right."""
        return self.last == self.today


def due(*, signed_up: date, last: date | None, asked_on: date | None = None, today: date) -> Due:
    """Where one instrument stands. `asked_on` is the day on which a clinician asked for it, None once it was answered
    after that."""
    if last is None:
        began = min(signed_up, today)
        return Due(None, began, began, today)
    step = EVERY if (last - signed_up).days < UNTIL_DAY else THEN_EVERY
    due_on = last + step
    if asked_on:
        due_on = min(due_on, max(asked_on, last + NEXT_DAY))
    return Due(last, min(due_on, last + NOT_AGAIN_WITHIN), due_on, today)
