"""What comes back to the patient: who read, replies, marks, entries in error. Never that anybody watches."""

from datetime import timedelta

import pytest
from django.utils import timezone

from journal.models import Entry
from journal.services import record_entry
from review import arranging
from review.from_team import FromTeam
from review.models import EntryReview, Reply
from review.services import mark_reviewed
from tests import people
from tests.review.conftest import days_ago
from tests.review.raising import fill
from timeline.builder import finished


def read_by(clinician, entry):
    entries = Entry.objects.filter(pk=entry.pk)
    mark_reviewed(clinician=clinician, entries=entries, seen_until=timezone.now())


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def look(client, entry):
    return page(client, f"/journal/{entry.date}/look/")


def test_her_day_says_by_whom_it_was_read_and_that_she_changed_it_since(as_patient, clinician, patient, entry):
    assert "Read by" not in look(as_patient, entry)
    read_by(clinician, entry)
    assert "Read by Kim Keyworker today." in look(as_patient, entry)
    record_entry(patient=patient, day=entry.date, ratings={"craving": 1}, note="", used=None, why="check-in")
    assert "You have changed it since." in look(as_patient, entry)


def test_a_reply_stands_with_its_day_and_on_the_first_pages(as_patient, clinician, patient, entry):
    arranging.send_reply(clinician=clinician, patient=patient, note="Thank you for <this>.", entry=entry)
    for address in (f"/journal/{entry.date}/look/", "/journal/", "/from-your-team/"):
        told = page(as_patient, address)
        assert "Kim Keyworker" in told and "Thank you for &lt;this&gt;." in told
    Reply.objects.update(at=timezone.now() - timedelta(days=20))
    assert "Thank you" not in page(as_patient, "/journal/") and "Thank you" in page(as_patient, "/from-your-team/")


def test_it_says_when_the_team_looks_and_that_nobody_watches(as_patient, patient):
    told = page(as_patient, "/from-your-team/")
    assert "Kim Keyworker looks at entries on weekdays, in working hours. Nobody watches in between." in told


@pytest.mark.parametrize(("ago", "words"), [(0, "today"), (1, "yesterday"), (3, "on %A"), (40, "on ")])
def test_a_day_is_said_as_one_would(patient, ago, words):
    day = days_ago(ago)
    assert FromTeam(patient).when(day).startswith(f"{day:{words}}" if "%" in words else words)


def test_an_entry_in_error_says_why_and_that_her_words_stay(as_patient, clinician, entry):
    arranging.set_error_state(clinician=clinician, entry=entry, holds=True, note="Twice the same")
    for told in (look(as_patient, entry), page(as_patient, "/from-your-team/")):
        assert "Twice the same" in told and "What you wrote stays." in told
    arranging.set_error_state(clinician=clinician, entry=entry, holds=False, note="It was right")
    assert "Twice the same" not in look(as_patient, entry)


def test_notes_of_a_clinician_are_in_her_copy_and_on_no_page(as_patient, clinician, patient, entry):
    arranging.write_note(clinician=clinician, patient=patient, note="Called the GP.")
    told = as_patient.get("/privacy/export.json").json()["tables"]
    assert told["review.ClinicianNote"][0]["note"] == "Called the GP."
    for address in ("/from-your-team/", "/journal/", "/timeline/", f"/journal/{entry.date}/look/"):
        assert "Called the GP." not in page(as_patient, address)


def test_nothing_of_somebody_else_is_on_her_pages(as_other_patient, clinician, patient, entry, others_entry):
    fill(patient, clinician)
    read_by(clinician, entry)
    for address in ("/from-your-team/", "/journal/", "/timeline/", f"/journal/{others_entry.date}/look/"):
        told = page(as_other_patient, address)
        assert "Kim" not in told and "Reply 0" not in told


def test_what_a_team_did_is_on_the_page_about_privacy(as_patient, clinician, patient, entry):
    fill(patient, clinician)
    read_by(clinician, entry)
    told = page(as_patient, "/privacy/")
    for words in ("marked an entry as read", "noted what was done", "wrote you a reply"):
        assert words in told


def test_her_pages_ask_no_more_with_more_of_it(as_patient, clinician, patient, entry, count_queries):
    addresses = ("/from-your-team/", "/journal/", "/timeline/", f"/journal/{entry.date}/look/")

    def asked():
        finished.forget()
        return [count_queries(lambda address=address: as_patient.get(address)) for address in addresses]

    fill(patient, clinician)
    read_by(clinician, entry)
    asked()
    few = asked()
    for back in range(1, 20):
        read_by(clinician, people.make_entry(patient, days_ago(back)))
    fill(patient, clinician, times=8)
    assert EntryReview.objects.count() == 20
    assert asked() <= few
