"""Our own table, taken out of one journal and brought into another: the same days, to the letter."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.cells import cell_of, item_of, joined, parted
from journal.exporting import diary_csv
from journal.importing.mapping import read_days
from journal.importing.own import our_mapping
from journal.importing.reading import decode, read_table
from journal.importing.tags import NewTag, TagWords
from journal.importing.writing import import_days
from journal.models import Entry, OwnTag, Symptom
from journal.tagging import Chip, Chips
from tests.journal.diaries import choose_file, say_yes
from tests.people import make_entry

FIRST, SECOND = date(2026, 3, 1), date(2026, 3, 2)
TODAY = date(2026, 3, 31)
TOLD = ("date", "ratings", "note", "same_as", "late", "source")
# Whatever a database can keep: no NUL, no half of a letter.
TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"))
HARD = st.sampled_from([
    "=1+1", "'=x", "-", "skipped", "none", "a;b", "a|b", "\\", "\\;", "o'clock", "“so”", '"', "\r", "\n\n",
    "walk", "Walk", "own-1", "party 🎉",
])  # fmt: skip
NOTES = st.lists(st.one_of(HARD, TEXT), max_size=4).map("".join)
WORDS = st.one_of(HARD, TEXT).map(lambda text: " ".join(text.split())[:60].strip()).filter(bool)


def told(patient) -> list[dict]:
    """Her days with everything in them, tags in words."""
    chips = Chips(patient)
    return [
        {name: getattr(entry, name) for name in TOLD}
        | {"triggers": [(code.startswith("own-"), chips.words(code)) for code in entry.triggers]}
        | {"coping": [(code.startswith("own-"), chips.words(code)) for code in entry.coping]}
        for entry in Entry.objects.filter(patient=patient).order_by("date")
    ]


def make_own_tag(patient, kind: str, label: str) -> OwnTag:
    return OwnTag.objects.create(patient=patient, kind=kind, label=label)


def taken_out(patient) -> str:
    return diary_csv(Entry.objects.filter(patient=patient), Symptom.objects.all(), TagWords(Chips(patient).known))


def brought_in(text: str, patient, replace: bool = False):
    """The way a file goes, without the pages: bytes, table, mapping, days."""
    table = read_table(decode(text.encode())[0])
    symptoms = {symptom.code: symptom for symptom in Symptom.objects.importable(table.header)}
    mapping = our_mapping(table, symptoms)
    reading = read_days(table, mapping, symptoms, TagWords(Chips(patient).known), today=TODAY)
    import_days(patient=patient, days=reading.days, replace=replace)
    return reading


def answers_to(symptom: Symptom):
    scale, most = symptom.scale, int(symptom.maximum)
    if scale == "bool":
        return st.booleans()
    if scale == "multi":
        return st.lists(st.sampled_from(symptom.choices), unique=True)
    if scale == "hours":
        return st.integers(0, 2 * most).map(lambda halves: halves / 2 if halves % 2 else halves // 2)
    return st.integers(0, most)


@st.composite
def days(draw, symptoms, catalogue, own):
    """Fields of entries of the days before TODAY. `own` are codes of her own tags, by kind."""
    ratings = st.fixed_dictionaries({}, optional={each.code: st.none() | answers_to(each) for each in symptoms})
    tags = {kind: st.lists(st.sampled_from([*catalogue[kind], *own[kind]]), max_size=4, unique=True) for kind in own}
    fields = st.fixed_dictionaries({
        "ratings": ratings, "note": NOTES, "triggers": tags["trigger"], "coping": tags["coping"],
        "same_as": st.none() | st.dates(date(2020, 1, 1), TODAY), "late": st.booleans(),
        "source": st.sampled_from(["form", "import"]),
    })  # fmt: skip
    return {TODAY - timedelta(days=ago): draw(fields) for ago in draw(st.sets(st.integers(0, 400), max_size=5))}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_in_a_diary_comes_back_to_the_letter(patient, other_patient, data):
    words = {kind: data.draw(st.lists(WORDS, max_size=3, unique_by=str.casefold)) for kind in ("trigger", "coping")}
    own = {kind: [make_own_tag(patient, kind, label).code for label in labels] for kind, labels in words.items()}
    catalogue = {kind: ["bored", "payday"] if kind == "trigger" else ["walk", "delay"] for kind in own}
    for day, fields in data.draw(days(list(Symptom.objects.all()), catalogue, own)).items():
        Entry.objects.create(patient=patient, date=day, **fields)
    if Entry.objects.filter(patient=patient).exists():
        assert brought_in(taken_out(patient), other_patient).problems == []
    assert told(other_patient) == told(patient)
    Entry.objects.all().delete()
    OwnTag.objects.all().delete()


def bring(client, text: str, days: str = "keep"):
    """Through the pages: nothing is asked but a yes."""
    assert choose_file(client, text).url == reverse("diary_import_check")
    return say_yes(client, days)


def test_our_own_table_asks_for_nothing_but_a_yes(as_patient, as_other_patient, patient, other_patient):
    tag = make_own_tag(patient, "coping", "Piano")
    more = {"same_as": FIRST, "late": True, "triggers": ["payday"], "coping": [tag.code, "walk"]}
    make_entry(patient, SECOND, ratings={"used_other": ["Alcohol"], "craving": None}, note=" =1 ", **more)
    text = as_patient.get(reverse("diary_export")).content.decode()
    page = choose_file(as_other_patient, text) and as_other_patient.get(reverse("diary_import_check"))
    assert "So there is nothing to choose." in page.content.decode() and 'name="keep"' not in page.content.decode()
    assert "Piano" in page.content.decode()
    say_yes(as_other_patient)
    assert told(other_patient) == told(patient)


def test_the_columns_of_our_own_table_are_not_asked_about(as_patient):
    choose_file(as_patient, "date,craving,note,source\n2026-03-01,3,,form\n")
    assert as_patient.get(reverse("diary_import_columns")).url == reverse("diary_import_check")


def test_a_table_taken_out_before_there_were_tags_still_comes_back(as_patient, patient):
    bring(
        as_patient,
        '\ufeffdate,craving,sleep_hours,note,source\r\n2026-03-01,7,6.5,"\'=x\ny",form\r\n2026-03-02,,,a,import\r\n',
    )
    first, second = told(patient)
    assert (first["ratings"], first["note"], first["source"]) == ({"craving": 7, "sleep_hours": 6.5}, "=x\ny", "form")
    assert (second["ratings"], second["late"], second["source"]) == ({}, False, "import")


def test_bringing_it_back_to_the_same_journal_changes_nothing(as_patient, patient):
    tag = make_own_tag(patient, "trigger", "k 🐎")
    make_entry(patient, FIRST, ratings={"used_other": []}, triggers=[tag.code], same_as=SECOND, note="a")
    before = list(Entry.objects.values())
    bring(as_patient, taken_out(patient), days="replace")
    assert list(Entry.objects.values()) == before and OwnTag.objects.count() == 1


def test_a_day_with_nothing_in_it_comes_back_as_one(patient, other_patient):
    make_entry(patient, FIRST, ratings={})
    brought_in(taken_out(patient), other_patient)
    assert told(other_patient) == told(patient)


def test_an_answer_that_was_taken_off_the_list_since_comes_back(patient, other_patient):
    make_entry(patient, FIRST, ratings={"used_other": ["Alcohol", "Poppers; old"]})
    brought_in(taken_out(patient), other_patient)
    assert told(other_patient) == told(patient)


def test_a_symptom_an_administrator_adds_is_exported_and_comes_back(as_administrator, patient, other_patient):
    fields = {"code": "hiccups", "label": "Hiccups", "prompt": "Hiccups?", "scale": "nrs10", "group": "body"}
    fields |= {"minimum": 0, "maximum": 10, "position": 5, "cadence": "daily", "active": "on", "version": 1}
    fields |= {"choices": "[]", "sources": "[]", "codings": "[]"}
    assert as_administrator.post(reverse("admin:journal_symptom_add"), fields).status_code == 302
    make_entry(patient, FIRST, ratings={"hiccups": 4})
    assert "hiccups" in taken_out(patient)
    brought_in(taken_out(patient), other_patient)
    assert told(other_patient) == told(patient)


def test_a_symptom_an_administrator_adds_can_be_chosen_for_a_column(as_patient):
    Symptom.objects.create(code="hiccups", label="Hiccups", prompt="Hiccups?", scale="nrs10", group="body")
    choose_file(as_patient)
    assert (
        '<option value="hiccups">Hiccups</option>' in as_patient.get(reverse("diary_import_columns")).content.decode()
    )


def test_an_answer_to_a_question_that_is_gone_is_named(as_patient):
    header = "date,gone,triggers,coping,same_as,late,note,source\n"
    choose_file(as_patient, header + "2026-03-01,4,,,,no,,form\n")
    page = as_patient.get(reverse("diary_import_check")).content.decode()
    assert "Column gone: 1 filled in" in page


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (",,soon,no,,form", "column same_as: “soon” is not a date"),
        (",,,maybe,,form", "column late: “maybe” is not yes or no"),
        (",,,no,,clinic", "column source: “clinic” says nothing here"),
        ("own-7,,,no,,form", "column triggers: “own-7” has no words here"),
        (f"{'x' * 61},,,no,,form", "is longer than 60 letters"),
    ],
)
def test_what_was_changed_by_hand_into_nonsense_is_named(as_patient, cells, problem):
    choose_file(as_patient, f"date,craving,triggers,coping,same_as,late,note,source\n2026-03-01,3,{cells}\n")
    assert problem in as_patient.get(reverse("diary_import_check")).content.decode()


def test_only_our_own_table_says_where_a_day_comes_from(as_patient, patient):
    choose_file(as_patient, "date,Mood of mine,note,source,late,same_as\n2026-03-01,3,a,form,yes,2026-02-01\n")
    as_patient.post(reverse("diary_import_columns"), {"when": "0:ymd", "c2": "note"})
    say_yes(as_patient)
    [day] = told(patient)
    assert (day["source"], day["late"], day["same_as"]) == ("import", False, None)


def test_dates_that_a_spreadsheet_rewrote_are_asked_about(as_patient):
    choose_file(as_patient, "date,craving,triggers,coping,same_as,late,note,source\n03/04/2026,3,walk,,,no,,form\n")
    page = as_patient.get(reverse("diary_import_columns")).content.decode()
    assert "day first: 03/04/2026 is 3 April 2026" in page
    assert '<option value="triggers" selected>' in page


def test_words_in_a_column_of_any_diary_can_become_words_to_tap(as_patient, patient):
    mine = make_own_tag(patient, "trigger", "The pub")
    choose_file(as_patient, "date,Why\n2026-03-01,Payday; the  PUB|rain\n")
    as_patient.post(reverse("diary_import_columns"), {"when": "0:ymd", "c1": "triggers"})
    say_yes(as_patient)
    rain = OwnTag.objects.exclude(pk=mine.pk).get()
    assert Entry.objects.get().triggers == ["payday", mine.code, rain.code] and rain.label == "rain"


def test_words_only_on_days_that_stay_as_they_are_are_not_made(as_patient, patient):
    make_entry(patient, FIRST)
    bring(as_patient, "date,craving,triggers,coping,same_as,late,note,source\n2026-03-01,3,new,,,no,,form\n")
    assert not OwnTag.objects.exists()


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_no_cell_of_ours_is_run_by_a_spreadsheet(patient):
    tags = [make_own_tag(patient, "trigger", label).code for label in ("=1+1", "@x", "-2")]
    make_entry(patient, FIRST, ratings={"used_other": ["=cmd"]}, triggers=tags, note="+3")
    cells = [part for cell in rows_of(taken_out(patient))[1] for part in cell.split("; ")]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@"))]


def test_a_table_is_read_whatever_a_person_types_into_its_lists():
    words = TagWords({"coping": [Chip("walk", "Walk", ""), Chip("own-3", "Piano", "")]})
    assert words.read("coping", " WALK ;piano; Tea|;;") == (["walk", "own-3", NewTag("coping", "Tea")], [])


@given(st.lists(TEXT.map(str.strip).filter(bool)))
def test_any_list_of_words_becomes_one_cell_and_the_same_words_again(words):
    assert [word for word, _ in parted(joined(map(item_of, words)))] == words


@given(st.one_of(st.none(), st.booleans(), st.integers(0, 10), st.lists(TEXT.filter(str.strip)), st.lists(HARD)))
def test_no_answer_looks_like_a_gap(answer):
    assert cell_of(answer).strip().lower() not in {"", "-", "–", "—", "na", "n/a", "nan", "null"}
    assert (cell_of(answer) == "skipped") == (answer is None)
