"""All that is kept about a patient can be taken out, and erased."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.management import call_command
from django.utils import timezone

from accounts import privacy, rls
from accounts.models import AccessLog, Invitation, Patient, User
from journal.models import Entry, UseEvent
from tests.people import PASSWORD, make_entry, make_episode


@pytest.fixture
def full(cast):
    """A patient and another, both with something in every table of the journal."""
    for person in (cast["patient"], cast["other_patient"]):
        entry = make_entry(person, note="A private line")
        entry.save()  # a second version in the history
        make_episode(person)
        UseEvent.objects.create(patient=person, date=entry.date)
        AccessLog.objects.record(person.user, [person], AccessLog.What.EXPORT)
        Invitation.issue(cast["clinician"])[0].__class__.objects.filter(used_by=None).update(used_by=person)
    return cast


def counts(patient):
    return {model._meta.label: privacy.rows_of(model, patient).count() for model in privacy.owned_models()}


def test_her_copy_holds_every_table_with_something_in_it(full, as_patient):
    told = as_patient.get("/privacy/export.json").json()["tables"]
    held = {label for label, count in counts(full["patient"]).items() if count}
    assert {label for label, rows in told.items() if rows} == held
    assert set(told) == {model._meta.label for model in rls.patient_models()}


def test_her_copy_can_be_read(full, as_patient):
    told = as_patient.get("/privacy/export.json").json()["tables"]
    assert told["journal.Entry"][0]["note"] == "A private line"
    assert told["journal.EntryEvent"][0]["note"] == "A private line"


def test_her_copy_holds_nobody_else(full, as_patient):
    other = str(full["other_patient"].code)
    assert other not in as_patient.get("/privacy/export.json").content.decode()


def test_taking_a_copy_is_logged(full, as_patient):
    before = AccessLog.objects.count()
    as_patient.get("/privacy/export.json")
    assert AccessLog.objects.count() == before + 1


def test_erasing_removes_every_row_and_touches_nobody_else(full):
    others = counts(full["other_patient"])
    privacy.erase(full["patient"])
    left = {label: count for label, count in counts(full["patient"]).items() if count}
    assert list(left) == ["accounts.AccessLog"]
    assert counts(full["other_patient"]) == others
    assert not User.objects.filter(pk=full["patient"].pk).exists()


def test_erasure_waits_two_weeks_and_ends_sharing_now(full, as_patient):
    as_patient.post("/privacy/erase/", {"password": PASSWORD})
    assert not Patient.objects.visible_to(full["clinician"].user).exists()
    call_command("run_daily", verbosity=0)
    assert Entry.objects.filter(patient=full["patient"]).exists()


def test_the_daily_work_erases_what_is_due_and_only_that(full):
    Patient.objects.filter(pk=full["patient"].pk).update(erase_on=timezone.now().date() - timedelta(days=1))
    for _ in range(2):
        call_command("run_daily", verbosity=0)
    assert list(Entry.objects.values_list("patient", flat=True)) == [full["other_patient"].pk]


def test_she_can_change_her_mind(full, as_patient):
    as_patient.post("/privacy/erase/", {"password": PASSWORD})
    as_patient.post("/privacy/erase/undo/")
    assert Patient.objects.get(pk=full["patient"].pk).erase_on is None


def test_erasing_needs_her_password(full, as_patient):
    answer = as_patient.post("/privacy/erase/", {"password": "something else"})
    assert answer.status_code == 422
    assert Patient.objects.get(pk=full["patient"].pk).erase_on is None


def test_she_sees_who_looked(full, as_patient):
    clinician = full["clinician"]
    AccessLog.objects.record(clinician.user, [full["patient"]], AccessLog.What.ENTRY, actor_name=clinician.name)
    page = as_patient.get("/privacy/").content.decode()
    assert clinician.name in page
    assert "an entry" in page


def test_erasing_leaves_no_name_and_no_session_behind(full, as_patient):
    as_patient.get("/privacy/export.json")
    username = full["patient"].user.get_username()
    privacy.erase(full["patient"])
    assert not AccessLog.objects.filter(actor_name=username).exists()
    assert SESSION_KEY not in as_patient.session
