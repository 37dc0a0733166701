"""What an administrator does with accounts, and what she can't."""

import pytest

from accounts.models import Clinician, User
from tests import people

USERS = "/admin/accounts/user/"
PASSWORD = "four words in a row"
NO_NAME = {"clinician-TOTAL_FORMS": "1", "clinician-INITIAL_FORMS": "0", "clinician-0-commitment": "on weekdays"}
NEW = {"username": "newcomer", "password1": PASSWORD, "password2": PASSWORD, "email": "", **NO_NAME}
COMMITMENT = Clinician._meta.get_field("commitment").default


def create(client, **fields):
    return client.post(f"{USERS}add/", NEW | {"clinician-0-commitment": COMMITMENT} | fields)


def test_she_makes_a_clinician(as_administrator, client):
    assert create(as_administrator, **{"clinician-0-name": "Noor"}).status_code == 302
    made = User.objects.get(username="newcomer")
    assert (made.is_staff, made.is_superuser, made.clinician.name) == (True, False, "Noor")
    client.post("/accounts/login/", {"login": "newcomer", "password": PASSWORD})
    assert "Nobody shares a journal with you yet" in client.get("/admin/").content.decode()


def test_she_makes_an_administrator(as_administrator):
    assert create(as_administrator, is_superuser="on").status_code == 302
    assert User.objects.get(username="newcomer").is_superuser
    assert not Clinician.objects.filter(user__username="newcomer").exists()


@pytest.mark.parametrize("fields", [{}, {"is_superuser": "on", "clinician-0-name": "Noor"}])
def test_an_account_is_one_or_the_other(as_administrator, fields):
    assert create(as_administrator, **fields).status_code == 200
    assert not User.objects.filter(username="newcomer").exists()


def test_she_closes_an_account(as_administrator, clinician):
    inline = {"clinician-TOTAL_FORMS": "1", "clinician-INITIAL_FORMS": "1", "clinician-0-user": clinician.pk,
              "clinician-0-name": "Kim", "clinician-0-commitment": COMMITMENT}  # fmt: skip
    answer = as_administrator.post(f"{USERS}{clinician.pk}/change/", inline)
    assert answer.status_code == 302
    clinician.user.refresh_from_db()
    assert not clinician.user.is_active


def test_she_can_not_close_her_own(as_administrator, administrator):
    as_administrator.post(f"{USERS}{administrator.pk}/change/", {})
    administrator.refresh_from_db()
    assert administrator.is_active


def test_she_sets_a_clinicians_password_and_no_patients(as_administrator, clinician, patient):
    new = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    assert as_administrator.post(f"{USERS}{clinician.pk}/password/", new).status_code == 302
    assert as_administrator.post(f"{USERS}{patient.pk}/password/", new).status_code == 404
    assert User.objects.get(pk=clinician.pk).check_password(PASSWORD)
    assert not User.objects.get(pk=patient.pk).check_password(PASSWORD)


def test_of_a_patients_account_she_sees_and_changes_little(as_administrator, patient):
    page = as_administrator.get(f"{USERS}{patient.pk}/change/").content.decode()
    assert "password" not in page.partition("<main")[2]
    sent = {"email": "me@else.test", "username": "x", "is_staff": "on", "is_superuser": "on", "is_active": "on"}
    as_administrator.post(f"{USERS}{patient.pk}/change/", sent)
    account = User.objects.get(pk=patient.pk)
    assert (account.email, account.username, account.is_staff) == ("", patient.user.username, False)


def test_no_account_page_leads_to_a_diary(as_administrator, patient, entry):
    for page in (USERS, f"{USERS}{patient.pk}/change/", f"{USERS}?kind=Patient"):
        told = as_administrator.get(page).content.decode()
        assert "/accounts/patient/" not in told and "Robin" not in told


@pytest.mark.parametrize(("kind", "many"), [("Patient", 2), ("Clinician", 2), ("Administrator", 1)])
def test_accounts_can_be_narrowed_by_kind(as_administrator, kind, many):
    assert f"{many} account" in as_administrator.get(f"{USERS}?kind={kind}").content.decode()


def test_nothing_is_deleted_here(as_administrator, clinician, patient):
    for address in (f"{USERS}{patient.pk}/", f"{USERS}{clinician.pk}/", f"/admin/accounts/clinician/{clinician.pk}/"):
        assert as_administrator.post(f"{address}delete/", {"post": "yes"}).status_code == 404


def test_clinicians_look_after_no_accounts(as_clinician, patient):
    addresses = [USERS, f"{USERS}add/", f"{USERS}{patient.pk}/change/", "/admin/accounts/clinician/",
                 "/admin/journal/symptom/", "/admin/timeline/phase/", "/admin/resources/resource/"]  # fmt: skip
    assert {as_clinician.get(address).status_code for address in addresses} == {404}


def test_histories_name_accounts_only(as_administrator, administrator, clinician):
    people.make_user(username="somebody")
    as_administrator.post(f"/admin/accounts/clinician/{clinician.pk}/change/", {"name": "Kim K", "commitment": "daily"})
    page = as_administrator.get(f"/admin/accounts/clinician/{clinician.pk}/history/").content.decode()
    assert administrator.username in page and "None" not in page
