"""A copy holds what is shared and nothing else, whatever its form."""

import csv
import json
from datetime import timedelta

import pytest

from accounts.models import ConsentRecord
from journal.days import today_of
from tests import people
from tests.people import EVERYTHING
from tests.review.exports import take, text_of
from tests.timeline.copies import NOTE, OWN_WORDS, PHQ9, of_kind, one_of_everything

# What tells of each kind, in each form.
MARKS = {
    "fhir": {
        "ratings": ['"craving"', '"blood_in_urine"', '"triggers"', '"craving_high"'],
        "urges": ['"urge"'],
        "questionnaires": ['"44261-6"', '"/44250-9"', '"70274-6"'],
        "use": ['"used_ketamine"', '"used_other"', "Cannabis", '"ketamine-use-reported"', '"last-ketamine-use-date"'],
        "notes": [NOTE],
        "self_harm": ['"self_harm_thoughts"', '"safe_now"', '"self_harm_any"'],
    },
    "entries": {
        "ratings": ["craving", "blood_in_urine", "triggers"],
        "urges": [],
        "questionnaires": [],
        "use": ["used_ketamine", "used_other", "Cannabis"],
        "notes": [NOTE],
        "self_harm": ["self_harm_thoughts", "safe_now"],
    },
    "summary": {
        "ratings": ["Blood in urine"],
        "urges": ["Written down"],
        "questionnaires": ["PHQ-9", "GAD-7"],
        "use": ["Days with use", "last use on"],
        "notes": [NOTE],
        "self_harm": ["Thoughts of self-harm"],
    },
}
CASES = [(what, kind) for what in MARKS for kind in EVERYTHING]


@pytest.fixture
def shares(patient):
    """Sets what she shares."""
    one_of_everything(patient)
    return lambda *scope: ConsentRecord.objects.filter(patient=patient).update(scope=list(scope))


def data_of(answer) -> str:
    """What it says, without the notice, which names the kinds."""
    told = text_of(answer)
    if "csv" in answer["Content-Type"]:
        return "\n".join(line for line in told.splitlines() if not line.startswith("#"))
    return told.partition("Summary of 28 days")[2] if "pdf" in answer["Content-Type"] else told


@pytest.mark.parametrize(("what", "kind"), CASES)
def test_one_kind_alone_brings_what_is_its_own_and_nothing_of_the_others(as_clinician, patient, shares, what, kind):
    shares(kind)
    told = data_of(take(as_clinician, patient, what))
    for each, marks in MARKS[what].items():
        assert {mark for mark in marks if mark in told} == (set(marks) if each == kind else set()), each


@pytest.mark.parametrize(("what", "kind"), CASES)
def test_all_but_one_kind_brings_nothing_of_that_one(as_clinician, patient, shares, what, kind):
    shares(*[each for each in EVERYTHING if each != kind])
    told = data_of(take(as_clinician, patient, what))
    assert not [mark for mark in MARKS[what][kind] if mark in told]
    assert all(mark in told for each, marks in MARKS[what].items() if each != kind for mark in marks)


def test_with_everything_shared_everything_is_there(as_clinician, patient, shares):
    for what, kinds in MARKS.items():
        told = data_of(take(as_clinician, patient, what))
        assert all(mark in told for marks in kinds.values() for mark in marks), what


def test_item_9_can_not_be_worked_out_from_the_total_and_the_others(as_clinician, patient, shares):
    shares("ratings", "questionnaires", "use", "notes")
    found = json.loads(text_of(take(as_clinician, patient)))
    phq9 = next(each for each in of_kind(found, "QuestionnaireResponse") if each["questionnaire"].endswith("44249-1"))
    told = {item["linkId"] for item in phq9["item"]}
    assert told == {"/44250-9", "/44255-8", "/44258-2"} and len(PHQ9) - len(told) > 2
    assert '"LA6571-9"' not in json.dumps(found)


@pytest.mark.parametrize("what", ["fhir", "entries"])
def test_own_words_for_what_made_it_harder_go_with_the_notes(as_clinician, patient, shares, what):
    shares("ratings")
    assert OWN_WORDS not in text_of(take(as_clinician, patient, what))
    shares("ratings", "notes")
    assert OWN_WORDS in text_of(take(as_clinician, patient, what))


def test_an_answer_to_a_question_nobody_knows_stays_here(as_clinician, patient, shares):
    people.make_entry(patient, day=patient.created_at.date().replace(day=1, month=1), ratings={"unheard_of": 3})
    assert "unheard_of" not in "".join(text_of(take(as_clinician, patient, what)) for what in MARKS)


def test_a_table_has_a_column_for_each_shared_question_that_was_asked(as_clinician, patient, shares):
    shares("ratings", "use")
    rows = list(csv.reader(data_of(take(as_clinician, patient, "entries")).splitlines()))
    asked = ["craving", "low_mood", "sleep_hours", "used_ketamine", "nocturia", "blood_in_urine", "used_other"]
    assert sorted(rows[0]) == sorted(["date", *asked, "triggers", "coping", "same_as", "late", "source", "in_error"])
    assert rows[1][rows[0].index("low_mood")] == "skipped"


def test_only_the_days_that_were_asked_for_are_in_it(as_clinician, patient, shares):
    old = today_of(patient) - timedelta(days=28)
    people.make_entry(patient, day=old, ratings={"craving": 1})
    for what in ("fhir", "entries"):
        assert old.isoformat() not in text_of(take(as_clinician, patient, what, span="28"))
        assert old.isoformat() in text_of(take(as_clinician, patient, what, span="90"))
