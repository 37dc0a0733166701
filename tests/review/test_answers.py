"""An entry in words, and its versions, as far as they are shared."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from journal import wording
from journal.models import Entry, OwnTag, Symptom, Tag
from review import answers
from review.access import Scope

EVERYTHING = set(Scope.values)
WRITTEN = {"craving": 0, "low_mood": None, "sleep_hours": 6.5, "used_ketamine": True, "self_harm_thoughts": 2}


@pytest.fixture
def symptoms(db):
    return list(Symptom.objects.all())


def tell(symptoms, ratings=WRITTEN, scope=EVERYTHING, note="A note."):
    return answers.tell(Entry(ratings=ratings, note=note), symptoms, scope)


def in_words(told):
    return {answer.label: answer.words for answer in told.answers}


def test_answers_are_told_with_their_scale(symptoms):
    assert in_words(tell(symptoms)) == {
        "Ketamine today": "yes",
        "Craving": "0 of 10",
        "Hours slept": "6.5 h",
        "Thoughts of harming yourself": "they kept coming back",
    }


def test_unanswered_is_skipped_or_not_asked_and_never_nought(symptoms):
    told = tell(symptoms)
    assert told.skipped == ("Low mood",)
    assert told.not_asked == ("Anxiety", "Tiredness", "Body discomfort")
    assert "Low mood" not in in_words(told)


@pytest.mark.parametrize(
    ("scope", "labels"),
    [
        ({"ratings"}, {"Craving", "Hours slept"}),
        ({"use"}, {"Ketamine today"}),
        ({"self_harm"}, {"Thoughts of harming yourself"}),
        ({"notes"}, set()),
    ],
)
def test_each_consent_opens_its_own_kind_of_answer(symptoms, scope, labels):
    told = tell(symptoms, scope=scope)
    assert set(in_words(told)) == labels
    assert set(told.skipped) <= ({"Low mood"} if "ratings" in scope else set())


def test_a_note_is_shown_with_consent_only(symptoms):
    assert tell(symptoms).note == "A note."
    assert tell(symptoms, scope={"ratings", "use", "self_harm"}).note is None


def test_with_nothing_shared_there_is_nothing(symptoms):
    assert tell(symptoms, scope={"notes"}, note="").is_nothing


@pytest.mark.parametrize(
    ("code", "value", "stands_out"),
    [("blood_in_urine", True, True), ("blood_in_urine", False, False), ("self_harm_thoughts", 1, True),
     ("self_harm_thoughts", 0, False), ("safe_now", False, True), ("safe_now", True, False), ("craving", 10, False)],
)  # fmt: skip
def test_what_somebody_should_look_at_stands_out(symptoms, code, value, stands_out):
    (answer,) = tell(symptoms, ratings={code: value}).answers
    assert answer.stands_out is stands_out


@pytest.mark.parametrize("value", ["text", [1], 9])
def test_an_answer_that_is_none_is_said_to_be_unreadable(symptoms, value):
    scale = next(symptom for symptom in symptoms if symptom.code == "self_harm_thoughts")
    assert wording.in_words(scale, value) == "can't be read"


def event(patient, note="", why="check-in", user=None, triggers=(), coping=(), same_as=None, **ratings):
    context = {"user": user or patient.pk, "why": why}
    told = {"ratings": ratings, "note": note, "triggers": triggers, "coping": coping, "same_as": same_as}
    return SimpleNamespace(**told, pgh_created_at=datetime(2026, 11, 3, 23, 30, tzinfo=UTC), pgh_context=context)


def test_versions_tell_what_changed_when_and_by_whom(patient, symptoms):
    history = [event(patient, craving=6), event(patient, "New.", craving=4, anxiety=None)]
    newest, first = answers.versions(history, patient, symptoms, EVERYTHING)
    assert first.is_first and first.by == "the patient (check-in)"
    assert newest.changes == (("Craving", "6 of 10", "4 of 10"), ("Anxiety", "not asked", "skipped"))
    assert newest.note_changed and newest.earlier_note == ""


def test_versions_hide_what_is_not_shared(patient, symptoms):
    history = [event(patient, "Old.", used_ketamine=True), event(patient, "New.", used_ketamine=False)]
    newest, _ = answers.versions(history, patient, symptoms, {"ratings"})
    assert newest.is_hidden
    assert (newest.changes, newest.note_changed, newest.earlier_note) == ((), False, "")


def test_versions_name_nobody_but_her(patient, symptoms):
    (only,) = answers.versions([event(patient, user=999, why="")], patient, symptoms, EVERYTHING)
    assert only.by == "the service"


def test_other_substances_are_shared_with_use_and_signs_with_ratings(symptoms):
    ratings = {"used_other": ["Alcohol", "Cannabis"], "psychosis_like": True, "elated_no_sleep": False}
    assert in_words(tell(symptoms, ratings, {"use"})) == {"Other substances": "alcohol, cannabis"}
    signs = tell(symptoms, ratings, {"ratings"})
    assert [(answer.words, answer.stands_out) for answer in signs.answers] == [("yes", True), ("no", False)]
    assert tell(symptoms, ratings, {"self_harm", "notes"}).answers == ()


def words_for(patient, scope):
    own = OwnTag.objects.create(patient=patient, kind="coping", label="karaoke")
    return own.code, answers.words_for(patient, Tag.objects.all(), scope)


@pytest.mark.parametrize(("scope", "words"), [({"ratings"}, "an own word"), ({"ratings", "notes"}, "karaoke")])
def test_own_words_are_shared_with_notes_only(patient, scope, words):
    code, known = words_for(patient, scope)
    told = answers.tell(Entry(coping=[code, "music"]), [], scope, known)
    assert told.coping == (words, "Music")


@pytest.mark.parametrize("scope", [{"use", "notes", "self_harm"}, {"notes"}])
def test_tags_and_days_alike_are_shared_with_ratings_only(patient, symptoms, scope):
    fields = {"triggers": ["stressed"], "coping": ["music"], "same_as": date(2026, 11, 2)}
    assert answers.tell(Entry(**fields), symptoms, scope).is_nothing
    newest, _ = answers.versions([event(patient), event(patient, **fields)], patient, symptoms, scope)
    assert newest.is_hidden


def test_versions_tell_of_tags_and_of_days_alike(patient, symptoms):
    code, known = words_for(patient, {"ratings"})
    history = [event(patient, triggers=[code]), event(patient, coping=["music"], same_as=date(2026, 11, 2))]
    newest, _ = answers.versions(history, patient, symptoms, {"ratings"}, known)
    assert newest.changes == (
        ("What made it harder", "an own word", "–"), ("What helped", "–", "Music"),
        ("About the same as", "–", "2 November 2026"),
    )  # fmt: skip
