"""The page of reminders: a time, a calendar file, and e-mails for who has an address and asks for them."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone
from icalendar import Calendar

from accounts.models import Patient
from journal.days import today_of
from journal.models import Reminder
from journal.reminding import set_reminder

PAGE, FILE = "/journal/reminders/", "/journal/reminder.ics"
WITH_MAIL = {"at": "19:30", "by_email": "on", "quiet_from": "22:00", "quiet_until": "08:00"}


@pytest.fixture
def address(patient, settings):
    """A confirmed address of Robin, at a place that sends mail."""
    settings.EMAIL_HOST = "mail.example.org"
    return EmailAddress.objects.create(user=patient.user, email="robin@example.org", verified=True, primary=True)


def said(client, page=PAGE):
    return client.get(page).content.decode()


def event(client):
    return Calendar.from_ical(client.get(FILE).content).walk("VEVENT")[0]


def test_before_she_chooses_it_offers_the_evening_and_no_mail(as_patient):
    page = said(as_patient)
    assert 'value="20:00"' in page
    assert "by_email" not in page
    assert not Reminder.objects.exists()


def test_she_chooses_a_time(as_patient, patient):
    assert as_patient.post(PAGE, {"at": "07:15"}).url == PAGE
    assert patient.reminder.at == time(7, 15)
    assert not patient.reminder.by_email
    assert "07:15" in said(as_patient)


@pytest.mark.parametrize("typed", ["", "25:00", "soon"])
def test_no_time_is_told_and_nothing_is_kept(as_patient, typed):
    answer = as_patient.post(PAGE, {"at": typed})
    assert answer.status_code == 422
    assert "time" in answer.content.decode()
    assert not Reminder.objects.exists()


def test_where_no_mail_is_sent_it_says_so(as_patient):
    assert "doesn't send e-mails" in said(as_patient)


def test_an_address_is_of_no_use_where_no_mail_is_sent(as_patient, address, settings):
    settings.EMAIL_HOST = ""
    assert "by_email" not in said(as_patient)


def test_without_an_address_it_says_what_to_do(as_patient, settings):
    settings.EMAIL_HOST = "mail.example.org"
    assert "Add an e-mail address" in said(as_patient)
    assert 'href="/accounts/email/"' in said(as_patient)


def test_an_address_that_is_not_confirmed_is_not_offered(as_patient, address):
    EmailAddress.objects.update(verified=False)
    page = said(as_patient)
    assert "isn't confirmed yet" in page
    assert "by_email" not in page


def test_the_address_of_another_is_none_of_hers(as_other_patient, address):
    assert "Add an e-mail address" in said(as_other_patient)


def test_she_asks_for_mails(as_patient, patient, address):
    answer = as_patient.post(PAGE, WITH_MAIL, follow=True).content.decode()
    assert "An e-mail comes at 19:30" in answer
    assert (patient.reminder.by_email, patient.reminder.asked_on) == (True, today_of(patient))


def test_nobody_can_ask_for_mails_to_no_address(as_patient, patient):
    as_patient.post(PAGE, WITH_MAIL)
    assert not patient.reminder.by_email


def test_it_tells_when_quiet_hours_hold_a_mail_back(as_patient, address):
    answer = as_patient.post(PAGE, WITH_MAIL | {"at": "06:00"}, follow=True)
    assert "An e-mail comes at 08:00" in answer.content.decode()


def test_hours_that_let_no_mail_through_are_refused(as_patient, address):
    answer = as_patient.post(PAGE, WITH_MAIL | {"at": "23:00"})
    assert answer.status_code == 422
    assert "so no e-mail would come" in answer.content.decode()
    assert 'value="23:00"' in answer.content.decode()
    assert not Reminder.objects.exists()


def test_a_time_in_quiet_hours_is_fine_for_the_calendar_alone(as_patient, patient, address):
    as_patient.post(PAGE, {**WITH_MAIL, "at": "23:00", "by_email": ""})
    assert patient.reminder.at == time(23)


@pytest.fixture
def stopped(patient, address):
    """Robin's mails, which stopped by themselves."""
    fields = {"by_email": True, "asked_on": date(2026, 1, 1), "stopped_at": datetime(2026, 3, 3, 12, tzinfo=UTC)}
    return Reminder.objects.create(patient=patient, **fields)


def test_mails_that_stopped_by_themselves_are_explained(as_patient, stopped):
    page = said(as_patient)
    assert "The e-mails have stopped" in page
    assert "on 3 March" in page


@pytest.mark.parametrize("answers", [WITH_MAIL | {"at": "20:00"}, WITH_MAIL])
def test_asking_again_or_another_time_starts_them_again(as_patient, stopped, patient, answers):
    as_patient.post(PAGE, answers)
    stopped.refresh_from_db()
    assert (stopped.stopped_at, stopped.by_email, stopped.asked_on) == (None, True, today_of(patient))
    assert "have stopped" not in said(as_patient)


def test_turning_them_off_is_no_stop_of_theirs(as_patient, stopped):
    as_patient.post(PAGE, {**WITH_MAIL, "by_email": ""})
    stopped.refresh_from_db()
    assert (stopped.stopped_at, stopped.by_email) == (None, False)


def test_a_time_changed_without_an_address_leaves_the_mails_as_they_are(patient, stopped):
    assert set_reminder(patient=patient, at=time(9)).by_email


def test_the_file_rings_every_day_at_her_time_wherever_the_phone_is(as_patient, patient):
    set_reminder(patient=patient, at=time(7, 15))
    found = event(as_patient)
    today = timezone.now().astimezone(patient.zone).date()
    assert found.decoded("dtstart") == datetime.combine(today, time(7, 15))
    assert found["rrule"].to_ical() == b"FREQ=DAILY"
    assert found.walk("VALARM")[0]["action"] == "DISPLAY"
    assert found.walk("VALARM")[0].decoded("trigger") == timedelta(0)


def test_the_file_begins_on_her_own_date(as_patient, patient):
    Patient.objects.filter(pk=patient.pk).update(time_zone="Pacific/Auckland")
    with time_machine.travel(datetime(2026, 2, 9, 18, 0, tzinfo=UTC), tick=False):
        as_patient.force_login(patient.user)
        assert event(as_patient).decoded("dtstart") == datetime(2026, 2, 10, 20, 0)


def test_the_file_tells_nobody_what_for_or_who(as_patient, patient):
    text = as_patient.get(FILE).content.decode()
    uid = event(as_patient)["uid"]
    for word in ("ketamine", "recovery", "tracker", "Robin", patient.user.username, "http", "TZID", "VTIMEZONE"):
        assert word.lower() not in text.lower()
    assert str(patient.code) not in text
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", uid)


def test_a_later_file_takes_the_place_of_an_earlier_one(as_patient, as_other_patient):
    first, later = event(as_patient), timezone.now() + timedelta(minutes=5)
    with time_machine.travel(later, tick=False):
        second = event(as_patient)
    assert second["uid"] == first["uid"] != event(as_other_patient)["uid"]
    assert second["sequence"] > first["sequence"]


def test_the_file_is_a_calendar_for_any_phone(as_patient):
    answer = as_patient.get(FILE)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'filename="reminder.ics"' in answer["Content-Disposition"]
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("page", [PAGE, FILE])
def test_staff_find_nothing_and_visitors_log_in(page, client, as_clinician, as_stranger, as_administrator):
    assert client.get(page).url.startswith("/accounts/login/")
    for staff in (as_clinician, as_stranger, as_administrator):
        assert (staff.get(page).status_code, staff.post(page, {"at": "10:00"}).status_code) == (404, 404)


def test_the_file_is_only_read(as_patient):
    assert as_patient.post(FILE).status_code == 405


def test_each_has_her_own(as_patient, as_other_patient, patient, other_patient):
    as_patient.post(PAGE, {"at": "07:15"})
    as_other_patient.post(PAGE, {"at": "09:45"})
    assert (patient.reminder.at, other_patient.reminder.at) == (time(7, 15), time(9, 45))
    assert "07:15" not in said(as_other_patient)


def test_the_page_asks_little_of_the_database(as_patient, stopped, count_queries):
    assert count_queries(lambda: as_patient.get(PAGE)) <= 6


def test_it_is_in_her_copy_of_everything(as_patient, patient, stopped):
    set_reminder(patient=patient, at=time(7, 15))
    told = as_patient.get("/privacy/export.json").json()["tables"]["journal.Reminder"]
    assert [(row["patient"], row["at"]) for row in told] == [(patient.pk, "07:15:00")]
