"""The e-mail itself: to whom it goes, what it doesn't say, and mail servers that won't take it."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import CommandError, call_command

from journal.models import ReminderSent
from tests.journal.mail_servers import Down
from tests.journal.mailing import asks, at_eight, tonight
from tests.people import make_patient


@pytest.fixture(autouse=True)
def mail_is_set_up(settings):
    """A place that sends mail."""
    settings.EMAIL_HOST = "mail.example.org"


@pytest.fixture
def reminder(patient):
    """Robin's, in London."""
    return asks(patient)


def test_it_goes_to_her_alone_and_says_nothing_about_anything(reminder, patient):
    tonight()
    letter = mail.outbox[0]
    said = f"{letter.subject}\n{letter.body}"
    assert (letter.to, letter.cc, letter.bcc) == (["robin@example.org"], [], [])
    assert letter.subject == "Time for your check-in"
    for word in ("ketamine", "recovery", "tracker", "Robin", patient.user.username, "http", "journal", "symptom"):
        assert word.lower() not in said.lower()
    assert "More, then Reminders" in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_with_the_sites_address_there_is_a_link(reminder, settings):
    settings.SITE_URL = "https://notebook.example.org"
    tonight()
    assert "https://notebook.example.org\n" in mail.outbox[0].body


def test_of_two_addresses_the_confirmed_one_is_used(reminder, patient):
    EmailAddress.objects.update(verified=False)
    EmailAddress.objects.create(user=patient.user, email="old@example.org", verified=True)
    tonight()
    assert mail.outbox[0].to == ["old@example.org"]


def test_of_two_confirmed_addresses_the_one_she_uses_first_is_used(patient):
    EmailAddress.objects.create(user=patient.user, email="old@example.org", verified=True)
    asks(patient)
    tonight()
    assert mail.outbox[0].to == ["robin@example.org"]


def failing(settings, backend):
    """What is said when the mail server is that one."""
    settings.EMAIL_BACKEND = f"tests.journal.mail_servers.{backend}"
    said = StringIO()
    with pytest.raises(CommandError) as told, at_eight():
        call_command("send_reminders", stdout=said)
    return f"{said.getvalue()}{told.value}"


def test_a_mail_server_that_is_down_costs_nobody_the_day(reminder, settings, caplog):
    backend = settings.EMAIL_BACKEND
    assert "not sent: 1." in failing(settings, "Down")
    assert "ConnectionRefusedError" in caplog.text
    assert "robin" not in caplog.text
    settings.EMAIL_BACKEND = backend
    assert tonight(20, 5) == 1


def test_a_mail_server_that_is_down_is_not_asked_for_everybody(db, settings):
    for number in range(7):
        asks(make_patient(), f"someone{number}@example.org")
    Down.tries = 0
    assert "not sent: 7." in failing(settings, "Down")
    assert Down.tries == 3
    assert not ReminderSent.objects.exists()


def test_one_address_that_takes_no_mail_is_tried_once_a_day_and_holds_up_nobody(db, settings):
    for name in ("gone", "later", "rude", "fine", "later2", "rude2", "well"):
        asks(make_patient(), f"{name}@example.org")
    said = failing(settings, "Picky")
    assert "sent: 2\n" in said
    assert "not sent: 5." in said
    claimed = ReminderSent.objects.values_list("patient__user__emailaddress__email", flat=True)
    assert set(claimed) == {"gone@example.org", "fine@example.org", "well@example.org"}
