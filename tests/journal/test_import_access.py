"""An import is hers alone, and costs the database the same however long the diary is."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts import rls
from journal.importing.found import Day
from journal.importing.writing import import_days
from journal.models import Entry, ImportDraft, UseEvent
from tests.journal.diaries import bring, choose_columns, choose_file
from tests.people import make_entry

PAGES = [
    "diary_import", "diary_import_columns", "diary_import_check", "diary_import_done", "diary_export",
    "diary_export_json",
]  # fmt: skip
FIRST = date(2015, 1, 1)


def long_diary(days: int) -> str:
    rows = "".join(
        f"{FIRST + timedelta(days=n)},{n % 7 - 3},{'yes' if n % 5 else 'no'},note {n}\n" for n in range(days)
    )
    return "date,Down,K,Note\n" + rows


@pytest.mark.parametrize("name", [*PAGES, "diary_import_cancel", "diary_import_forget"])
def test_staff_find_nothing_here(as_clinician, as_stranger, as_administrator, name):
    for browser in (as_clinician, as_stranger, as_administrator):
        assert browser.get(reverse(name)).status_code in (404, 405)
        assert browser.post(reverse(name)).status_code in (404, 405)


def test_a_visitor_is_asked_to_log_in(client, db):
    answer = choose_file(client)
    assert answer.status_code == 302 and answer.url.startswith(reverse("account_login"))
    assert not ImportDraft.objects.exists()


def test_giving_up_needs_more_than_a_link(as_patient):
    choose_file(as_patient)
    assert as_patient.get(reverse("diary_import_cancel")).status_code == 405
    assert ImportDraft.objects.exists()


def test_a_file_that_waits_is_seen_by_nobody_else(as_patient, as_other_patient):
    choose_file(as_patient)
    assert as_other_patient.get(reverse("diary_import_columns")).url == reverse("diary_import")
    as_other_patient.post(reverse("diary_import_cancel"))
    assert ImportDraft.objects.count() == 1


@pytest.mark.parametrize("who", ["clinician", "stranger", "other_patient"])
def test_the_database_itself_hides_a_waiting_file(as_patient, cast, who):
    choose_file(as_patient)
    with rls.acting_as(rls.role_of(cast[who].user), cast[who].pk):
        assert not ImportDraft.objects.exists()


def test_an_import_leaves_the_days_of_others_alone(as_patient, other_patient):
    theirs = make_entry(other_patient, FIRST, ratings={"low_mood": 2}, note="theirs")
    bring(as_patient, long_diary(3), days="replace", c1=("low_mood", -3, 3), c2="used_ketamine")
    theirs.refresh_from_db()
    assert (theirs.ratings, theirs.note, theirs.history.count()) == ({"low_mood": 2}, "theirs", 1)
    assert not UseEvent.objects.filter(patient=other_patient).exists()


def test_entries_are_written_in_her_own_role(patient, other_patient):
    with rls.acting_as(rls.PATIENT, patient.pk), pytest.raises(Exception, match="row-level security"):
        import_days(patient=other_patient, days={FIRST: Day({"low_mood": 1})}, replace=False)


@pytest.mark.parametrize("days", ["keep", "replace"])
def test_the_number_of_statements_does_not_grow_with_the_days(as_patient, as_other_patient, count_queries, days):
    def cost(browser, length):
        text, columns = long_diary(length), {"c1": ("low_mood", -3, 3), "c2": "used_ketamine", "c3": "note"}
        if days == "replace":
            bring(browser, text.replace("note", "word"), **columns)
        return count_queries(lambda: bring(browser, text, days=days, **columns))

    assert cost(as_patient, 238) == cost(as_other_patient, 2000)
    assert Entry.objects.count() == 238 + 2000


def test_the_preview_costs_the_same_for_a_short_and_a_long_diary(as_patient, count_queries):
    def look(length):
        choose_file(as_patient, long_diary(length))
        choose_columns(as_patient, c1=("low_mood", -3, 3))
        return count_queries(lambda: as_patient.get(reverse("diary_import_check")))

    assert look(10) == look(1000) <= 9


def test_twenty_thousand_rows_are_brought_over(as_patient, patient):
    rows = "".join(f"{FIRST + timedelta(days=n // 5)} {n % 5 + 10}:00,{n % 11}\n" for n in range(20_000))
    bring(as_patient, "when,Urge\n" + rows, c1=("craving", 0, 10))
    assert Entry.objects.filter(patient=patient).count() == 4000


def test_no_answer_of_hers_is_in_an_address_or_a_file_name(as_patient):
    answers = [choose_file(as_patient), choose_columns(as_patient, c1=("low_mood", -3, 3)), bring(as_patient)]
    assert [answer.url for answer in answers] == [
        reverse("diary_import_columns"), reverse("diary_import_check"), reverse("diary_import_done"),
    ]  # fmt: skip


def test_a_file_that_waits_can_be_taken_out_and_erased_like_all_else(patient, as_patient):
    from accounts.privacy import erase, everything_about

    choose_file(as_patient)
    assert len(everything_about(patient)["tables"]["journal.ImportDraft"]) == 1
    erase(patient)
    assert not ImportDraft.objects.exists()
