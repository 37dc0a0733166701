"""Who wants to be reminded, and what leaves when it is some time: for the tests of reminders by e-mail."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command

from journal.models import Reminder, ReminderSent

DAY = date(2026, 2, 10)


def asks(patient, address="robin@example.org", **fields):
    """`patient` wants to be reminded at eight in the evening, and has been for a while."""
    EmailAddress.objects.create(user=patient.user, email=address, verified=True, primary=True)
    defaults = {"by_email": True, "at": time(20), "asked_on": date(2026, 1, 1)}
    return Reminder.objects.create(patient=patient, **(defaults | fields))


def went_out(patient, *days_ago):
    """Reminders went out so many days before DAY."""
    days = [DAY - timedelta(days=back) for back in days_ago]
    ReminderSent.objects.bulk_create(ReminderSent(patient=patient, date=day) for day in days)


def at_eight():
    """The evening of DAY, in London and in UTC."""
    return time_machine.travel(datetime(2026, 2, 10, 20, 0, tzinfo=UTC), tick=False)


def sent_at(*when):
    """How many mails leave when it is that time in UTC."""
    before = len(mail.outbox)
    with time_machine.travel(datetime(*when, tzinfo=UTC), tick=False):
        call_command("send_reminders", stdout=StringIO())
    return len(mail.outbox) - before


def tonight(*at):
    """How many leave on DAY, at eight in the evening unless told."""
    return sent_at(2026, 2, 10, *(at or (20, 0)))
