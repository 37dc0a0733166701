"""The accounts library's pages, in our look and our words."""

import re

import pytest
from allauth.account.models import EmailAddress

OURS = re.compile(r'<main id="main".*<h1>', re.S)
OPEN = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/done/",
    "/accounts/password/reset/key/1-no-such-key/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/no-such-key/",
]
SIGNED_IN = ["/accounts/logout/", "/accounts/email/", "/accounts/password/change/", "/accounts/reauthenticate/"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", OPEN)
def test_an_open_account_page_is_in_our_look(client, path):
    assert OURS.search(client.get(path, follow=True).content.decode())


@pytest.mark.parametrize("path", SIGNED_IN)
def test_a_signed_in_account_page_is_in_our_look(as_patient, path):
    response = as_patient.get(path)
    assert response.status_code == 200
    assert OURS.search(response.content.decode()) and b'class="tabs"' in response.content


def test_sign_up_says_what_this_is_not(client):
    html = client.get("/accounts/signup/").content.decode()
    assert "not an emergency or crisis service" in html and "nobody watches it in real time" in html


def test_somebody_without_an_address_is_told_what_that_means(as_patient):
    html = as_patient.get("/accounts/email/").content.decode()
    assert "nobody can give you back a lost password" in html


def test_an_address_can_be_seen_and_taken_out(as_patient, patient):
    EmailAddress.objects.create(user=patient.user, email="r@example.org", primary=True, verified=True)
    html = as_patient.get("/accounts/email/").content.decode()
    assert "r@example.org" in html and "Take it out" in html


def test_logging_in_shows_no_name_on_the_screen(client, patient):
    patient.user.set_password("three words here")
    patient.user.save()
    form = {"login": patient.user.username, "password": "three words here"}
    page = client.post("/accounts/login/", form, follow=True)
    assert page.status_code == 200 and f"as {patient.user.username}" not in page.content.decode()


def test_the_mail_for_a_new_password_says_nothing_of_what_this_is(client, patient, mailoutbox):
    EmailAddress.objects.create(user=patient.user, email="r@example.org", primary=True, verified=True)
    client.post("/accounts/password/reset/", {"email": "r@example.org"})
    text = (mailoutbox[0].subject + mailoutbox[0].body).lower()
    assert not [word for word in ("ketamine", "recovery", "tracker", patient.user.username) if word in text]


def test_too_many_tries_get_a_kind_page(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    answers = [client.post("/accounts/login/", {"login": "x", "password": "y"}) for _ in range(3)]
    assert answers[-1].status_code == 429
    assert b"Please wait a few minutes" in answers[-1].content
