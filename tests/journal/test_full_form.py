"""The full form: every question there is, in groups; those of once a week when they are due; hers in the quick one."""

from datetime import timedelta

import pytest

from journal import asking
from journal.catalogue import catalogue
from journal.days import today_of
from journal.models import Entry, OwnTag, Symptom, Tag
from tests.people import make_entry

WEEKLY = "urinary_pain"


@pytest.fixture
def today(patient):
    return today_of(patient)


def full_page(client, today):
    return client.get(f"/journal/{today}/?full=1").content.decode()


def test_the_full_form_asks_everything_in_the_catalogue(as_patient, today):
    page = full_page(as_patient, today)
    asked = Symptom.objects.active().exclude(cadence="follow_up").values_list("code", flat=True)
    assert [code for code in asked if f'name="{code}"' not in page] == []
    assert 'name="safe_now"' not in page


def test_what_she_leaves_alone_in_a_group_was_not_asked(as_patient, patient, today):
    as_patient.post(f"/journal/{today}/?full=1", {"irritability": "4", "tremor": "skip", "nightmares": ""})
    ratings = Entry.objects.get(patient=patient).ratings
    assert (ratings["irritability"], ratings["tremor"], ratings["craving"]) == (4, None, None)
    assert not {"nightmares", "sweating"} & set(ratings)


def test_an_answer_in_a_group_can_be_taken_back(as_patient, patient, today):
    make_entry(patient, today, ratings={"nightmares": 3, "irritability": 4})
    as_patient.post(f"/journal/{today}/?full=1", {"nightmares": "", "irritability": "skip"})
    ratings = Entry.objects.get(patient=patient).ratings
    assert (ratings["nightmares"], ratings["irritability"]) == (None, None)


def test_a_tick_can_be_taken_off_again(as_patient, patient, today):
    make_entry(patient, today, ratings={"used_other": ["Alcohol"]})
    assert '<input type="hidden" name="used_other" value="">' in full_page(as_patient, today)
    as_patient.post(f"/journal/{today}/?full=1", {"used_other": [""]})
    assert Entry.objects.get(patient=patient).ratings["used_other"] is None


def test_ticks_that_were_never_made_are_no_answer(as_patient, patient, today):
    as_patient.post(f"/journal/{today}/?full=1", {"used_other": [""]})
    assert "used_other" not in Entry.objects.get(patient=patient).ratings
    as_patient.post(f"/journal/{today}/?full=1", {"used_other": ["", "skip"]})
    assert Entry.objects.get(patient=patient).ratings["used_other"] is None


@pytest.mark.parametrize(
    ("days_ago", "answer", "rests"), [(6, 0, True), (7, 0, False), (1, 4, False), (1, None, False)]
)
def test_a_weekly_question_rests_for_a_week_unless_it_told_of_something(patient, today, days_ago, answer, rests):
    make_entry(patient, today - timedelta(days=days_ago), ratings={WEEKLY: answer})
    resting = [symptom.code for symptom in asking.full(patient, catalogue().symptoms, today).resting]
    assert (WEEKLY in resting) is rests


def test_a_weekly_question_of_today_stays_where_it_was_answered(patient, today):
    make_entry(patient, today, ratings={WEEKLY: 4})
    assert WEEKLY not in [symptom.code for symptom in asking.full(patient, catalogue().symptoms, today).resting]


def test_she_pins_up_to_four_questions_to_the_quick_form(as_patient, patient, today):
    pins = ["tremor", "irritability", WEEKLY]
    assert as_patient.post("/journal/questions/", {"pins": pins}).status_code == 302
    page = as_patient.get("/journal/today/").content.decode()
    assert [code for code in pins if f'name="{code}"' not in page] == []
    as_patient.post(f"/journal/{today}/", {"tremor": "2"})
    assert Entry.objects.get(patient=patient).ratings | {"tremor": 2, "irritability": None} == (
        Entry.objects.get(patient=patient).ratings
    )


def test_a_fifth_pin_is_refused_in_words(as_patient, patient):
    pins = ["tremor", "irritability", WEEKLY, "sweating", "nasal"]
    answer = as_patient.post("/journal/questions/", {"pins": pins})
    assert answer.status_code == 422
    assert "Please choose 4 at most" in answer.content.decode()
    patient.refresh_from_db()
    assert patient.pinned_symptoms == []


def test_the_questions_about_safety_stay_last_also_with_pins(patient):
    patient.pinned_symptoms = ["tremor"]
    always = asking.quick(patient, catalogue().symptoms).always
    assert [symptom.code for symptom in always][-2:] == ["tremor", "self_harm_thoughts"]


def test_other_substances_are_a_list_and_none_is_an_answer(as_patient, patient, today):
    for sent, kept in ((["Alcohol", "Cannabis"], ["Alcohol", "Cannabis"]), (["none"], []), (["skip"], None)):
        as_patient.post(f"/journal/{today}/?full=1", {"used_other": sent})
        assert Entry.objects.get(patient=patient).ratings["used_other"] == kept


def test_none_of_these_together_with_one_of_these_is_asked_again(as_patient, today):
    assert as_patient.post(f"/journal/{today}/?full=1", {"used_other": ["Alcohol", "none"]}).status_code == 422


def test_tags_are_kept_with_the_day_and_can_be_taken_off(as_patient, patient, today):
    tag = Tag.objects.filter(kind="trigger").first().code
    own = OwnTag.objects.create(patient=patient, kind="coping", label="Called Jo")
    as_patient.post(f"/journal/{today}/?full=1", {"triggers": ["", tag, "made-up"], "coping": ["", own.code]})
    entry = Entry.objects.get(patient=patient)
    assert (entry.triggers, entry.coping) == ([tag], [own.code])
    as_patient.post(f"/journal/{today}/?full=1", {"triggers": [""], "coping": ["", own.code]})
    assert Entry.objects.get(patient=patient).triggers == []


def test_the_quick_form_leaves_tags_alone(as_patient, patient, today):
    make_entry(patient, today, triggers=["boredom"], ratings={})
    as_patient.post(f"/journal/{today}/", {"craving": "1"})
    assert Entry.objects.get(patient=patient).triggers == ["boredom"]


def test_nobody_can_tap_a_tag_of_somebody_else(as_patient, patient, other_patient, today):
    hers = OwnTag.objects.create(patient=other_patient, kind="trigger", label="Secret place")
    as_patient.post(f"/journal/{today}/?full=1", {"triggers": ["", hers.code]})
    assert Entry.objects.get(patient=patient).triggers == []
    assert "Secret place" not in full_page(as_patient, today)


def test_own_words_are_added_hidden_and_shown_again(as_patient, patient, today):
    as_patient.post("/journal/questions/words/", {"label": "Rainy evening", "kind": "trigger"})
    tag = OwnTag.objects.get(patient=patient)
    assert "Rainy evening" in full_page(as_patient, today)
    as_patient.post("/journal/questions/hide/", {"code": tag.code, "hide": "1"})
    assert "Rainy evening" not in full_page(as_patient, today)
    as_patient.post("/journal/questions/words/", {"label": "rainy  evening", "kind": "trigger"})
    assert "Rainy evening" in full_page(as_patient, today)
    assert OwnTag.objects.count() == 1


def test_a_word_of_the_quick_list_is_hidden_but_stays_on_its_day(as_patient, patient, today):
    tag = Tag.objects.filter(kind="trigger").first()
    make_entry(patient, today, triggers=[tag.code])
    as_patient.post("/journal/questions/hide/", {"code": tag.code, "hide": "1"})
    yesterday = today - timedelta(days=1)
    assert f'value="{tag.code}" checked' in full_page(as_patient, today)
    assert f'value="{tag.code}"' not in full_page(as_patient, yesterday)


def test_the_full_form_takes_as_many_queries_with_a_long_diary(as_patient, patient, today, count_queries):
    few = count_queries(lambda: full_page(as_patient, today))
    for back in range(1, 100):
        make_entry(patient, today - timedelta(days=back))
        OwnTag.objects.create(patient=patient, kind="coping", label=f"Walk {back}")
    assert count_queries(lambda: full_page(as_patient, today)) == few <= 11


def test_save_and_ask_me_more_saves_and_opens_the_full_form(as_patient, patient, today):
    answer = as_patient.post(f"/journal/{today}/", {"craving": "6", "more": "1"})
    assert answer.url == f"/journal/{today}/?full=1"
    assert Entry.objects.get(patient=patient).ratings["craving"] == 6


def test_a_question_taken_out_while_the_form_was_open_is_still_heard(as_patient, patient, today):
    Symptom.objects.filter(code="irritability").update(active=False)
    as_patient.post(f"/journal/{today}/?full=1", {"irritability": "4"})
    assert Entry.objects.get(patient=patient).ratings["irritability"] == 4


def test_an_error_in_a_group_opens_it_and_loses_nothing(as_patient, patient, today):
    tag = Tag.objects.filter(kind="trigger").first().code
    answer = as_patient.post(f"/journal/{today}/?full=1", {"tremor": "11", "sweating": "3", "triggers": ["", tag]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="sweating" value="3" checked' in page
    assert f'value="{tag}" checked' in page
    assert not Entry.objects.filter(patient=patient).exists()


@pytest.mark.parametrize("code", ["own-²", "own-٣", "own-", "own-x", "own-99999999999999999999"])
def test_a_word_that_isnt_there_cant_be_hidden(as_patient, code):
    assert as_patient.post("/journal/questions/hide/", {"code": code, "hide": "1"}).status_code == 404
