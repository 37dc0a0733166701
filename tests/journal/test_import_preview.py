"""The last look before the yes: what would be done, and every problem by row and column."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.importing.columns import look_at
from journal.importing.mapping import NOTE, Mapping, Target, read_days
from journal.importing.reading import Table
from journal.importing.tags import TagWords
from journal.models import Entry, Symptom
from tests.journal.diaries import bring, choose_columns, choose_file
from tests.people import make_entry

TODAY = date(2026, 3, 31)
SYMPTOMS = {
    "a": Symptom(code="a", scale="nrs10", minimum=0, maximum=10),
    "b": Symptom(code="b", scale="bool", minimum=0, maximum=1),
    "h": Symptom(code="h", scale="hours", minimum=0, maximum=24),
    "o": Symptom(code="o", scale="ord4", minimum=0, maximum=3, choices=["No", "A little", "More", "Most"]),
}
TARGETS = {1: Target("a"), 2: Target("b"), 3: Target("h"), 4: Target("o"), 5: Target(NOTE)}


def shown(client, text, **columns):
    choose_file(client, text)
    choose_columns(client, **columns)
    return client.get(reverse("diary_import_check")).content.decode()


def read(*rows):
    table = Table(("date", "a"), tuple((number, list(cells)) for number, cells in enumerate(rows, start=2)))
    reading = read_days(table, Mapping(0, "ymd", {1: Target("a")}), SYMPTOMS, TagWords({}), today=TODAY)
    return reading, [(problem.row, problem.column, problem.text) for problem in reading.problems]


def test_every_problem_is_named_by_row_and_column(as_patient):
    page = shown(as_patient, "date,Down\n2026-03-01,abc\n2026-03-02,9\n2026-03-03,1\n", c1=("low_mood", -3, 3))
    assert "Row 2, column Down: “abc” is not a number." in page
    assert "Row 3, column Down: “9” is not between −3 and 3." in page


def test_a_cell_with_a_problem_is_left_out_and_the_rest_of_its_row_stays(as_patient, patient):
    bring(
        as_patient,
        "date,A,B\n2026-03-01,x,4\n2026-03-02,,1\n2026-03-03,2,\n",
        c1=("low_mood", 0, 10),
        c2=("anxiety", 0, 10),
    )
    assert Entry.objects.get(patient=patient, date=date(2026, 3, 1)).ratings == {"anxiety": 4}


@pytest.mark.parametrize("blank", ["", "  ", "-", "–", "NA", "nan", "null"])
def test_a_blank_cell_is_neither_an_answer_nor_a_problem(blank):
    reading, problems = read(["2026-03-01", blank], ["2026-03-02", "0"])
    assert {day.isoformat(): told.ratings for day, told in reading.days.items()} == {"2026-03-02": {"a": 0}}
    assert problems == [] and reading.silent == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("soon", "“soon” is not a date"), ("", "there is no date"), ("1989-12-31", "“1989-12-31” is before 1990"),
        ("2026-04-01", "“2026-04-01” is still to come"), ("9999-12-31", "“9999-12-31” is still to come"),
    ],
)  # fmt: skip
def test_a_row_with_a_bad_date_is_left_out(text, why):
    reading, problems = read([text, "3"], ["2026-03-31", "4"])
    assert problems == [(2, "date", f"{why}. The whole row is left out")]
    assert list(reading.days) == [TODAY]


def test_the_first_fifty_problems_are_shown_and_the_rest_counted(as_patient):
    rows = "".join(f"2026-03-{1 + n % 28:02},x\n" for n in range(362)) + "2026-03-29,1\n" * 400
    page = shown(as_patient, "date,Down\n" + rows, c1=("low_mood", -3, 3))
    assert page.count("is not a number") == 50
    assert "And 312 more." in page


def test_new_days_and_days_she_has_are_counted_apart(as_patient, patient, other_patient):
    make_entry(patient, date(2026, 3, 1))
    make_entry(other_patient, date(2026, 3, 3))
    page = shown(as_patient, "date,Down\n2026-03-01,1\n2026-03-02,2\n2026-03-03,2\n", c1=("low_mood", -3, 3))
    assert "<h2>3 days</h2>" in page
    assert "<dt>New</dt><dd>2</dd>" in page and "<dt>Here already</dt><dd>1</dd>" in page


def test_she_is_asked_about_days_she_has_only_when_there_are_some(as_patient, patient):
    assert 'name="days"' not in shown(as_patient, "date,Down\n2026-03-01,1\n", c1=("low_mood", -3, 3))
    make_entry(patient, date(2026, 3, 1))
    assert 'name="days"' in as_patient.get(reverse("diary_import_check")).content.decode()


def test_a_turned_scale_is_told_in_words(as_patient):
    page = shown(as_patient, "date,Focus\n2026-03-01,7\n", c1=("concentration", 1, 7, True))
    assert "1 becomes 10 (“as hard as it could be”), 7 becomes 0 (“no trouble”)" in page


def test_guessed_letters_joined_rows_and_silent_rows_are_told(as_patient):
    rows = "date,Café\n2026-03-01,1\n2026-03-01,2\n2026-03-02,\n".encode("cp1252")
    page = shown(as_patient, rows, c1=("low_mood", 0, 10))
    assert "We guessed how the letters are stored." in page
    assert "1 day had several rows." in page and "1 row had a date and nothing to bring." in page


def test_a_file_with_no_day_to_bring_cannot_be_confirmed(as_patient):
    page = shown(as_patient, "date,Down\n2026-03-01,x\n2026-03-02,1\n1980-01-01,1\n", c1=("low_mood", 5, 6))
    assert "There is no day in this file" in page and "Bring these days over" not in page
    assert as_patient.post(reverse("diary_import_check"), {"seen": "x"}).status_code in (302, 422)
    assert not Entry.objects.exists()


def test_what_a_diary_says_is_shown_as_text_and_never_as_markup(as_patient):
    page = shown(as_patient, "date,<b>x</b>,Note\n2026-03-01,<i>,<script>alert(1)</script>\n", c2="note")
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_a_note_too_long_for_a_day_is_cut_and_told():
    table = Table(("date", "n"), ((2, ["2026-03-01", "x" * 3000]), (3, ["2026-03-01", "y" * 3000])))
    reading = read_days(table, Mapping(0, "ymd", {1: Target(NOTE)}), SYMPTOMS, TagWords({}), today=TODAY)
    assert len(reading.days[date(2026, 3, 1)].note) == 4000
    assert reading.problems[0].text == "the note is longer than 4,000 letters. The end is left out"


CELLS = st.one_of(
    st.sampled_from(["", "-", "yes", "no", "skipped", "7:30", "=1+1", "NaN", "1e9", "-0", "2026-03-01"]),
    st.integers(-20, 40).map(str),
    st.decimals(-5, 30, places=3).map(str),
    st.text(max_size=12),
)
DAYS = st.one_of(
    st.dates(date(1985, 1, 1), date(2030, 1, 1)).map(str), st.dates(TODAY - timedelta(3), TODAY).map(str), CELLS
)


@settings(deadline=None)
@given(st.lists(st.tuples(DAYS, CELLS, CELLS, CELLS, CELLS, CELLS), max_size=12))
def test_whatever_the_cells_say_answers_stay_within_their_scales(rows):
    table = Table(("date", "a", "b", "h", "o", "n"), tuple((n, list(cells)) for n, cells in enumerate(rows, start=2)))
    reading = read_days(table, Mapping(0, "ymd", TARGETS), SYMPTOMS, TagWords({}), today=TODAY)
    for day, told in reading.days.items():
        answers = told.ratings
        assert date(1990, 1, 1) <= day <= TODAY and (answers or told.note)
        assert answers.get("a") is None or (type(answers["a"]) is int and 0 <= answers["a"] <= 10)
        assert answers.get("b") in (None, True, False)
        assert answers.get("h") is None or (answers["h"] * 2 == int(answers["h"] * 2) and 0 <= answers["h"] <= 24)
        assert answers.get("o") in (None, 0, 1, 2, 3)


@settings(deadline=None)
@given(st.lists(st.tuples(DAYS, CELLS, CELLS), min_size=1, max_size=12))
def test_looking_at_columns_copes_with_whatever_they_hold(rows):
    table = Table(("date", "low_mood", "note"), tuple((n, list(cells)) for n, cells in enumerate(rows, start=2)))
    try:
        columns = look_at(table, [Symptom(code="low_mood", label="Low mood", scale="nrs10", minimum=0, maximum=10)])
    except ValueError as why:
        assert "no column of dates" in str(why)
    else:
        assert len(columns) == 3
