"""A diary from Daylio: what its words become is hers to say, and nothing goes missing without a word."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.importing import daylio
from journal.importing.daylio_days import DaylioReader
from journal.importing.mapping import Target
from journal.importing.reading import Table
from journal.importing.tags import TagWords
from journal.models import Entry, ImportDraft, OwnTag, Symptom
from tests.journal.diaries import as_file, choose_file, say_yes
from tests.people import make_entry

HEADER = "full_date,date,weekday,time,mood,activities,note_title,note\n"
DAY = date(2026, 3, 1)
SMALL = HEADER + (
    '2026-03-02,March 2,Monday,8:30 pm,dizzy 😵,"gym | k 🐎 | reading",,\n'
    '2026-03-01,March 1,Sunday,9:00 pm,awful,"gym | walk",Evening,"Slept <b>badly</b>.<br>Tea &amp; toast"\n'
    '2026-03-01,March 1,Sunday,8:00 am,meh,"",,"Tired"\n'
)


def row(day="2026-03-01", time="20:00", mood="meh", activities="", title="", note="", **more) -> str:
    cells = [day, "x", "y", time, mood, f'"{activities}"', *more.values(), f'"{title}"', f'"{note}"']
    return ",".join(cells) + "\n"


def fields_of(client) -> dict:
    """What step 2 would send if she changed nothing."""
    form = client.get(reverse("diary_import_columns")).context["form"]
    told = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: value for name, value in told.items() if value not in (None, False, "")} | {"symptom": "low_mood"}


def choose_words(client, text: str = SMALL, **words):
    """Steps 1 and 2: `words` by their name in the file, or by the name of the field."""
    choose_file(client, text)
    form = client.get(reverse("diary_import_columns")).context["form"]
    names = {str(field.label): name for name, field in form.fields.items()}
    told = fields_of(client) | {names.get(word, word): value for word, value in words.items()}
    sent = {name: value for name, value in told.items() if value is not None}
    return client.post(reverse("diary_import_columns"), sent)


def bring(client, text: str = SMALL, days="keep", **words):
    """All three steps."""
    assert choose_words(client, text, **words).status_code == 302
    return say_yes(client, days)


def entry(patient, day=DAY) -> Entry:
    return Entry.objects.get(patient=patient, date=day)


def check_page(client) -> str:
    return re.sub(r"\s+<", "<", client.get(reverse("diary_import_check")).content.decode())


OLDEST = "year,date,weekday,time,mood,activities,note\n2026,1 March,Sunday,8:00 am,meh,gym,hello\n"
NO_TITLE = "full_date,date,weekday,time,mood,activities,note\n2026-03-01,March 1,Sunday,08:00,meh,gym,hello\n"
SCALES = HEADER.replace("activities,", "activities,scales,") + row(note="hello", scales='""')


@pytest.mark.parametrize("text", [OLDEST, NO_TITLE, SCALES, HEADER + row(note="hello"), "\ufeff" + NO_TITLE])
def test_every_header_that_daylio_ever_wrote_is_known(as_patient, patient, text):
    bring(as_patient, text)
    assert (entry(patient).ratings, entry(patient).note) == ({"low_mood": 5}, "hello")


def test_a_file_whose_days_could_be_others_is_asked_about_like_any(as_patient):
    choose_file(as_patient, HEADER + row("03/04/2026") + row("05/06/2026"))
    page = as_patient.get(reverse("diary_import_columns")).content.decode()
    assert "What are the columns?" in page and "day first: 03/04/2026 is 3 April 2026" in page


def test_a_row_without_a_day_is_left_out_and_named(as_patient, patient):
    choose_words(as_patient, HEADER + row("soon") + row())
    assert "Row 2, column full_date: “soon” is not a date. The whole row is left out." in check_page(as_patient)
    say_yes(as_patient)
    assert Entry.objects.get().date == DAY


def test_its_own_five_moods_are_suggested_and_hers_are_left_to_her(as_patient):
    moods = ["dizzy 😵", "awful", "Rad", "bad", "good", "meh", "dizzy 😵"]
    choose_file(as_patient, HEADER + "".join(row(mood=mood) for mood in moods))
    form = as_patient.get(reverse("diary_import_columns")).context["form"]
    told = {field.label: (field.initial, field.help_text) for name, field in form.fields.items() if name[0] == "m"}
    assert list(told) == ["Rad", "good", "meh", "bad", "awful", "dizzy 😵"]
    assert [initial for initial, _ in told.values()] == ["0", "2", "5", "7", "9", ""]
    assert told["dizzy 😵"][1] == "2 times"


@pytest.mark.parametrize(
    ("moods", "mean"), [("good bad", 5), ("rad good meh", 2), ("bad awful awful", 8), ("rad meh", 3)]
)
def test_several_moods_of_a_day_become_their_mean(as_patient, patient, moods, mean):
    bring(as_patient, HEADER + "".join(row(mood=mood) for mood in moods.split()))
    assert entry(patient).ratings == {"low_mood": mean}


def test_moods_can_become_another_rating_with_other_numbers(as_patient, patient):
    bring(as_patient, symptom="anxiety", awful="10", meh="3", **{"dizzy 😵": "8"})
    assert [each.ratings for each in Entry.objects.order_by("date")] == [{"anxiety": 7}, {"anxiety": 8}]


def test_moods_can_be_left_out(as_patient, patient):
    bring(as_patient, symptom="")
    assert entry(patient).ratings == {} and entry(patient).note


def test_what_is_left_out_is_counted_and_named(as_patient):
    choose_words(as_patient, gym="walk", meh=None, notes=None)
    page = check_page(as_patient)
    assert "Mood “dizzy 😵”: 1 time<" in page and "Mood “meh”: 1 time<" in page and "Notes: 2 times" in page
    assert "Activity “walk”: 1 time<" in page and "Activity “reading”: 1 time<" in page and "“gym”:" not in page
    say_yes(as_patient)
    assert "stayed out: 7 cells or words." in as_patient.get(reverse("diary_import_done")).content.decode()


def test_a_day_of_which_nothing_is_brought_stays_a_gap(as_patient, patient):
    choose_words(as_patient)
    assert "1 row had a date and nothing to bring." in check_page(as_patient)
    say_yes(as_patient)
    assert list(Entry.objects.values_list("date", flat=True)) == [DAY]


def test_an_activity_becomes_a_word_of_everybodys_or_of_her_own(as_patient, patient):
    bring(as_patient, gym=daylio.NEW_COPING, walk="walk", **{"k 🐎": daylio.NEW_TRIGGER})
    own = {tag.label: tag for tag in OwnTag.objects.filter(patient=patient)}
    assert {label: tag.kind for label, tag in own.items()} == {"gym": "coping", "k 🐎": "trigger"}
    assert entry(patient).coping == [own["gym"].code, "walk"]
    second = entry(patient, date(2026, 3, 2))
    assert (second.triggers, second.coping) == ([own["k 🐎"].code], [own["gym"].code])


def test_words_she_has_already_are_used_again(as_patient, patient):
    tag = OwnTag.objects.create(patient=patient, kind="coping", label="Gym")
    bring(as_patient, gym=daylio.NEW_COPING)
    assert entry(patient).coping == [tag.code]
    assert OwnTag.objects.count() == 1


def test_words_of_another_patient_are_no_choice(as_patient, other_patient):
    theirs = OwnTag.objects.create(patient=other_patient, kind="coping", label="theirs")
    assert choose_words(as_patient, gym=theirs.code).status_code == 422


def test_a_list_that_is_full_takes_no_more_words_and_says_so(as_patient, patient):
    OwnTag.objects.bulk_create(OwnTag(patient=patient, kind="trigger", label=f"w{n}") for n in range(60))
    choose_words(as_patient, gym=daylio.NEW_COPING)
    assert "there is no room for “gym”: you have 60 words of your own." in check_page(as_patient)
    say_yes(as_patient)
    assert entry(patient).coping == [] and OwnTag.objects.count() == 60


def test_activities_can_be_written_into_the_note(as_patient, patient):
    bring(as_patient, name_activities="on", notes=None)
    assert entry(patient).note == "Activities: gym, walk"


def test_notes_of_one_day_stand_in_order_with_their_times(as_patient, patient):
    bring(as_patient)
    assert entry(patient).note == "8:00 Tired\n21:00 Evening\nSlept badly.\nTea & toast"


def test_a_single_note_has_no_time(as_patient, patient):
    bring(as_patient, HEADER + row(note="alone") + row(time="9:00", mood="bad"))
    assert entry(patient).note == "alone"


def test_scales_of_newer_files_become_ratings_and_hours(as_patient, patient):
    header = HEADER.replace("activities,", "activities,scales,")
    text = header + row(scales='"Sleep quality: 8/10 points | Sleep time: 7:30 | Steps: 9000"') + row(scales='""')
    choose_file(as_patient, text)
    sleep = {"c0": "sleep_trouble", "c0_low": "0", "c0_high": "10", "c0_turned": "on", "c1": "sleep_hours"}
    assert choose_words(as_patient, text, **sleep).status_code == 302
    assert "Scale “Steps”: 1 time<" in check_page(as_patient)
    say_yes(as_patient)
    assert entry(patient).ratings == {"low_mood": 5, "sleep_trouble": 2, "sleep_hours": 7.5}


def test_a_scale_goes_as_far_as_its_values_say(as_patient):
    header = HEADER.replace("activities,", "activities,scales,")
    choose_file(as_patient, header + row(scales='"Stress: 2/5 | Energy: 3"'))
    form = as_patient.get(reverse("diary_import_columns")).context["form"]
    assert [form[name].subwidgets[0].data["told"]["high"] for name in ("c0", "c1")] == ["5", "5"]
    assert [form[name].subwidgets[0].data["told"]["low"] for name in ("c0", "c1")] == ["0", "1"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"awful": "11"}, "not one of the available choices"),
        ({"gym": "no_such_thing"}, "Please choose from the list."),
        ({"symptom": "sleep_hours"}, "not one of the available choices"),
    ],
)
def test_a_choice_that_cannot_be_is_said_in_words_and_keeps_the_others(as_patient, words, message):
    answer = choose_words(as_patient, walk="walk", **words)
    assert answer.status_code == 422
    assert message in answer.content.decode() and 'value="walk" selected' in answer.content.decode()
    assert not Entry.objects.exists()


def test_choosing_nothing_at_all_is_no_choice(as_patient):
    answer = choose_words(as_patient, symptom="", notes=None)
    assert answer.status_code == 422
    assert "Please choose at least one thing" in answer.content.decode()


def test_a_mood_and_a_scale_cannot_become_the_same(as_patient):
    header = HEADER.replace("activities,", "activities,scales,")
    told = {"c0": "low_mood", "c0_low": "1", "c0_high": "5"}
    answer = choose_words(as_patient, header + row(scales='"Blues: 3"'), **told)
    assert answer.status_code == 422
    assert "Two of these become the same here." in answer.content.decode()


def test_her_words_are_unreadable_while_the_file_waits(as_patient):
    choose_words(as_patient, gym=daylio.NEW_COPING, **{"k 🐎": daylio.NEW_TRIGGER})
    kept = str(ImportDraft.objects.get().settings)
    assert not [word for word in ("gym", "k 🐎", "dizzy", "reading", "awful") if word in kept]


def test_coming_back_shows_what_was_chosen(as_patient):
    choose_words(as_patient, gym="walk", awful="4", notes=None, name_activities="on")
    form = as_patient.get(reverse("diary_import_columns")).context["form"]
    told = {field.label: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    assert (told["gym"], told["awful"], told["reading"]) == ("walk", "4", "")
    assert (form.initial["notes"], form.initial["name_activities"]) == (False, True)


def test_days_she_has_are_kept_unless_she_says_otherwise(as_patient, patient):
    make_entry(patient, DAY, ratings={"craving": 4}, note="mine", coping=["walk"])
    bring(as_patient, gym=daylio.NEW_COPING)
    assert (entry(patient).note, entry(patient).coping) == ("mine", ["walk"])
    bring(as_patient, days="replace", gym=daylio.NEW_COPING)
    assert entry(patient).ratings == {"craving": 4, "low_mood": 7}
    assert entry(patient).coping == [OwnTag.objects.get().code] and entry(patient).history.count() == 2


def test_a_word_is_shown_as_text_and_never_as_markup(as_patient):
    choose_words(as_patient, HEADER + row(mood="<i>x</i>", activities="<script>y", note="<script>alert(1)</script>"))
    pages = check_page(as_patient) + as_patient.get(reverse("diary_import_columns")).content.decode()
    assert "<i>x" not in pages and "<script>y" not in pages and "<script>alert" not in pages


def test_a_file_with_more_words_than_a_diary_is_refused(as_patient):
    words = " | ".join("abcdefghij" * 5)
    answer = as_patient.post(reverse("diary_import"), {"file": as_file(HEADER + row(activities=words) * 5_000)})
    assert answer.status_code == 422
    assert "more than 200,000 activities" in answer.content.decode()


def test_the_pages_cost_the_same_for_a_short_and_a_long_diary(as_patient, count_queries):
    def look(days):
        rows = "".join(row(f"2026-{1 + n // 28:02}-{1 + n % 28:02}", activities=f"a{n} | gym") for n in range(days))
        choose_words(as_patient, HEADER + rows, gym=daylio.NEW_COPING)
        pages = [reverse("diary_import_columns"), reverse("diary_import_check")]
        return [count_queries(lambda page=page: as_patient.get(page)) for page in pages]

    assert look(3) == look(250)


def test_bringing_it_costs_the_same_for_a_short_and_a_long_diary(as_patient, as_other_patient, count_queries):
    def cost(client, days):
        rows = "".join(row(f"2026-{1 + n // 28:02}-{1 + n % 28:02}", activities="gym", note="n") for n in range(days))
        choose_words(client, HEADER + rows, gym=daylio.NEW_COPING)
        return count_queries(lambda: say_yes(client))

    assert cost(as_patient, 3) == cost(as_other_patient, 250)


CELLS = st.one_of(
    st.sampled_from(["", "|", "a | b", "gym", "Sleep: 3/5", "<br>", "&#0;", "=1", "7/0 points"]), st.text(max_size=20)
)
COLUMN_NAMES = ["full_date", "time", "mood", "activities", "scales", "note_title", "note"]


@settings(deadline=None)
@given(st.lists(st.tuples(*[CELLS] * 6), min_size=1, max_size=8))
def test_whatever_daylios_cells_say_days_stay_within_their_scales(rows):
    rows = tuple((number, [f"2026-03-{1 + number % 3:02}", *cells]) for number, cells in enumerate(rows))
    diary = daylio.Diary(Table(tuple(COLUMN_NAMES), rows))
    names = [name for moment in diary.moments for name in moment.scales]
    scales = {daylio.key_of(name): Target("low_mood", Decimal(0), Decimal(5)) for name in names[:1]}
    activities = {each.key: daylio.NEW_COPING for each in diary.activities}
    choice = daylio.Choice("stress", {mood.key: 10 for mood in diary.moods}, activities, scales, name_activities=True)
    assert daylio.Choice.from_settings(json.loads(json.dumps(choice.as_settings()))) == choice
    symptoms = {code: Symptom(code=code, scale="nrs10", minimum=0, maximum=10) for code in choice.codes}
    reading = DaylioReader(diary, choice, symptoms, TagWords({}), date(2026, 3, 31)).read()
    for told in reading.days.values():
        assert all(type(answer) is int and 0 <= answer <= 10 for answer in told.ratings.values())
        assert told.ratings or told.note or told.coping
        assert all(tag.label and len(tag.label) <= 60 for tag in told.coping)
