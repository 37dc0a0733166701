"""When a plan should be looked at again (brief 4.4, 6.1)."""

from datetime import date, timedelta

SAFETY_EVERY = timedelta(days=30)  # brief 4.4
STAYING_WELL_AT_FIRST, STAYING_WELL_LATER = timedelta(days=14), timedelta(days=30)  # brief 6.1
AT_FIRST = timedelta(days=60)  # "first 2 months" (brief 6.1)
LATEST = timedelta(days=366)  # a day of her own choosing


def next_review(*, is_safety_plan: bool, made_on: date, today: date) -> date:
    """The day by which a plan that was gone through today should be looked at again."""
    if is_safety_plan:
        return today + SAFETY_EVERY
    return today + (STAYING_WELL_AT_FIRST if today - made_on < AT_FIRST else STAYING_WELL_LATER)


def review_after_writing(*, is_safety_plan: bool, made_on: date, due: date | None, today: date) -> date:
    """The same after something was written: a day that is still to come stays, as she may have chosen it herself."""
    if due is not None and due > today:
        return due
    return next_review(is_safety_plan=is_safety_plan, made_on=made_on, today=today)
