"""Diaries made up for the timeline's tests."""

from datetime import date, timedelta

from journal.days import today_of
from journal.models import Entry, UseEvent

NO_USE = {"used_ketamine": False}


def ago(patient, days: int) -> date:
    """Her day so many days back."""
    return today_of(patient) - timedelta(days=days)


def write(patient, ratings_by_day: dict[int, dict], **fields) -> None:
    """An entry for each "days ago": its ratings, and no use unless they say otherwise."""
    Entry.objects.bulk_create(
        Entry(patient=patient, date=ago(patient, days), ratings=NO_USE | ratings, **fields)
        for days, ratings in ratings_by_day.items()
    )


def write_daily(patient, days: int, until: int = 0, **ratings) -> None:
    """The same answers on so many days in a row, the last of them `until` days ago."""
    ratings = ratings or {"craving": 6, "low_mood": 4}
    write(patient, {back: ratings for back in range(until, until + days)})


def use(patient, *days_ago: int) -> None:
    """Reports of use."""
    UseEvent.objects.bulk_create(UseEvent(patient=patient, date=ago(patient, days)) for days in days_ago)
