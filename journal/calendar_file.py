"""The calendar file of a reminder: it rings every day on the phone itself, and tells nobody what for."""

import uuid
from datetime import datetime, time, timedelta

from django.utils.crypto import salted_hmac
from icalendar import Alarm, Calendar, Event

from accounts.models import Patient

LASTS = timedelta(minutes=10)
TITLE, TEXT = "Notebook", "Time for your check-in"


def reminder_calendar(*, patient: Patient, at: time, now: datetime) -> bytes:
    """An iCalendar file with one event: every day at `at` from today on, by the clock of wherever the phone is
    (floating time), with an alarm. A later file takes the place of an earlier one."""
    event = Event()
    event.add("uid", _uid(patient))
    event.add("sequence", int(now.timestamp()) // 60)
    event.add("dtstamp", now)
    event.add("dtstart", datetime.combine(now.astimezone(patient.zone), at))
    event.add("duration", LASTS)
    event.add("rrule", {"freq": "daily"})
    event.add("summary", TITLE)
    event.add("class", "PRIVATE")  # in a calendar that others see it is no more than a time
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm())
    calendar = Calendar()
    calendar.add("prodid", f"-//{TITLE}//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()


def _alarm() -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(0))
    alarm.add("description", TEXT)
    return alarm


def _uid(patient: Patient) -> str:
    """Always the same for her, so that a calendar knows the event again; without our key it leads to nobody, and
    it looks like any other event's."""
    digest = salted_hmac("journal.reminder", str(patient.code), algorithm="sha256").digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))
