"""A friend's side: a code, an account of its own, one page, and a way out."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import rls
from accounts.models import Patient, User
from friends import services
from friends.models import Line, Tie
from friends.services import invite, stop
from tests.people import PASSWORD, make_friend
from tests.test_house import PUBLIC, addresses, filled

PAGE, JOIN = "/beside/", "/beside/join/"
TOLD = {"called": "Robbie", "username": "sister", "password": PASSWORD}


@pytest.fixture
def code(patient):
    """A code that `patient` made for her sister."""
    return invite(patient=patient, called="My sister", sees_status=True)[1]


def test_a_code_makes_an_account_that_sees_one_person(client, code, patient):
    assert client.post(JOIN, TOLD | {"code": code.lower()}).url == PAGE
    user = User.objects.get(username="sister")
    assert user.is_friend and Tie.objects.get().account == user
    assert "Robbie" in client.get(PAGE).content.decode() and not Patient.objects.filter(user=user)


def test_a_code_works_once(client, code):
    client.post(JOIN, TOLD | {"code": code})
    answer = Client().post(JOIN, TOLD | {"code": code, "username": "another"})
    assert answer.status_code == 422 and not User.objects.filter(username="another").exists()


@pytest.mark.parametrize("spoil", ["stop", "age", "mistype"])
def test_a_code_that_fits_nothing_makes_no_account_and_keeps_what_was_typed(client, code, spoil):
    if spoil == "stop":
        stop(Tie.objects.get())
    if spoil == "age":
        Tie.objects.update(code_expires_at=timezone.now() - timedelta(minutes=1))
    answer = client.post(JOIN, TOLD | {"code": "AAAAA-AAAAA" if spoil == "mistype" else code})
    assert answer.status_code == 422 and 'value="Robbie"' in answer.content.decode()
    assert not User.objects.filter(username="sister").exists() and not Tie.objects.get().account


@pytest.mark.parametrize("wrong", [{"username": "ab"}, {"password": "short"}, {"called": ""}, {"code": ""}])
def test_what_is_missing_is_asked_for(client, code, wrong):
    assert client.post(JOIN, TOLD | {"code": code} | wrong).status_code == 422
    assert not User.objects.filter(is_friend=True).exists()


def test_a_name_that_is_taken_is_refused_whatever_its_capitals(client, code, patient):
    User.objects.create_user("Sister", password=PASSWORD)
    assert client.post(JOIN, TOLD | {"code": code}).status_code == 422


def test_a_friend_can_add_somebody_else_but_nobody_twice(as_friend, other_patient, patient):
    code = invite(patient=other_patient, called="Jo", sees_status=False)[1]
    assert as_friend.post(JOIN, {"code": code, "called": "Alex"}).url == PAGE
    code = invite(patient=patient, called="Again", sees_status=False)[1]
    assert as_friend.post(JOIN, {"code": code, "called": "Twice"}).status_code == 422
    assert Tie.objects.waiting(code, timezone.now())


def test_an_account_that_is_for_something_else_is_told_so(as_patient, as_clinician, as_administrator, code):
    for client in (as_patient, as_clinician, as_administrator):
        assert "This needs another account" in client.post(JOIN, TOLD | {"code": code}).content.decode()
    assert not Tie.objects.get().account


def test_guessing_codes_has_an_end(client, db):
    answers = {client.post(JOIN, TOLD | {"code": "AAAAA-AAAAA"}).status_code for _ in range(25)}
    assert answers == {422, 429}


def test_the_database_shows_a_visitor_only_the_tie_whose_code_was_typed(code, other_patient, tie):
    invite(patient=other_patient, called="Jo", sees_status=False)
    friend = make_friend(other_patient).account
    with rls.acting_as(rls.FRIEND, friend.pk):
        before = Tie.objects.count()
        services.join(account=friend, code=code, called="Robbie")
        assert (before, Tie.objects.count()) == (1, 2)


def test_a_friend_who_leaves_sees_nothing_more_and_she_can_see_that(as_friend, as_patient, tie):
    as_friend.post(PAGE, {"leave": Line.objects.get().pk})
    assert "Robbie is no longer on your page" in as_friend.get(PAGE).content.decode()
    assert "has taken you off" in as_patient.get(f"/friends/{tie.pk}/").content.decode().lower()


def test_an_account_that_sees_nobody_is_erased_by_the_daily_work_and_no_other(as_friend, tie, other_tie, patient):
    as_friend.post(PAGE, {"leave": Line.objects.get(tie=tie).pk})
    for _ in range(2):
        call_command("run_daily", verbosity=0)
    assert list(User.objects.filter(is_friend=True)) == [other_tie.account]
    assert as_friend.get(PAGE).status_code == 302 and Patient.objects.filter(pk=patient.pk).exists()


def test_a_friend_whose_person_was_erased_keeps_the_line(tie, patient):
    stop(tie)
    call_command("run_daily", verbosity=0)
    assert User.objects.filter(pk=tie.account_id).exists()


def test_a_friends_page_is_for_friends(as_patient, as_clinician, as_administrator, client):
    for other in (as_patient, as_clinician, as_administrator):
        assert other.get(PAGE).status_code == 404
    assert client.get(PAGE).url.startswith(reverse("account_login"))


def test_a_friend_finds_nothing_at_any_other_address(as_friend):
    names = {name: filled(address) for address, pattern in addresses() if (name := pattern.name) not in PUBLIC}
    asked = [address for name, address in names.items() if name != "beside" and not name.startswith("account_")]
    assert len(asked) > 30
    found = {address: as_friend.get(address).status_code for address in asked}
    assert {address for address, status in found.items() if status not in (404, 405)} == set()
    assert as_friend.get("/admin/").status_code == 404


def test_logging_in_leads_a_friend_to_their_page(tie):
    browser = Client()
    browser.login(username=tie.account.username, password=PASSWORD)
    assert browser.get("/").url == PAGE
    html = browser.get(PAGE).content.decode()
    assert 'class="tabs"' not in html and "data-owner" not in html and ">Help now</a>" in html


def test_an_administrator_sees_what_the_account_is_for_and_no_tie(as_administrator, tie):
    html = as_administrator.get("/admin/accounts/user/?kind=Family or friend").content.decode()
    assert tie.account.username in html
    assert as_administrator.get("/admin/friends/tie/").status_code == 404
