"""All her days as a CSV file: safe to open, and the same again when it is brought back."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from accounts.models import AccessLog
from journal.exporting import diary_csv
from journal.formulas import guarded, unguarded
from journal.importing.tags import TagWords
from journal.models import Entry, Symptom
from tests.journal.diaries import choose_file, say_yes
from tests.people import make_entry

LAST = ["triggers", "coping", "same_as", "late", "note", "source"]
FIRST, SECOND = date(2026, 3, 1), date(2026, 3, 2)


def exported(client) -> str:
    return client.get(reverse("diary_export")).content.decode()


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_it_holds_every_day_and_every_symptom_ever_answered(as_patient, patient):
    make_entry(patient, SECOND, ratings={"sleep_hours": 6.5, "used_ketamine": False}, source="import")
    make_entry(patient, FIRST, ratings={"craving": 7, "used_ketamine": None}, note="Ä long\nday, “so”")
    assert rows_of(exported(as_patient)) == [
        ["date", "used_ketamine", "craving", "sleep_hours", *LAST],
        ["2026-03-01", "skipped", "7", "", "", "", "", "no", "Ä long\nday, “so”", "form"],
        ["2026-03-02", "no", "", "6.5", "", "", "", "no", "", "import"],
    ]


def test_it_holds_the_days_of_nobody_else(as_patient, other_patient):
    make_entry(other_patient, FIRST, note="theirs")
    assert rows_of(exported(as_patient)) == [["date", *LAST]]


def test_it_is_a_file_with_a_neutral_name_that_nobody_keeps(as_patient):
    answer = as_patient.get(reverse("diary_export"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="journal.csv"'
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"\xef\xbb\xbf")


def test_taking_it_out_is_logged(as_patient, patient):
    exported(as_patient)
    log = AccessLog.objects.get(patient=patient)
    assert (log.actor_id, log.what) == (patient.pk, AccessLog.What.EXPORT)


def test_its_statements_do_not_grow_with_the_days(as_patient, patient, count_queries):
    make_entry(patient, FIRST)
    few = count_queries(lambda: exported(as_patient))
    Entry.objects.bulk_create(Entry(patient=patient, date=date(2020, 1, day)) for day in range(1, 32))
    assert count_queries(lambda: exported(as_patient)) == few


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1"])
def test_a_note_that_a_spreadsheet_would_run_is_quoted(text):
    [_, [*_, note, _]] = rows_of(diary_csv([Entry(date=FIRST, note=text)], [], TagWords({})))
    assert note == f"'{text}"


@given(st.text())
@example("'=1")
@example("''")
@example("it's")
def test_quoting_can_be_taken_back_exactly(text):
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in set("=+-@\t\r\n＝＋－＠")


def days_of(patient) -> list:
    return list(Entry.objects.filter(patient=patient).order_by("date").values_list("date", "ratings", "note"))


def bring_back(source, target, days: str = "keep"):
    """Take all days out of one journal and into another. Nothing is asked but a yes."""
    assert choose_file(target, exported(source).encode()).url == reverse("diary_import_check")
    assert say_yes(target, days).url == reverse("diary_import_done")


def test_bringing_it_back_gives_the_same_days(as_patient, as_other_patient, patient, other_patient):
    answers = {"craving": 0, "low_mood": None, "sleep_hours": 6.5, "used_ketamine": True, "self_harm_thoughts": 2}
    make_entry(patient, FIRST, ratings=answers, note="=1+1, “said”\r\n'- me'; and\ttab")
    answers = {"concentration": 9, "memory": 3, "motivation": 8, "blood_in_urine": False, "nightmares": None}
    make_entry(patient, SECOND, ratings=answers, note="'quoted'")
    bring_back(as_patient, as_other_patient)
    assert days_of(other_patient) == days_of(patient)


def test_bringing_it_back_to_the_same_journal_changes_nothing(as_patient, patient):
    make_entry(patient, FIRST, ratings={"craving": 3, "anxiety": None}, note="a")
    before = list(Entry.objects.values())
    bring_back(as_patient, as_patient, days="replace")
    assert list(Entry.objects.values()) == before


def test_a_symptom_no_longer_asked_comes_back_too(as_patient, as_other_patient, patient, other_patient):
    Symptom.objects.filter(code="nasal").update(active=False)
    make_entry(patient, FIRST, ratings={"nasal": 4})
    bring_back(as_patient, as_other_patient)
    assert days_of(other_patient) == days_of(patient)
