"""E-mails go out when they are welcome: once a day, never at night, and soon no more when nobody answers."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command

from accounts.models import Patient, User
from journal.models import Pause, Reminder, ReminderSent
from journal.reminding import set_reminder
from tests.journal.mailing import DAY, asks, at_eight, sent_at, tonight, went_out
from tests.people import make_entry, make_patient


@pytest.fixture(autouse=True)
def mail_is_set_up(settings):
    """A place that sends mail."""
    settings.EMAIL_HOST = "mail.example.org"


@pytest.fixture
def reminder(patient):
    """Robin's, in London."""
    return asks(patient)


def test_it_comes_at_its_time_and_once(reminder, patient):
    assert [tonight(19, 59), tonight(20, 0), tonight(20, 5), tonight(21, 30)] == [0, 1, 0, 0]
    assert ReminderSent.objects.get().date == DAY
    assert sent_at(2026, 2, 11, 20, 0) == 1


def test_a_time_that_was_missed_is_made_up_for_on_the_same_day(reminder):
    assert tonight(21, 55) == 1


def test_who_has_written_is_left_in_peace(reminder, patient):
    make_entry(patient, DAY)
    assert tonight() == 0


def test_another_days_entry_is_not_todays(reminder, patient):
    make_entry(patient, DAY - timedelta(days=1))
    assert tonight() == 1


@pytest.mark.parametrize(("first", "last", "mails"), [(9, 0, 0), (0, -5, 0), (9, 1, 1), (-1, -5, 1)])
def test_nothing_comes_while_she_is_paused(reminder, patient, other_patient, first, last, mails):
    asks(other_patient, "alex@example.org")
    days = {"starts_on": DAY - timedelta(days=first), "ends_on": DAY - timedelta(days=last)}
    Pause.objects.create(patient=patient, reason="hospital", **days)
    assert tonight() == mails + 1


def test_quiet_hours_run_over_midnight_and_into_her_day(patient):
    asks(patient, at=time(5))
    assert [sent_at(2026, 2, 10, 5, 0), sent_at(2026, 2, 10, 7, 59), sent_at(2026, 2, 10, 8, 0)] == [0, 0, 1]


def test_what_quiet_hours_swallow_does_not_come_at_night(reminder):
    assert [tonight(22, 0), tonight(23, 59), sent_at(2026, 2, 11, 3, 59), sent_at(2026, 2, 11, 8, 0)] == [0, 0, 0, 0]


def test_the_hours_after_midnight_are_still_her_day(patient):
    asks(patient, at=time(1), quiet_from=time(3), quiet_until=time(8))
    make_entry(patient, DAY)
    assert [sent_at(2026, 2, 11, 1, 0), sent_at(2026, 2, 12, 1, 0)] == [0, 1]
    assert ReminderSent.objects.get().date == date(2026, 2, 11)


@pytest.mark.parametrize(
    ("zone", "at", "moments", "mails"),
    [
        # 29 March 2026 in London: 01:00 is followed by 02:00; half past one isn't on any clock
        ("Europe/London", time(1, 30), [(2026, 3, 29, 0, 59), (2026, 3, 29, 1, 0), (2026, 3, 29, 1, 5)], [0, 1, 0]),
        # 25 October: half past one comes twice
        (
            "Europe/London",
            time(1, 30),
            [(2026, 10, 25, 0, 29), (2026, 10, 25, 0, 30), (2026, 10, 25, 1, 30)],
            [0, 1, 0],
        ),
        # the same wall time before and after the clocks change
        ("America/New_York", time(20), [(2026, 3, 8, 0, 59), (2026, 3, 8, 1, 0), (2026, 3, 9, 0, 0)], [0, 1, 1]),
        ("Pacific/Kiritimati", time(20), [(2026, 2, 10, 5, 59), (2026, 2, 10, 6, 0)], [0, 1]),
    ],
)
def test_the_time_is_the_one_on_her_wall(patient, zone, at, moments, mails):
    Patient.objects.filter(pk=patient.pk).update(time_zone=zone)
    asks(patient, at=at, quiet_from=time(22), quiet_until=time(22))
    assert [sent_at(*moment) for moment in moments] == mails


def test_flying_west_brings_no_second_mail_for_a_day_she_has_had(patient):
    Patient.objects.filter(pk=patient.pk).update(time_zone="Pacific/Auckland")
    asks(patient, at=time(6), quiet_until=time(5), asked_on=DAY)
    assert sent_at(2026, 2, 9, 18, 0) == 1
    Patient.objects.filter(pk=patient.pk).update(time_zone="America/Los_Angeles")
    assert [sent_at(2026, 2, 9, 20, 0), sent_at(2026, 2, 10, 20, 0), sent_at(2026, 2, 11, 20, 0)] == [0, 0, 1]


def test_flying_west_after_asking_again_brings_none_either(patient):
    Patient.objects.filter(pk=patient.pk).update(time_zone="America/Los_Angeles")
    asks(patient, at=time(6), quiet_until=time(5), asked_on=DAY + timedelta(days=1))
    went_out(patient, 0)
    assert [sent_at(2026, 2, 10, 20, 0), sent_at(2026, 2, 11, 20, 0)] == [0, 1]


def test_after_three_that_nobody_answered_they_stop_and_say_since_when(reminder, patient):
    went_out(patient, 3, 2, 1)
    assert tonight() == 0
    reminder.refresh_from_db()
    assert reminder.stopped_at == datetime(2026, 2, 10, 20, 0, tzinfo=UTC)
    assert reminder.by_email


def test_writing_once_keeps_them_coming(reminder, patient):
    went_out(patient, 4, 3, 2, 1)
    make_entry(patient, DAY - timedelta(days=2))
    assert tonight() == 1


def test_three_in_a_row_may_have_a_pause_in_between(reminder, patient):
    went_out(patient, 40, 39, 1)
    assert tonight() == 0


def test_asking_again_forgets_those_that_were_ignored(reminder, patient):
    went_out(patient, 3, 2, 1)
    tonight()
    with time_machine.travel(datetime(2026, 2, 10, 20, 30, tzinfo=UTC), tick=False):
        set_reminder(patient=patient, at=time(21))
    assert [tonight(20, 59), tonight(21, 0)] == [0, 1]
    assert [sent_at(2026, 2, day, 21, 0) for day in (11, 12, 13)] == [1, 1, 0]


def test_asking_again_brings_no_second_one_on_the_same_day(reminder, patient):
    tonight()
    with time_machine.travel(datetime(2026, 2, 10, 20, 30, tzinfo=UTC), tick=False):
        set_reminder(patient=patient, at=time(21))
    assert tonight(21, 0) == 0


@pytest.mark.parametrize("how", ["erased", "closed", "unconfirmed", "no address", "off", "stopped", "not welcomed"])
def test_some_get_no_mail(reminder, patient, how):
    mine = Patient.objects.filter(pk=patient.pk)
    {
        "erased": lambda: mine.update(erase_on=date(2026, 2, 20)),
        "closed": lambda: User.objects.filter(pk=patient.pk).update(is_active=False),
        "unconfirmed": lambda: EmailAddress.objects.update(verified=False),
        "no address": lambda: EmailAddress.objects.all().delete(),
        "off": lambda: Reminder.objects.update(by_email=False),
        "stopped": lambda: Reminder.objects.update(stopped_at=datetime(2026, 2, 1, tzinfo=UTC)),
        "not welcomed": lambda: mine.update(welcomed_at=None),
    }[how]()
    assert tonight() == 0
    assert not ReminderSent.objects.exists()


def test_where_no_mail_is_set_up_nothing_is_claimed(reminder, settings):
    settings.EMAIL_HOST = ""
    said = StringIO()
    call_command("send_reminders", stdout=said)
    assert "EMAIL_HOST" in said.getvalue()
    assert not ReminderSent.objects.exists()


def test_it_prints_counts_and_nothing_else(reminder, patient, other_patient):
    asks(other_patient, "alex@example.org")
    went_out(other_patient, 3, 2, 1)
    said = StringIO()
    with at_eight():
        call_command("send_reminders", stdout=said)
    assert said.getvalue() == "sent: 1\nstopped after three without an answer: 1\n"


def test_its_queries_do_not_grow_with_people(reminder, count_queries):
    def run():
        ReminderSent.objects.all().delete()
        return count_queries(tonight)

    few = run()
    for number in range(20):
        patient = make_patient()
        asks(patient, f"someone{number}@example.org")
        make_entry(patient, DAY - timedelta(days=number + 1))
        went_out(patient, 5, 4)
    assert run() <= few
    assert len(mail.outbox) == 22


def test_more_people_than_fit_into_one_look_are_all_reminded(db, monkeypatch):
    monkeypatch.setattr("journal.reminding.AT_ONCE", 3)
    for number in range(7):
        asks(make_patient(), f"someone{number}@example.org")
    assert tonight() == 7
