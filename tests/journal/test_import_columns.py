"""What the second step guesses, what it asks, and what it refuses."""

import pytest
from django.urls import reverse

from journal.import_forms import ImportColumnsForm
from journal.importing.columns import look_at
from journal.importing.mapping import NOTE
from journal.importing.reading import read_table
from journal.models import Symptom
from tests.journal.diaries import choose_columns, choose_file

pytestmark = pytest.mark.django_db


def seen(text):
    return {column.name: column for column in look_at(read_table(text), Symptom.objects.active())}


def ends(text, name):
    scale = seen(text)[name].scale
    return scale and (int(scale.low), int(scale.high))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("-1.2 2.2", (-3, 3)), ("-4 1", (-5, 5)), ("1 5", (1, 5)), ("2 6.5", (1, 7)), ("1 9", (1, 10)),
        ("0 3", (0, 10)),
        ("0 10", (0, 10)), ("0 55", (0, 100)), ("20 80", (0, 100)), ("200 900", None), ("rain sun", None),
    ],
)  # fmt: skip
def test_a_scale_is_guessed_from_the_numbers_of_a_column(cells, expected):
    rows = "".join(f"2026-03-0{day},{cell}\n" for day, cell in enumerate(cells.split(), start=1))
    assert ends("date,It\n" + rows, "It") == expected


def test_columns_of_one_diary_share_the_scale_that_two_of_them_need():
    text = "date,A,B,C,D\n2026-03-01,1.5,5.2,6.1,9\n2026-03-02,3.5,2,3,10\n"
    assert [ends(text, name) for name in "ABCD"] == [(1, 7), (1, 7), (1, 7), (1, 10)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Down", "low_mood"), ("low_mood", "low_mood"), ("Low mood", "low_mood"), ("ANXIOUS", "anxiety"),
        ("Hard to concentrate", "concentration"), ("Notes", NOTE), ("hours-of-sleep", "sleep_hours"),
        ("Mood", None), ("Sleep", None), ("Concentration", None), ("Memory", None), ("Pain", None), ("Weather", None),
    ],
)  # fmt: skip
def test_only_names_that_can_mean_one_thing_are_guessed(name, code):
    guess = seen(f"date,{name}\n2026-03-01,3\n")[name].guess
    assert (guess and guess.to) == code


def test_no_symptom_is_guessed_for_two_columns_or_for_words():
    columns = seen("date,Down,Sad,Tired\n2026-03-01,1,2,very\n")
    assert [columns[name].guess is not None for name in ("Down", "Sad", "Tired")] == [True, False, False]


def test_a_code_that_means_the_opposite_elsewhere_is_guessed_only_in_our_own_file():
    ours, theirs = "date,concentration,note,source\n2026-03-01,3,,form\n", "date,concentration\n2026-03-01,3\n"
    assert seen(ours)["concentration"].guess.to == "concentration"
    assert seen(theirs)["concentration"].guess is None


def form_for(text):
    columns = look_at(read_table(text), [])
    return ImportColumnsForm(columns=columns, symptoms=[], chosen=None)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("date,a\n2026-03-04,1\n", "0:ymd"),
        ("a,datum\n1,13/04/2026\n", "1:dmy"),
        ("date,a\n03/04/2026,1\n05/04/2026,1\n", ""),
        ("made,date\n2026-03-04,2026-03-01\n", "1:ymd"),
        ("made,seen,a\n2026-03-04,2026-03-01,1\n", ""),
    ],
)
def test_the_date_is_chosen_for_her_only_when_it_is_beyond_doubt(text, chosen):
    assert form_for(text).fields["when"].initial == chosen


def test_both_ways_to_read_a_date_are_shown_with_what_they_mean():
    labels = [label for _, label in form_for("date,a\n03/04/2026,1\n").fields["when"].choices]
    assert labels == [
        "“date”, day first: 03/04/2026 is 3 April 2026",
        "“date”, month first: 03/04/2026 is 4 March 2026",
    ]


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"when": "", "c1": "note"}, "Please choose how the dates are written."),
        ({"when": "7:dmy", "c1": "note"}, "not one of the available choices"),
        ({}, "Please choose at least one column"),
        ({"c1": ("low_mood", "", "")}, "the lowest and the highest number"),
        ({"c1": ("low_mood", "a", "b")}, "the lowest and the highest number"),
        ({"c1": ("low_mood", 3, 3)}, "must be below the highest"),
        ({"c1": ("low_mood", 0, 9999999)}, "the lowest and the highest number"),
        ({"c1": "no_such_thing"}, "Please choose from the list."),
        ({"c3": "low_mood"}, "This column holds words."),
        ({"c1": ("low_mood", -3, 3), "c2": ("low_mood", 1, 7)}, "Two columns become the same here."),
    ],
)
def test_a_choice_that_cannot_be_is_said_in_words_and_keeps_what_was_typed(as_patient, chosen, message):
    choose_file(as_patient)
    answer = choose_columns(as_patient, **chosen)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    typed = [told[1] for told in chosen.values() if isinstance(told, tuple)]
    assert all(f'value="{low}"' in answer.content.decode() for low in typed)


def test_coming_back_shows_what_was_chosen(as_patient):
    choose_file(as_patient)
    choose_columns(as_patient, c1=("anxiety", -5, 5, True), c3="note")
    page = as_patient.get(reverse("diary_import_columns")).content.decode()
    assert '<option value="anxiety" selected>' in page and '<option value="note" selected>' in page
    assert 'value="-5"' in page and 'name="c1_turned" id="id_c1_turned" checked' in page


def test_two_columns_of_words_may_become_one_note(as_patient):
    choose_file(as_patient, "date,Title,Text\n2026-03-01,A day,Long\n")
    assert choose_columns(as_patient, c1="note", c2="note").status_code == 302
    assert "A day\nLong" in as_patient.get(reverse("diary_import_check")).content.decode()


def test_a_symptom_that_was_taken_out_meanwhile_is_asked_again(as_patient):
    choose_file(as_patient)
    choose_columns(as_patient, c1=("nasal", -3, 3))
    Symptom.objects.filter(code="nasal").update(active=False)
    assert as_patient.get(reverse("diary_import_check")).url == reverse("diary_import_columns")
