"""Bringing an older diary: the three steps, and what is in the journal afterwards."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from journal.models import Entry, Episode, ImportDraft, UseEvent
from tests.journal.diaries import SMALL, bring, choose_columns, choose_file, say_yes
from tests.people import make_entry, make_episode

FIRST = date(2026, 3, 1)
MOOD = {"c1": ("low_mood", -3, 3)}


def ratings(patient) -> dict:
    return {entry.date.isoformat(): entry.ratings for entry in Entry.objects.filter(patient=patient)}


def test_three_steps_bring_a_diary_into_the_journal(as_patient, patient):
    columns = {"c1": ("low_mood", -3, 3), "c2": ("concentration", 1, 7, True), "c3": "note"}
    assert bring(as_patient, **columns).url == reverse("diary_import_done")
    assert ratings(patient) == {
        "2026-03-01": {"low_mood": 0, "concentration": 0},
        "2026-03-02": {"concentration": 5},
        "2026-03-03": {"low_mood": 8, "concentration": 10},
    }
    first = Entry.objects.get(patient=patient, date=FIRST)
    assert (first.note, first.source, first.late) == ("first day", Entry.Source.IMPORT, False)
    assert not ImportDraft.objects.exists()


def test_nothing_is_written_before_she_says_yes(as_patient):
    choose_file(as_patient)
    choose_columns(as_patient, **MOOD)
    as_patient.get(reverse("diary_import_check"))
    assert not Entry.objects.exists()


def test_the_last_page_says_what_was_done_and_where_to_see_it(as_patient):
    bring(as_patient)
    page = as_patient.get(reverse("diary_import_done"))
    assert "2 days are in your journal now, from 1 March 2026 to 3 March 2026." in page.content.decode()
    assert reverse("timeline") in page.content.decode() and reverse("history") in page.content.decode()


def test_an_empty_cell_is_a_gap_and_not_a_zero(as_patient, patient):
    bring(as_patient, "date,Down\n2026-03-01,1\n2026-03-02,\n2026-03-03,0\n")
    assert ratings(patient) == {"2026-03-01": {"low_mood": 7}, "2026-03-03": {"low_mood": 5}}


def test_days_she_has_are_kept_as_they_are(as_patient, patient):
    make_entry(patient, FIRST, ratings={"low_mood": 9}, note="mine")
    bring(as_patient, c1=("low_mood", -3, 3), c3="note")
    kept = Entry.objects.get(patient=patient, date=FIRST)
    assert (kept.ratings, kept.note, kept.source) == ({"low_mood": 9}, "mine", Entry.Source.FORM)
    assert kept.history.count() == 1


def test_replacing_changes_only_the_answers_the_diary_has(as_patient, patient):
    make_entry(patient, FIRST, ratings={"low_mood": 9, "craving": 4}, note="mine")
    make_entry(patient, FIRST + timedelta(days=1), ratings={"low_mood": 3})
    bring(as_patient, days="replace")
    assert ratings(patient)["2026-03-01"] == {"low_mood": 0, "craving": 4}
    assert ratings(patient)["2026-03-02"] == {"low_mood": 3}
    assert Entry.objects.get(patient=patient, date=FIRST).note == "mine"


def test_a_replaced_day_keeps_its_earlier_version_and_says_why(as_patient, patient):
    entry = make_entry(patient, FIRST, ratings={"low_mood": 9})
    bring(as_patient, days="replace")
    before, after = entry.history.order_by("pgh_id")
    assert (before.ratings, after.ratings) == ({"low_mood": 9}, {"low_mood": 0})
    assert after.pgh_context == {"user": patient.pk, "why": "import"}


@pytest.mark.parametrize("days", ["keep", "replace"])
def test_bringing_it_twice_adds_nothing(as_patient, days):
    bring(as_patient)
    before = list(Entry.objects.values())
    bring(as_patient, days=days)
    assert list(Entry.objects.values()) == before
    assert all(entry.history.count() == 1 for entry in Entry.objects.all())


def test_a_yes_that_is_sent_twice_counts_once(as_patient):
    choose_file(as_patient)
    choose_columns(as_patient, **MOOD)
    page = as_patient.get(reverse("diary_import_check"))
    yes = {"seen": page.context["form"].initial["seen"]}
    answers = [as_patient.post(reverse("diary_import_check"), yes) for _ in range(2)]
    assert [answer.url for answer in answers] == [reverse("diary_import_done"), reverse("diary_import")]
    assert Entry.objects.count() == 2


def test_a_yes_to_columns_that_changed_meanwhile_is_asked_again(as_patient):
    choose_file(as_patient)
    choose_columns(as_patient, **MOOD)
    seen = as_patient.get(reverse("diary_import_check")).context["form"].initial["seen"]
    choose_columns(as_patient, c1=("anxiety", -3, 3))
    answer = as_patient.post(reverse("diary_import_check"), {"seen": seen}, follow=True)
    assert "changed in another window" in answer.content.decode()
    assert not Entry.objects.exists()


def test_several_rows_of_a_day_become_one(as_patient, patient):
    rows = "when,Urges,Notes\n2026-03-01 09:00,2,up\n2026-03-01 21:00,3,down\n"
    bring(as_patient, rows, c1="craving_count", c2="note")
    entry = Entry.objects.get(patient=patient)
    assert (entry.ratings, entry.note) == ({"craving_count": 3}, "up\ndown")


def test_reported_use_becomes_a_use_event(as_patient, patient):
    bring(as_patient, "date,K\n2026-03-01,yes\n2026-03-02,no\n2026-03-03,\n", c1="used_ketamine")
    assert list(UseEvent.objects.values_list("patient", "date")) == [(patient.pk, FIRST)]
    assert ratings(patient) == {"2026-03-01": {"used_ketamine": True}, "2026-03-02": {"used_ketamine": False}}


def test_older_use_never_moves_the_day_count_and_the_preview_says_so(as_patient, patient):
    episode = make_episode(patient, day0=date(2026, 2, 1))
    choose_file(as_patient, "date,K\n2026-03-01,yes\n2026-03-02,no\n")
    choose_columns(as_patient, c1="used_ketamine")
    assert "you used on 1 day after 1 February 2026" in as_patient.get(reverse("diary_import_check")).content.decode()
    say_yes(as_patient)
    assert Episode.objects.get().day0 == episode.day0


def test_a_report_of_use_is_never_taken_back_by_a_diary(as_patient, patient):
    make_entry(patient, FIRST, ratings={"used_ketamine": True, "craving": 2})
    event = UseEvent.objects.create(patient=patient, date=FIRST)
    bring(as_patient, "date,K,Urge\n2026-03-01,no,5\n", days="replace", c1="used_ketamine", c2=("craving", 0, 10))
    event.refresh_from_db()
    assert event.taken_back_at is None
    assert ratings(patient)["2026-03-01"] == {"used_ketamine": True, "craving": 5}


def test_thoughts_of_harm_in_a_diary_lead_to_help(as_patient):
    bring(as_patient, "date,Harm\n2026-03-01,2\n", c1="self_harm_thoughts")
    page = as_patient.get(reverse("diary_import_done")).content.decode()
    assert "Talk to somebody now" in page and reverse("help_now") in page


def test_giving_up_throws_the_file_away(as_patient):
    choose_file(as_patient)
    as_patient.post(reverse("diary_import_cancel"))
    assert not ImportDraft.objects.exists()
    assert as_patient.get(reverse("diary_import_columns")).url == reverse("diary_import")


def test_a_file_that_waited_a_day_is_thrown_away_on_the_next_visit(as_patient):
    choose_file(as_patient)
    ImportDraft.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert as_patient.get(reverse("diary_import_check")).url == reverse("diary_import")
    assert not ImportDraft.objects.exists()


def test_the_daily_work_throws_it_away_even_without_a_visit(as_patient, as_other_patient):
    choose_file(as_patient)
    ImportDraft.objects.update(created_at=timezone.now() - timedelta(days=2))
    choose_file(as_other_patient)
    call_command("run_daily", verbosity=0)
    assert ImportDraft.objects.count() == 1


def test_a_waiting_file_is_unreadable_in_the_database(as_patient):
    choose_file(as_patient, SMALL)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM journal_importdraft")
        kept = str(cursor.fetchall())
    assert "first day" not in kept and ImportDraft.packed(SMALL) not in kept
    assert ImportDraft.objects.get().text == SMALL


def test_an_upload_needs_the_token_of_its_form(patient):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(patient.user)
    assert choose_file(browser).status_code == 403
    assert not ImportDraft.objects.exists()
