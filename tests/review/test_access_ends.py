"""Access ends with the next request, whichever way it ends."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import sharing
from accounts.models import CareLink, ConsentRecord


def revoke(patient, clinician):
    sharing.end_sharing(patient=patient, link=CareLink.objects.get(patient=patient, clinician=clinician))


def take_back_the_consent_alone(patient, clinician):
    given = ConsentRecord.objects.get(patient=patient, clinician=clinician)
    same = {"patient": patient, "clinician": clinician, "link": given.link, "expires_on": given.expires_on}
    ConsentRecord.objects.create(**same, revokes=given)


def expire(patient, clinician):
    yesterday = timezone.now().date() - timedelta(days=1)
    ConsentRecord.objects.filter(patient=patient, clinician=clinician).update(expires_on=yesterday)


def end_link(patient, clinician):
    CareLink.objects.filter(patient=patient, clinician=clinician).update(ended_at=timezone.now())


def no_longer_a_clinician(patient, clinician):
    clinician.user.is_staff = False
    clinician.user.save()


ENDS = [revoke, take_back_the_consent_alone, expire, end_link, no_longer_a_clinician]


def addresses(patient, entry):
    return [f"/admin/accounts/patient/{patient.pk}/change/", f"/admin/journal/entry/{entry.pk}/change/"]


@pytest.mark.parametrize("end", ENDS)
def test_pages_are_gone(guards, as_clinician, patient, clinician, entry, end):
    pages = addresses(patient, entry)
    assert {as_clinician.get(page).status_code for page in pages} == {200}
    end(patient, clinician)
    assert {as_clinician.get(page).status_code for page in pages} == {404}
    answer = as_clinician.post(f"/admin/journal/entry/{entry.pk}/reviewed/", {"version": entry.updated_at.isoformat()})
    assert answer.status_code == 404


@pytest.mark.parametrize("end", ENDS)
def test_lists_forget_her(guards, as_clinician, patient, clinician, rows, secrets, end):
    end(patient, clinician)
    for page in ("/admin/", "/admin/journal/entry/", "/admin/accounts/invitation/"):
        told = as_clinician.get(page).content.decode()
        assert not {secret for secret in secrets if secret in told}


def test_a_closed_account_is_logged_out(as_clinician, patient, clinician, entry):
    clinician.user.is_active = False
    clinician.user.save()
    answers = [as_clinician.get(page) for page in ["/admin/", *addresses(patient, entry)]]
    assert {answer.url.partition("?")[0] for answer in answers} == {"/accounts/login/"}


def test_an_end_for_one_clinician_is_none_for_another(as_stranger, patient, clinician, stranger, entry):
    from tests.people import make_link

    make_link(patient, stranger)
    revoke(patient, clinician)
    assert {as_stranger.get(page).status_code for page in addresses(patient, entry)} == {200}
