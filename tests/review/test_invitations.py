"""Inviting a patient: a code that is shown once."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Invitation

ADD, LIST = "/admin/accounts/invitation/add/", "/admin/accounts/invitation/"
CODE = re.compile(r"\b[A-HJ-NP-Z2-9]{5}-[A-HJ-NP-Z2-9]{5}\b")


def invite(client):
    answer = client.post(ADD)
    return answer, CODE.search(answer.content.decode())[0]


def test_the_button_shows_a_code_that_works(as_clinician, clinician):
    answer, code = invite(as_clinician)
    assert answer.status_code == 200
    invitation = Invitation.objects.usable(code).get()
    assert invitation.clinician == clinician
    assert f"{invitation.expires_at:%-d %B %Y}" in answer.content.decode()


def test_the_code_is_kept_nowhere(as_clinician):
    answer, code = invite(as_clinician)
    assert "no-store" in answer["Cache-Control"]
    assert code not in str(answer.headers) + str(answer.cookies)
    assert code not in str(Invitation.objects.values())
    for page in (LIST, ADD, "/admin/"):
        assert not CODE.search(as_clinician.get(page).content.decode())


def test_looking_at_the_page_makes_no_code(as_clinician):
    assert "Make a code" in as_clinician.get(ADD).content.decode()
    assert not Invitation.objects.exists()


def test_the_list_tells_open_used_and_too_old_ones_apart(as_clinician, clinician, rows):
    Invitation.issue(clinician)
    ended = Invitation.issue(clinician)[0]
    over = timezone.now() - timedelta(days=1)
    Invitation.objects.filter(pk=ended.pk).update(expires_at=over)
    page = as_clinician.get(LIST).content.decode()
    assert "open until" in page and "used on" in page and f"not used, ended on {over:%-d %b %Y}" in page
    assert "Robin" in page


def test_each_clinician_has_her_own(as_stranger, clinician, rows):
    Invitation.issue(clinician)
    assert "0 invitations" in as_stranger.get(LIST).content.decode()


def test_an_open_one_can_be_withdrawn(as_clinician, clinician):
    invitation, code = Invitation.issue(clinician)
    address = f"{LIST}{invitation.pk}/delete/"
    assert "Withdraw this invitation?" in as_clinician.get(address).content.decode()
    assert as_clinician.post(address, {"post": "yes"}).url == LIST
    assert not Invitation.objects.usable(code).exists()
    assert "The code no longer works" in as_clinician.get(LIST).content.decode()


def test_a_used_one_stays(as_clinician, rows):
    address = f"{LIST}{rows[Invitation].pk}/delete/"
    assert as_clinician.post(address, {"post": "yes"}).status_code == 404
    assert Invitation.objects.count() == 1


def test_nobody_withdraws_anothers(as_stranger, clinician, other_patient):
    invitation = Invitation.issue(clinician)[0]
    assert as_stranger.post(f"{LIST}{invitation.pk}/delete/", {"post": "yes"}).status_code == 404
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("who", ["as_patient", "as_administrator"])
def test_only_clinicians_invite(who, request, cast):
    client = request.getfixturevalue(who)
    assert client.get(ADD).status_code == client.post(ADD).status_code == 404
    assert not Invitation.objects.exists()
