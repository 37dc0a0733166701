"""Marking entries as reviewed: what came of it, and which can't be marked many at a time."""

import pytest
from django.utils import timezone

from accounts.models import AccessLog
from flags.models import Flag
from review.models import EntryReview, ReviewPlan
from tests import people
from tests.review.conftest import days_ago
from tests.review.raising import make_flag
from tests.review.test_marking_reviewed import press


def tick(client, *entries, **told):
    ticked = {"action": "mark_as_read", "_selected_action": [entry.pk for entry in entries]}
    return client.post("/admin/journal/entry/", ticked | {"seen": timezone.now().isoformat()} | told)


def test_the_outcome_is_kept_and_shown(as_clinician, patient, entry):
    press(as_clinician, entry, outcome="next_visit")
    assert EntryReview.objects.get().outcome == "next_visit"
    for address in (f"/admin/accounts/patient/{patient.pk}/change/", f"/admin/journal/entry/{entry.pk}/change/"):
        assert "Will raise it at the next visit" in as_clinician.get(address).content.decode()
    assert "Will raise it at the next visit" in as_clinician.get("/admin/journal/entry/").content.decode()


def test_an_outcome_that_is_not_offered_is_a_bad_request(as_clinician, entry):
    assert press(as_clinician, entry, outcome="cured").status_code == 400
    assert not EntryReview.objects.exists()


def test_many_at_once_with_an_outcome(as_clinician, patient, entry):
    other = people.make_entry(patient, days_ago(1))
    tick(as_clinician, entry, other, outcome="nothing")
    assert list(EntryReview.objects.values_list("outcome", flat=True)) == ["nothing"] * 2


@pytest.mark.parametrize("severity", ["attention", "urgent"])
def test_many_at_once_are_refused_while_a_flag_stands_on_one_day(as_clinician, patient, entry, severity):
    other = people.make_entry(patient, days_ago(1))
    make_flag(patient, severity, days_ago=1)
    answer = tick(as_clinician, entry, other)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Nothing was marked" in page
    assert f"{days_ago(1):%a} {days_ago(1).day}" in page and patient.short_code in page
    assert not EntryReview.objects.exists()
    assert AccessLog.objects.filter(patient=patient, what="flags").exists()


def test_a_flag_for_information_or_a_closed_one_holds_nothing_back(as_clinician, patient, entry):
    make_flag(patient, "info")
    make_flag(patient, "urgent", about="closed")
    Flag.objects.filter(about="closed").update(state="closed")
    assert tick(as_clinician, entry).status_code == 302
    assert EntryReview.objects.count() == 1


def test_a_flag_of_somebody_else_on_the_same_day_holds_nothing_back(as_clinician, other_patient, patient, entry):
    make_flag(other_patient, "urgent")
    assert tick(as_clinician, entry).status_code == 302


def test_one_by_itself_can_be_read_while_a_flag_stands(as_clinician, entry, flag):
    press(as_clinician, entry)
    assert EntryReview.objects.count() == 1


def test_reading_counts_as_having_looked(as_clinician, clinician, patient, entry):
    ReviewPlan.objects.create(patient=patient, clinician=clinician, every_days=7, looked_on=days_ago(9))
    press(as_clinician, entry)
    assert ReviewPlan.objects.get().looked_on == days_ago(0)
