"""The page about one patient, and the page about one entry."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AccessLog, ConsentRecord
from journal.models import Entry, OwnTag
from journal.services import record_entry
from review.services import mark_reviewed
from tests import people
from tests.review.conftest import NOTE, days_ago
from tests.review.raising import fill
from timeline.builder import finished


def page_of(client, patient, query=""):
    answer = client.get(f"/admin/accounts/patient/{patient.pk}/change/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def entry_page(client, entry):
    return client.get(f"/admin/journal/entry/{entry.pk}/change/").content.decode()


def test_it_shows_who_she_is_what_she_shares_her_timeline_and_her_entries(as_clinician, patient, entry):
    page = page_of(as_clinician, patient)
    until = ConsentRecord.objects.get(patient=patient).expires_on
    for words in ("Robin", patient.short_code, f"{until:%Y}", "Stop using", "United Kingdom", 'class="chart"', NOTE):
        assert words in page
    assert "6 of 10" in page and "Skipped: Low mood" in page and "they passed quickly" in page


@pytest.mark.parametrize(
    ("kept_back", "words"),
    [("notes", NOTE), ("ratings", "6 of 10"), ("self_harm", "they passed quickly"), ("use", "Day 5")],
)
def test_what_she_does_not_share_is_on_neither_page(as_clinician, patient, entry, kept_back, words):
    assert words in page_of(as_clinician, patient)
    left = [kind for kind in people.EVERYTHING if kind != kept_back]
    ConsentRecord.objects.filter(patient=patient).update(scope=left)
    assert words not in page_of(as_clinician, patient)
    assert words not in entry_page(as_clinician, entry)
    assert "Not shared:" in page_of(as_clinician, patient)


def test_use_is_shown_as_an_answer_with_consent_only(as_clinician, patient):
    entry = people.make_entry(patient, ratings={"used_ketamine": True})
    assert "Ketamine today" in entry_page(as_clinician, entry)
    ConsentRecord.objects.filter(patient=patient).update(scope=["ratings"])
    assert "Ketamine today" not in entry_page(as_clinician, entry)
    assert "Nothing in this entry is shared" in entry_page(as_clinician, entry)


def test_entries_go_back_a_page_at_a_time(as_clinician, patient):
    for back in range(20):
        people.make_entry(patient, days_ago(back), ratings={"craving": 3})
    newest = page_of(as_clinician, patient)
    older = page_of(as_clinician, patient, f"?before={days_ago(13)}")
    assert f"?before={days_ago(13)}" in newest
    assert newest.count("<article") == 14
    assert older.count("<article") == 6


@pytest.mark.parametrize("query", ["?before=nonsense", "?range=nonsense", "?before=0001-01-01"])
def test_nonsense_in_the_address_does_no_harm(as_clinician, patient, entry, query):
    assert "Robin" in page_of(as_clinician, patient, query)


def test_late_and_imported_entries_say_so(as_clinician, patient):
    late = people.make_entry(patient, days_ago(4), late=True)
    older = people.make_entry(patient, days_ago(400), source="import")
    assert ">late<" in entry_page(as_clinician, late)
    assert "older diary" in entry_page(as_clinician, older)


def test_an_entry_tells_its_versions(as_clinician, patient):
    day = days_ago(0)
    for craving, note in ((6, "First words."), (4, "Other words.")):
        saved = {"ratings": {"craving": craving}, "note": note, "used": None, "why": "check-in"}
        entry = record_entry(patient=patient, day=day, **saved)
    page = entry_page(as_clinician, entry)
    assert 'Craving: 6 of 10 → <span class="changed">4 of 10</span>' in page
    assert "First words." in page and "by the patient (check-in)" in page


def test_her_own_words_need_the_consent_for_notes(as_clinician, patient):
    own = OwnTag.objects.create(patient=patient, kind="coping", label="karaoke")
    entry = people.make_entry(patient, days_ago(3), coping=[own.code])
    assert "What helped: karaoke" in page_of(as_clinician, patient)
    ConsentRecord.objects.update(scope=["ratings"])
    for page in (page_of(as_clinician, patient), entry_page(as_clinician, entry)):
        assert "karaoke" not in page and "What helped: an own word" in page


def test_what_she_typed_is_never_markup(as_clinician, patient):
    patient.chosen_name = "<b>Robin</b>"
    patient.save()
    people.make_entry(patient, note="<script>alert(1)</script>")
    page = page_of(as_clinician, patient)
    assert "<script>alert" not in page and "<b>Robin" not in page


def test_no_name_stands_in_a_title_or_an_address(as_clinician, patient, entry):
    page = page_of(as_clinician, patient)
    assert "<title>Patient · Work pages</title>" in page
    assert "<title>Entry · Work pages</title>" in entry_page(as_clinician, entry)


def test_pages_are_read_only(as_clinician, patient, entry):
    for address in (f"/admin/accounts/patient/{patient.pk}/", f"/admin/journal/entry/{entry.pk}/"):
        assert as_clinician.post(f"{address}change/", {"chosen_name": "X", "note": "X"}).status_code == 404
        assert as_clinician.get(f"{address}delete/").status_code == 404
    entry.refresh_from_db()
    assert entry.note == NOTE


def test_their_queries_do_not_grow_with_entries(as_clinician, patient, entry, count_queries):
    page_of(as_clinician, patient)  # catalogue and content are in memory from here on
    finished.forget()
    few = count_queries(lambda: page_of(as_clinician, patient))
    for back in range(1, 60):
        people.make_entry(patient, days_ago(back), recorded_at=timezone.now())
    assert count_queries(lambda: page_of(as_clinician, patient)) <= few <= 20
    assert count_queries(lambda: entry_page(as_clinician, entry)) <= 13


def test_with_everything_there_is_on_it_it_asks_twenty_times_at_most(as_clinician, clinician, patient, count_queries):
    ConsentRecord.objects.update(scope=people.EVERYTHING)
    people.make_episode(patient, days_ago=30)
    for back in range(30):
        people.make_entry(patient, days_ago(back), ratings={"craving": 3, "urinary_pain": 4})
    people.make_plan(patient, kind="safety", is_shared=True)
    people.make_response(patient)
    for times in (5, 20):
        fill(patient, clinician, times=times)
        finished.forget()
        assert count_queries(lambda: page_of(as_clinician, patient)) <= 20


def test_urges_are_shown_with_their_own_consent_only(as_clinician, patient):
    people.make_urge(patient, after=3, minutes=20)
    ConsentRecord.objects.update(scope=["ratings"])
    assert "7 then, 3 now" not in page_of(as_clinician, patient)
    ConsentRecord.objects.update(scope=["ratings", "urges"])
    assert "7 then, 3 now. 20 minutes." in page_of(as_clinician, patient)
    assert AccessLog.objects.filter(patient=patient, what="urges").count() == 1


def test_it_says_what_changed_since_she_read_it(as_clinician, clinician, patient):
    day = days_ago(0)
    saved = {"note": "", "used": None, "why": "check-in"}
    for craving in (6, 4, 9):
        entry = record_entry(patient=patient, day=day, ratings={"craving": craving}, **saved)
        Entry.objects.update(recorded_at=timezone.now() - timedelta(hours=1))
        if craving == 4:
            mark_reviewed(clinician=clinician, entries=Entry.objects.all(), seen_until=timezone.now())
    assert 'Craving: 4 of 10 → <span class="changed">9 of 10' in page_of(as_clinician, patient)
    mark_reviewed(clinician=clinician, entries=Entry.objects.filter(pk=entry.pk), seen_until=timezone.now())
    assert "Changed" not in page_of(as_clinician, patient)


def test_the_bladder_strip_and_the_safety_plan(as_clinician, patient):
    people.make_entry(patient, days_ago(1), ratings={"urinary_pain": 4})
    page = page_of(as_clinician, patient)
    assert 'id="bladder-strip"' in page and "<b>No safety plan</b> is shown to you" in page
    plan = people.make_plan(patient, kind="safety", is_shared=True)
    assert f'/admin/plans/plan/{plan.pk}/change/">Safety plan</a>' in page_of(as_clinician, patient)


def test_the_list_of_entries_does_not_ask_more_with_more_entries(as_clinician, patient, entry, count_queries):
    few = count_queries(lambda: as_clinician.get("/admin/journal/entry/"))
    for back in range(1, 60):
        people.make_entry(patient, days_ago(back))
    assert count_queries(lambda: as_clinician.get("/admin/journal/entry/")) <= few <= 10
