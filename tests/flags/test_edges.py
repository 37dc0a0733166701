"""Where a day, a report or a questionnaire isn't quite what it looks like."""

from assessments.services import record_safe_now, told_but_not_kept
from clinical import instruments
from flags.models import Flag
from journal.models import Entry
from tests.journal.diaries import bring

from .telling import answer, at, flags, on, tell


def test_an_old_day_that_is_edited_now_counts_as_told_late(patient, clinician, stranger):
    tell(patient, 1, self_harm_thoughts=0)
    tell(patient, 1, told_on=5, self_harm_thoughts=2)
    assert Flag.objects.get(patient=patient).late
    tell(patient, 2, told_on=5, craving=9)
    tell(patient, 1, told_on=5, craving=9)
    assert flags(patient, "craving_high") == []


def test_a_day_of_an_older_diary_is_no_evidence_beside_one_of_the_form(as_patient, patient, clinician, stranger):
    bring(as_patient, "date,c\n2026-03-01,9\n", c1=("craving", 0, 10))
    assert Entry.objects.get(patient=patient).source == "import"
    tell(patient, 2, craving=9)
    assert flags(patient, "craving_high") == []


def test_use_that_was_taken_back_is_not_counted(patient, clinician, stranger):
    for day in (1, 2):
        tell(patient, day, used_ketamine=True)
    tell(patient, 2, used_ketamine=False)
    tell(patient, 3, used_ketamine=True)
    assert [row[1:3] for row in flags(patient, "any_use")] == [("info", 1), ("info", 2), ("info", 3)]


def test_not_safe_after_item_9_is_urgent(patient, clinician, stranger):
    response = answer(patient, 1, n9=1)
    with at(1):
        record_safe_now(response=response, safe=False)
    assert [row[1:] for row in flags(patient)] == [("attention", 1, "superseded"), ("urgent", 1, "open")]


def test_item_9_is_told_also_where_the_answers_could_not_be_kept(patient, clinician, stranger):
    with at(1):
        told_but_not_kept(patient=patient, instrument=instruments.get("phq9"), answers={"phq9_9": 2})
    assert flags(patient) == [("phq9_item9", "urgent", 1, "open")]
    assert Flag.objects.get(patient=patient).day == on(1)
