"""Telling days through the real services, each at noon of its day or of a later one."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import time_machine

from assessments.services import record_response
from clinical import instruments
from flags.models import Flag
from journal.services import record_entry

FIRST = date(2026, 3, 1)  # of the days that tests tell of


def on(day: int) -> date:
    """The date of day number `day`, the first being 1."""
    return FIRST + timedelta(days=day - 1)


def at(day: int, hour: int = 12):
    """A clock that stands at noon of that day."""
    return time_machine.travel(datetime.combine(on(day), time(hour), UTC), tick=False)


def tell(patient, day: int, told_on: int | None = None, **ratings):
    """Save the entry of `day`, on that day or on `told_on`."""
    with at(told_on or day):
        used = ratings.get("used_ketamine")
        return record_entry(patient=patient, day=on(day), ratings=ratings, note="", used=used, why="check-in")


def answer(patient, day: int, key: str = "phq9", each: int | None = 0, **some):
    """Answer a questionnaire on `day`: the same for each item, or `some` by number (`n9=2`)."""
    instrument = instruments.get(key)
    answers = {item.code: each for item in instrument.summed}
    answers |= {f"{key}_{name.removeprefix('n')}": score for name, score in some.items()}
    with at(day):
        return record_response(patient=patient, instrument=instrument, answers=answers, save_id=uuid4())


def totalling(total: int) -> dict:
    """Answers to eight items of PHQ-9 that come to `total`, item 9 being 0."""
    return {f"n{n}": min(3, max(0, total - 3 * (n - 1))) for n in range(1, 9)} | {"n9": 0}


def flags(patient, *codes: str) -> list[tuple]:
    """Her flags as (rule, severity, day, state), the oldest day first."""
    hers = Flag.objects.filter(patient=patient).order_by("day", "pk")
    hers = hers.filter(rule_code__in=codes) if codes else hers
    return [(flag.rule_code, flag.severity, (flag.day - FIRST).days + 1, flag.state) for flag in hers]
