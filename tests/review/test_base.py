"""The one base of admin classes for rows of patients: each of its hooks, with and without the database's help."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from accounts.models import CareLink, ConsentRecord, Patient
from journal.models import Entry
from review.admin import PatientAdmin
from review.base import CaseloadAdmin, CaseloadInline


@pytest.fixture
def strangers_request(stranger):
    request = RequestFactory().get("/admin/")
    request.user = stranger.user
    return request


def test_a_key_offers_the_caseload_only(strangers_request, patient, other_patient):
    field = CaseloadAdmin(Entry, admin.site).formfield_for_foreignkey(
        Entry._meta.get_field("patient"), strangers_request
    )
    assert list(field.queryset) == [other_patient]
    with pytest.raises(Exception, match="valid choice"):
        field.clean(patient.pk)


def test_a_key_to_something_of_nobody_offers_everything(strangers_request, clinician, stranger):
    key = CareLink._meta.get_field("clinician")
    offered = CaseloadAdmin(CareLink, admin.site).formfield_for_foreignkey(key, strangers_request)
    assert set(offered.queryset) == {clinician, stranger}


def test_a_row_inside_another_page_is_of_the_caseload(strangers_request, entry, others_entry):
    inline = type("Entries", (CaseloadInline,), {"model": Entry})(Patient, admin.site)
    assert list(inline.get_queryset(strangers_request)) == [others_entry]
    assert not inline.has_add_permission(strangers_request, None)


def test_an_autocomplete_offers_the_caseload_only(
    guards, monkeypatch, as_stranger, as_clinician, patient, other_patient
):
    monkeypatch.setattr(PatientAdmin, "search_fields", ["chosen_name", "code"])
    asked = "/admin/autocomplete/?app_label=journal&model_name=entry&field_name=patient&term="
    offered = {answer["id"] for answer in as_stranger.get(asked).json()["results"]}
    assert offered == {str(other_patient.pk)}
    assert as_stranger.get(f"{asked}Robin").json()["results"] == []
    assert as_clinician.get(f"{asked}Robin").json()["results"]


def test_the_patient_filter_names_nobody_but_of_the_caseload(guards, as_stranger, patient, other_patient, others_entry):
    asked = "/admin/journal/entry/?patient="
    assert "Alex" in as_stranger.get(f"{asked}{other_patient.pk}").content.decode()
    page = as_stranger.get(f"{asked}{patient.pk}").content.decode()
    assert "Nobody of your caseload" in page
    assert "Robin" not in page and patient.short_code not in page


@pytest.mark.parametrize("query", ["ratings__self_harm_thoughts__gte=1", "note__isnull=0", "patient__country=GB"])
def test_an_answer_that_is_not_shared_can_not_be_guessed_by_filtering(as_clinician, patient, entry, query):
    ConsentRecord.objects.filter(patient=patient).update(scope=["ratings"])
    answer = as_clinician.get(f"/admin/journal/entry/?{query}")
    assert answer.status_code == 400
    assert "Robin" not in answer.content.decode()


def test_no_column_can_be_sorted_by(as_clinician, patient, entry):
    assert "?o=" not in as_clinician.get("/admin/journal/entry/").content.decode()


def test_no_answer_is_kept_by_a_browser(as_clinician, patient, entry):
    for page in ("/admin/", f"/admin/accounts/patient/{patient.pk}/change/", "/admin/journal/entry/"):
        assert "no-store" in as_clinician.get(page)["Cache-Control"]


def test_every_page_says_what_entries_are_and_where_help_is(as_clinician, as_administrator, patient, entry):
    pages = ["/admin/", f"/admin/accounts/patient/{patient.pk}/change/", "/admin/accounts/invitation/add/"]
    told = [as_clinician.get(page).content.decode() for page in pages]
    told.append(as_administrator.get("/admin/accounts/user/").content.decode())
    assert all("Nothing here is a risk assessment" in page and "/help-now/" in page for page in told)


def test_a_demo_says_that_it_is_one(settings, as_clinician, clinician):
    settings.DEMO = True
    assert "This is a demo" in as_clinician.get("/admin/").content.decode()


def test_nobody_logs_in_or_out_or_changes_a_password_in_the_admin(client, as_clinician):
    assert client.get("/admin/login/?next=/admin/").url == "/accounts/login/?next=/admin/"
    assert as_clinician.get("/admin/logout/").url == "/accounts/logout/"
    assert as_clinician.get("/admin/password_change/").url == "/accounts/password/change/"
    assert 'action="/accounts/logout/"' in as_clinician.get("/admin/").content.decode()


def test_the_admins_own_log_of_a_row_is_not_there(as_clinician, rows):
    for model, row in rows.items():
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{row.pk}/history/"
        assert as_clinician.get(address).status_code == 404
