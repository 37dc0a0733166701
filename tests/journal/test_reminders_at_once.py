"""Cron starts a second run while the first is still busy."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from io import StringIO

from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client

from journal.models import Reminder, ReminderSent
from tests.people import make_patient


def run(_):
    said = StringIO()
    try:
        call_command("send_reminders", stdout=said)
    finally:
        connection.close()
    return int(said.getvalue().split()[1])


def wants_mail_at_any_hour(number):
    patient = make_patient()
    EmailAddress.objects.create(user=patient.user, email=f"someone{number}@example.org", verified=True)
    hours = {"at": time(4), "quiet_from": time(4), "quiet_until": time(4)}
    Reminder.objects.create(patient=patient, by_email=True, asked_on=date(2026, 1, 1), **hours)


def test_four_runs_at_once_send_everybody_one_mail(committed, settings):
    settings.EMAIL_HOST, settings.EMAIL_BACKEND = "mail.example.org", "tests.journal.mail_servers.Slow"
    for number in range(12):
        wants_mail_at_any_hour(number)
    with ThreadPoolExecutor(4) as cron:
        counts = list(cron.map(run, range(4)))
    assert sum(counts) == 12
    assert len({letter.to[0] for letter in mail.outbox}) == len(mail.outbox) == 12
    assert ReminderSent.objects.count() == 12


def test_a_time_saved_six_times_at_once_is_saved(committed):
    user = make_patient().user

    def save(_):
        client = Client()
        client.force_login(user)
        try:
            return client.post("/journal/reminders/", {"at": "19:00"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as taps:
        assert list(taps.map(save, range(6))) == [302] * 6
    assert Reminder.objects.get().at == time(19)
