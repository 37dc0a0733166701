"""Leaving a trace of having read an entry."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection
from django.test import Client
from django.utils import timezone

from accounts import rls
from accounts.models import AccessLog
from journal.models import Entry
from journal.services import record_entry
from review.models import EntryReview, unread
from review.services import mark_reviewed
from tests import people
from tests.review.conftest import days_ago


def press(client, entry, version=None, **data):
    version = entry.updated_at.isoformat() if version is None else version
    return client.post(f"/admin/journal/entry/{entry.pk}/reviewed/", {"version": version, **data})


def edit(entry, **ratings):
    return record_entry(patient=entry.patient, day=entry.date, ratings=ratings, note="", used=None, why="check-in")


def waiting(clinician):
    return set(unread(Entry.objects.all(), clinician))


def test_the_button_leaves_a_row_and_a_line_in_the_log(as_clinician, clinician, patient, entry):
    answer = press(as_clinician, entry)
    assert answer.url == f"/admin/journal/entry/{entry.pk}/change/"
    review = EntryReview.objects.get()
    assert (review.patient, review.entry, review.clinician) == (patient, entry, clinician)
    assert (review.reviewer_name, review.entry_updated_at) == ("Kim Keyworker, Town Service", entry.updated_at)
    assert AccessLog.objects.filter(patient=patient, what="review", reference=str(entry.pk)).count() == 1


def test_pressing_it_twice_is_once(as_clinician, entry):
    press(as_clinician, entry)
    press(as_clinician, entry)
    assert EntryReview.objects.count() == 1
    assert AccessLog.objects.filter(what="review").count() == 1


def press_as(user, entry):
    client = Client()
    client.force_login(user)
    try:
        return press(client, entry).status_code
    finally:
        connection.close()


def test_pressing_it_in_six_tabs_at_once_is_once(committed):
    patient, clinician = people.make_patient(), people.make_clinician()
    people.make_link(patient, clinician)
    entry = people.make_entry(patient)
    with ThreadPoolExecutor(6) as tabs:
        assert set(tabs.map(lambda _: press_as(clinician.user, entry), range(6))) == {302}
    assert EntryReview.objects.filter(patient=patient).count() == 1


def test_the_page_says_that_it_was_reviewed(as_clinician, entry):
    press(as_clinician, entry)
    page = as_clinician.get(f"/admin/journal/entry/{entry.pk}/change/").content.decode()
    assert "reviewed" in page and "Mark reviewed" not in page


def test_it_goes_back_to_the_patient_where_the_button_stood(as_clinician, patient, entry):
    address = f"/admin/accounts/patient/{patient.pk}/change/"
    assert press(as_clinician, entry, back="patient").url == f"{address}#entry-{entry.pk}"
    assert press(as_clinician, entry, back="patient", before="2026-03-01").url.startswith(
        f"{address}?before=2026-03-01"
    )
    assert press(as_clinician, entry, back="patient", before="//else.test").url == f"{address}#entry-{entry.pk}"


def test_an_entry_changed_afterwards_is_unread_again(as_clinician, clinician, entry):
    press(as_clinician, entry)
    assert waiting(clinician) == set()
    edit(entry, craving=9)
    assert waiting(clinician) == {entry}
    page = as_clinician.get(f"/admin/journal/entry/{entry.pk}/change/").content.decode()
    assert "changed since you reviewed it" in page


def test_a_version_that_was_not_shown_is_not_marked(as_clinician, entry):
    seen = entry.updated_at.isoformat()
    edit(entry, craving=9)
    answer = as_clinician.get(press(as_clinician, entry, seen).url)
    assert "Changed since you opened the page" in answer.content.decode()
    assert not EntryReview.objects.exists()


@pytest.mark.parametrize("version", ["", "nonsense", "2026-01-01"])
def test_without_a_version_it_is_a_bad_request(as_clinician, entry, version):
    assert press(as_clinician, entry, version).status_code == 400
    assert not EntryReview.objects.exists()


def test_it_needs_a_post(as_clinician, entry):
    assert as_clinician.get(f"/admin/journal/entry/{entry.pk}/reviewed/").status_code == 405


def test_a_stranger_can_not_mark_it(as_stranger, entry):
    assert press(as_stranger, entry).status_code == 404
    assert not EntryReview.objects.exists()


def test_many_are_marked_from_the_list(as_clinician, patient, entry):
    entries = [entry, *(people.make_entry(patient, days_ago(back)) for back in (1, 2))]
    ticked = {"action": "mark_as_read", "_selected_action": [each.pk for each in entries[:2]]}
    as_clinician.post("/admin/journal/entry/", ticked | {"seen": timezone.now().isoformat()})
    assert set(EntryReview.objects.values_list("entry", flat=True)) == {each.pk for each in entries[:2]}
    assert AccessLog.objects.get(what="review").reference == "2 entries"


def test_the_list_leaves_out_what_changed_after_it_was_shown(as_clinician, entry):
    seen = timezone.now().isoformat()
    edit(entry, craving=9)
    ticked = {"action": "mark_as_read", "_selected_action": [entry.pk], "seen": seen}
    as_clinician.post("/admin/journal/entry/", ticked)
    assert not EntryReview.objects.exists()


def test_the_list_sends_when_it_was_shown(as_clinician, entry):
    page = as_clinician.get("/admin/journal/entry/").content.decode()
    assert 'name="seen" value="20' in page
    assert 'name="action" value="mark_as_read"' in page


def test_two_clinicians_each_leave_their_own_trace_and_see_no_other(patient, clinician, stranger, entry, as_stranger):
    people.make_link(patient, stranger)
    for each in (clinician, stranger):
        mark_reviewed(clinician=each, entries=Entry.objects.filter(pk=entry.pk), seen_until=timezone.now())
    assert EntryReview.objects.count() == 2
    page = as_stranger.get(f"/admin/journal/entry/{entry.pk}/change/").content.decode()
    assert "Kim" not in page
    with rls.acting_as(rls.CLINICIAN, stranger.pk):
        assert [review.clinician for review in EntryReview.objects.all()] == [stranger]


def test_what_was_written_long_before_the_link_does_not_wait(clinician, patient):
    people.make_entry(patient, days_ago(40), updated_at=timezone.now() - timedelta(days=40))
    recent = people.make_entry(patient, days_ago(10), updated_at=timezone.now() - timedelta(days=10))
    late = people.make_entry(patient, days_ago(41), late=True)
    assert waiting(clinician) == {recent, late}


def test_an_imported_diary_does_not_wait_until_she_edits_it(clinician, patient):
    hour_ago = timezone.now() - timedelta(hours=1)
    older = people.make_entry(patient, days_ago(3), source="import", recorded_at=hour_ago, updated_at=hour_ago)
    assert waiting(clinician) == set()
    edit(older, craving=9)
    assert waiting(clinician) == {older}


def test_the_database_takes_a_review_from_nobody_else(patient, clinician, stranger, other_patient, entry):
    row = {"patient": patient, "entry": entry, "entry_updated_at": entry.updated_at, "reviewer_name": "x"}
    for user, author in ((stranger, stranger), (clinician, stranger)):
        with pytest.raises(ProgrammingError), rls.acting_as(rls.CLINICIAN, user.pk):
            EntryReview.objects.create(**row, clinician=author)
    with pytest.raises(ProgrammingError), rls.acting_as(rls.PATIENT, patient.pk):
        EntryReview.objects.create(**row, clinician=clinician)
    with rls.acting_as(rls.CLINICIAN, clinician.pk):
        EntryReview.objects.create(**row, clinician=clinician)


def test_the_database_takes_no_review_of_another_patients_entry(patient, clinician, others_entry):
    row = {"patient": patient, "entry": others_entry, "entry_updated_at": others_entry.updated_at}
    with pytest.raises(ProgrammingError), rls.acting_as(rls.CLINICIAN, clinician.pk):
        EntryReview.objects.create(**row, clinician=clinician)


def test_a_review_stays_as_it_is(patient, clinician, entry):
    mark_reviewed(clinician=clinician, entries=Entry.objects.all(), seen_until=timezone.now())
    for role, user in ((rls.CLINICIAN, clinician), (rls.PATIENT, patient)):
        with pytest.raises(ProgrammingError), rls.acting_as(role, user.pk):
            EntryReview.objects.update(reviewer_name="x")
        with pytest.raises(ProgrammingError), rls.acting_as(role, user.pk):
            EntryReview.objects.all()._raw_delete("default")
