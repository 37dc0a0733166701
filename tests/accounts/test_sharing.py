"""A patient shares with a code, sees what she agrees to, and takes it back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import sharing
from accounts.models import AccessLog, CareLink, Clinician, ConsentRecord, Invitation, Patient, User
from review.access import sharing_with
from tests.people import seen_by

AGREE = {"chosen_name": "Robin", "scope": ["ratings", "notes"]}


def agree(client, **answers):
    return client.post("/share/consent/", AGREE | {"seen": seen_by(client)} | answers)


@pytest.fixture
def code(stranger):
    """A code from a clinician who doesn't know her yet."""
    return Invitation.issue(stranger)[1]


def enter(client, code):
    return client.post("/share/", {"code": code})


def test_the_whole_way_from_code_to_access(as_patient, patient, stranger, code):
    assert not Patient.objects.visible_to(stranger.user).filter(pk=patient.pk).exists()
    assert enter(as_patient, code.lower().replace("-", " ")).url == "/share/consent/"
    assert agree(as_patient).url == "/privacy/"
    assert Patient.objects.visible_to(stranger.user).filter(pk=patient.pk).exists()


def test_the_consent_page_says_who_what_why_and_until_when(as_patient, stranger, code):
    enter(as_patient, code)
    page = as_patient.get("/share/consent/").content.decode()
    for part in (str(stranger), sharing.PURPOSE, "ends by itself on", "Your notes, in your own words"):
        assert part in page


def test_nothing_is_ticked_before_she_ticks_it(as_patient, code):
    enter(as_patient, code)
    assert "checked" not in as_patient.get("/share/consent/").content.decode()


def test_questionnaires_are_ticked_on_their_own_and_their_answers_about_harm_as_well(as_patient, patient, code):
    enter(as_patient, code)
    page = " ".join(as_patient.get("/share/consent/").content.decode().split())
    assert "Your questionnaires about mood and worry, with their totals" in page
    assert "Answers about harming yourself, in questionnaires too, are shown only if you tick them as well." in page
    agree(as_patient, scope=["questionnaires"])
    assert ConsentRecord.objects.filter(patient=patient).first().scope == ["questionnaires"]


def test_leaving_the_consent_page_shares_nothing(as_patient, patient, stranger, code):
    enter(as_patient, code)
    as_patient.get("/share/consent/")
    assert not CareLink.objects.filter(patient=patient, clinician=stranger).exists()


def test_a_yes_is_for_the_clinician_on_that_page_and_for_no_other(as_patient, patient, clinician, stranger, code):
    enter(as_patient, code)
    seen = seen_by(as_patient)
    patient.care_links.all().delete()
    enter(as_patient, Invitation.issue(clinician)[1])
    assert as_patient.post("/share/consent/", AGREE | {"seen": seen}).url == "/share/consent/"
    assert not patient.care_links.exists()


def test_a_yes_to_words_that_have_changed_since_shares_nothing(as_patient, patient, stranger, code):
    enter(as_patient, code)
    seen = seen_by(as_patient)
    Clinician.objects.filter(pk=stranger.pk).update(commitment="whenever there is time")
    as_patient.post("/share/consent/", AGREE | {"seen": seen})
    assert not patient.care_links.filter(clinician=stranger).exists()


def test_the_code_of_somebody_who_no_longer_works_here_opens_nothing(as_patient, stranger, code):
    User.objects.filter(pk=stranger.pk).update(is_active=False)
    assert enter(as_patient, code).status_code == 422


def test_nobody_shares_a_journal_that_is_about_to_be_erased(as_patient, patient, code):
    Patient.objects.filter(pk=patient.pk).update(erase_on="2030-01-01")
    assert as_patient.get("/share/").url == enter(as_patient, code).url == "/privacy/"


def test_a_code_works_once(as_patient, as_other_patient, code):
    enter(as_patient, code)
    agree(as_patient)
    answer = enter(as_other_patient, code)
    assert answer.status_code == 422
    assert "can&#x27;t find this code" in answer.content.decode()


def test_two_patients_at_once_with_one_code_make_one_link(as_patient, as_other_patient, stranger, code):
    enter(as_patient, code)
    enter(as_other_patient, code)
    agree(as_patient)
    assert agree(as_other_patient).url == "/share/"
    assert Invitation.objects.get().used_by_id is not None


def test_an_old_code_opens_nothing(as_patient, code):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert enter(as_patient, code).status_code == 422


def test_the_consent_keeps_the_exact_words_it_stood_for(as_patient, patient, code):
    enter(as_patient, code)
    agree(as_patient)
    record = ConsentRecord.objects.filter(patient=patient).first()
    assert (len(record.text_hash), record.scope, record.signed_name) == (64, ["ratings", "notes"], "Robin")


def test_taking_back_ends_access_at_once_and_adds_a_row(as_patient, patient, clinician):
    link = patient.care_links.get()
    as_patient.post(f"/privacy/end/{link.pk}/")
    assert not Patient.objects.visible_to(clinician.user).exists()
    assert ConsentRecord.objects.filter(patient=patient).count() == 2
    assert ConsentRecord.objects.filter(patient=patient, revokes__isnull=False).count() == 1


def test_taking_back_twice_is_taking_back_once(as_patient, patient):
    link = patient.care_links.get()
    for _ in range(2):
        as_patient.post(f"/privacy/end/{link.pk}/")
    assert ConsentRecord.objects.filter(revokes__isnull=False).count() == 1


def test_nobody_ends_the_link_of_another(as_other_patient, patient):
    link = patient.care_links.get()
    assert as_other_patient.post(f"/privacy/end/{link.pk}/").status_code == 404
    assert CareLink.objects.get(pk=link.pk).ended_at is None


def test_sharing_again_replaces_what_was_shared(as_patient, patient, clinician):
    _, code = Invitation.issue(clinician)
    enter(as_patient, code)
    agree(as_patient, scope=["use"])
    assert sharing_with(clinician.user)[patient.pk].scope == {"use"}


def test_a_scope_is_only_for_the_clinician_it_was_given_to(patient, clinician, stranger):
    assert "notes" in sharing_with(clinician.user)[patient.pk].scope
    assert patient.pk not in sharing_with(stranger.user)


def test_giving_and_taking_back_are_in_the_log(as_patient, patient, code):
    enter(as_patient, code)
    agree(as_patient)
    as_patient.post(f"/privacy/end/{patient.care_links.open().first().pk}/")
    told = list(AccessLog.objects.filter(patient=patient).values_list("what", flat=True))
    assert told == ["revoked", "consent"]
