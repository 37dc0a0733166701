"""How long somebody stays logged in, and what it takes to change an account."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from accounts.models import User
from tests.people import PASSWORD, make_user


def log_in(client, user, **more):
    return client.post("/accounts/login/", {"login": user.username, "password": PASSWORD} | more)


def still_there(client, after):
    with time_machine.travel(timezone.now() + after, tick=False):
        return client.get("/journal/today/").status_code == 200


def test_a_phone_that_is_not_to_remember_her_forgets_her_when_idle(client, patient):
    log_in(client, patient.user)
    assert client.session.get_expire_at_browser_close()
    assert still_there(client, timedelta(hours=1))
    assert not still_there(client, timedelta(hours=4))


def test_signing_up_is_for_this_visit(client, db):
    client.post("/accounts/signup/", {"username": "Robin", "password1": PASSWORD, "password2": PASSWORD})
    assert client.session.get_expire_at_browser_close()


def test_a_phone_that_is_to_remember_her_does_for_two_weeks(client, patient):
    log_in(client, patient.user, remember="on")
    assert still_there(client, timedelta(days=13))
    assert not still_there(client, timedelta(days=30))


def test_a_staff_session_ends_when_idle_whatever_was_ticked(client, clinician):
    log_in(client, clinician.user, remember="on")
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert client.get("/admin/").status_code == 302


BUTTONS = ["/journal/2026-01-05/safe/", "/journal/2026-01-05/same/", "/journal/2026-01-05/choose/",
           "/journal/questions/words/", "/journal/questions/hide/", "/journal/pause/back/"]  # fmt: skip


@pytest.mark.parametrize("button", BUTTONS)
def test_whoever_taps_a_button_after_the_session_is_over_comes_back_to_its_page(client, patient, button):
    page = "/journal/2026-01-05/?full=1"
    asked = client.post(button, {}, headers={"referer": f"http://testserver{page}"})
    assert asked.url == f"/accounts/login/?{urlencode({'next': page}, safe='/')}"
    landed = client.post(asked.url, {"login": patient.user.username, "password": PASSWORD})
    assert (landed.url, client.get(landed.url).status_code) == (page, 200)


@pytest.mark.parametrize(
    "before", [None, "", "https://evil.example/x", "//evil.example", "javascript:x", "http://testserver", "http://["]
)
def test_she_is_led_to_no_page_but_ours(client, db, before):
    headers = {} if before is None else {"referer": before}
    assert client.post(BUTTONS[0], {}, headers=headers).url == "/accounts/login/?next=/"


@pytest.mark.parametrize("button", BUTTONS)
def test_the_address_of_a_button_says_that_it_has_no_page(as_patient, button):
    answer = as_patient.get(button)
    page = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "only a button" in page
    assert "/help-now/" in page


@pytest.fixture
def addresses(patient):
    """A confirmed address of hers, and one that somebody else put in."""
    own = EmailAddress.objects.create(user=patient.user, email="own@example.org", verified=True, primary=True)
    other = EmailAddress.objects.create(user=patient.user, email="other@example.org")
    return own.email, other.email


@pytest.mark.parametrize(("number", "letters"), [(0, 1), (1, 0)])
def test_a_new_password_goes_to_a_confirmed_address_only(client, addresses, number, letters):
    client.post("/accounts/password/reset/", {"email": addresses[number]})
    assert len(mail.outbox) == letters


def test_an_address_is_not_changed_without_the_password(client, patient):
    client.force_login(patient.user)
    client.post("/accounts/email/", {"action_add": "", "email": "other@example.org"})
    assert not EmailAddress.objects.filter(email="other@example.org").exists()


def test_signing_up_tells_nobody_which_address_is_known(client, addresses):
    said = []
    for number, email in enumerate([addresses[0], "unknown@example.org"]):
        names = {"username": f"somebody{number}", "password1": "x", "password2": "y", "email": email}
        said.append("already" in client.post("/accounts/signup/", names).content.decode())
    assert said == [False, False]


def test_two_names_that_differ_only_for_the_database_are_one(client, db):
    make_user(username="ßabc")
    names = {"username": "ẞabc", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/accounts/signup/", names).status_code in (200, 422)
    assert User.objects.count() == 1


def test_a_password_can_be_changed(client, patient):
    log_in(client, patient.user)
    new = {"oldpassword": PASSWORD, "password1": "another long river", "password2": "another long river"}
    assert client.post("/accounts/password/change/", new).status_code == 302
    assert User.objects.get(pk=patient.pk).check_password("another long river")
