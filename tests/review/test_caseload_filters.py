"""The caseload narrowed down, page by page, and what one look at the top of it tells."""

from datetime import timedelta

import pytest

from review.caseload_view import A_PAGE
from review.models import EntryReview, ReadUntil, ReviewPlan, unread, waiting
from tests import people
from tests.review.conftest import days_ago
from tests.review.test_caseload import pause_of
from tests.review.test_caseload_flags import linked, raise_flag

FILTERS = [
    ("q=rob", True), ("q=zzz", False), ("q={code}", True), ("phase=acute", True), ("phase=paws", False),
    ("phase=none", False), ("silent=on", False), ("unread=on", True), ("phase=nonsense&q=", True), ("flag=none", False),
    ("flag=attention", True), ("flag=urgent", False), ("flag=any", True), ("flag=craving_high", True),
    ("flag=sleep_low", False), ("flag=nonsense", True), ("whose=mine", True), ("whose=team", False), ("due=on", True),
    ("paused=on", True), ("page=9", True), ("page=x", True),
]  # fmt: skip


@pytest.mark.parametrize(("query", "is_shown"), FILTERS)
def test_filters_narrow_the_list(as_clinician, clinician, patient, entry, query, is_shown):
    raise_flag(patient)
    pause_of(patient, 0, -3)
    ReviewPlan.objects.create(patient=patient, clinician=clinician, every_days=7, looked_on=days_ago(8))
    page = as_clinician.get(f"/admin/?{query.format(code=patient.short_code.lower())}").content.decode()
    assert (f"/patient/{patient.pk}/change/" in page) == is_shown


def test_filters_are_folded_until_they_hold_somebody_back(as_clinician, entry):
    assert "<details>" in as_clinician.get("/admin/").content.decode()
    assert "<details open>" in as_clinician.get("/admin/?flag=none").content.decode()


@pytest.mark.parametrize(("ago", "told"), [(7, "due today"), (3, "in 4 d"), (9, "due 2 d ago")])
def test_it_tells_when_a_look_is_due(as_clinician, clinician, patient, ago, told):
    ReviewPlan.objects.create(patient=patient, clinician=clinician, every_days=7, looked_on=days_ago(ago))
    assert told in as_clinician.get("/admin/").content.decode()


def test_the_top_tells_how_many_there_are_of_what(as_clinician, clinician, patient, entry):
    raise_flag(linked(clinician, "Uma"), "urgent")
    page = as_clinician.get("/admin/").content.decode()
    for words in ("<b>1</b> with an urgent flag", "<b>1</b> with unread entries"):
        assert words in page


def test_a_long_list_goes_on_on_another_page(as_clinician, clinician, patient):
    for number in range(A_PAGE):
        linked(clinician, f"P{number:03}")
    first, second = (as_clinician.get(f"/admin/?q=&page={number}").content.decode() for number in (1, 2))
    assert first.count('scope="row"') == A_PAGE
    assert second.count('scope="row"') == 1
    assert 'href="?page=2&amp;q="' in first


def test_only_who_is_shown_is_logged(as_clinician, clinician, patient):
    from accounts.models import AccessLog

    linked(clinician, "Somebody")
    as_clinician.get("/admin/?q=robin")
    assert list(AccessLog.objects.values_list("patient", "what")) == [(patient.pk, "caseload")]


def test_how_far_was_read_is_noted_and_changes_nothing_of_what_waits(as_clinician, clinician, patient, entry):
    as_clinician.get("/admin/")
    noted = ReadUntil.objects.get(patient=patient, clinician=clinician)
    assert noted.until <= entry.updated_at
    everything = type(entry).objects.all()
    assert list(waiting(everything, clinician)) == list(unread(everything, clinician)) == [entry]


def test_an_old_entry_that_is_edited_waits_again(as_clinician, clinician, patient, entry):
    long_ago = entry.updated_at - timedelta(days=30)
    type(entry).objects.update(updated_at=long_ago, recorded_at=long_ago)
    read = {"patient": patient, "entry": entry, "clinician": clinician, "entry_updated_at": long_ago}
    EntryReview.objects.create(**read)
    as_clinician.get("/admin/")
    assert "with unread entries" not in as_clinician.get("/admin/").content.decode()
    type(entry).objects.update(updated_at=entry.updated_at)
    assert "<b>1</b> with unread entries" in as_clinician.get("/admin/").content.decode()


def test_a_stranger_finds_nothing_of_it(as_stranger, patient, entry, secrets):
    raise_flag(patient, "urgent")
    for address in ("/admin/", "/admin/?q=robin", "/admin/?flag=urgent", "/admin/accounts/patient/names/?q=robin"):
        found = as_stranger.get(address).content.decode()
        assert not [secret for secret in secrets if secret in found]


def test_names_are_suggested_of_the_caseload_only(as_clinician, as_stranger, patient):
    told = as_clinician.get("/admin/accounts/patient/names/", {"q": "rob"}).json()
    assert told == {"names": [{"name": "Robin", "code": patient.short_code}]}
    assert as_stranger.get("/admin/accounts/patient/names/", {"q": "rob"}).json() == {"names": []}
    assert as_clinician.get("/admin/accounts/patient/names/", {"q": "r"}).json() == {"names": []}


def test_her_own_search_finds_nobody_elses_entries(as_clinician, patient, entry, other_patient, others_entry):
    found = as_clinician.get("/admin/journal/entry/", {"q": "alex"}).content.decode()
    assert "0 entries" in found
    assert "1 entry" in as_clinician.get("/admin/journal/entry/", {"q": patient.short_code}).content.decode()


def test_the_list_of_entries_needs_no_more_queries_when_it_grows(as_clinician, patient, count_queries):
    people.make_entry(patient)
    few = count_queries(lambda: as_clinician.get("/admin/journal/entry/"))
    for back in range(1, 80):
        people.make_entry(patient, days_ago(back))
    assert count_queries(lambda: as_clinician.get("/admin/journal/entry/")) <= few
