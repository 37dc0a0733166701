"""The summary as a file: one tagged A4 page for any diary, with every word as it was written."""

import random
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinical.summary import MOST_CHANGES
from journal.days import today_of
from journal.models import Entry, OwnTag, Symptom, Tag
from tests.people import make_episode, make_urge
from tests.timeline.diaries import ago
from tests.timeline.visits import four_weeks, longest, opened, sheet, told_by
from timeline.models import VisitQuestion
from timeline.models.own import QUESTION_LENGTH
from timeline.summary import build, pdf_of

LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
TYPST = ("#eval(1) *bold* _thin_", '#import "@preview/x:1.0.0": *', "$x^2$ `raw` <label> @ref", "= Heading",
         "\\u{41} \\ // no", "[a](b) ~ -- ... 'q' \"q\"", "#panic() #{ } #sys.inputs")  # fmt: skip
WILD = (*TYPST, "W" * 300, "😀" * 300, "日本語のとても長い文" * 30, "مرحبا كيف الحال " * 20, "é\u0301\u0302\u0303" * 75,
        "\n" * 300, "\u202e\u2066x" * 100, "a\x07b\ufeff", "क्षत्रिय " * 30, "﷽" * 300, "a word and " * 40)  # fmt: skip


def test_it_is_one_tagged_a4_page_in_a_known_language(patient):
    four_weeks(patient)
    file = opened(pdf_of(build(patient, today=today_of(patient))))
    root = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"]["/K"]
    assert (root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == ("en-GB", True)
    assert [round(float(side)) for side in file.pages[0].mediabox[2:]] == [595, 842]
    assert len(file.pages) == 1


def test_it_says_that_it_keeps_to_pdf_ua_and_nothing_of_her():
    file = opened(pdf_of(sheet("A word.")))
    described = file.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in described
    assert file.metadata.title == "Summary" and not file.metadata.author
    assert "Recovery" not in described and "etamine" not in described


def tags_of(file) -> list[str]:
    """The kinds of its parts, in the order in which they are read out."""

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, dict) and "/S" in node:
            yield str(node["/S"])
        kids = node.get("/K", []) if isinstance(node, dict) else []
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(kid, dict):
                yield from walk(kid)

    return list(walk(file.trailer["/Root"]["/StructTreeRoot"]))


def test_its_headings_and_table_are_tagged_as_such(patient):
    four_weeks(patient)
    tags = tags_of(opened(pdf_of(build(patient, today=today_of(patient)))))
    assert (tags.count("/H1"), tags.count("/H2"), tags.count("/Table")) == (1, 10, 1)
    assert tags.count("/TH") >= 4 and tags.index("/H1") < tags.index("/Table")


@pytest.mark.parametrize("text", TYPST)
def test_markup_comes_out_as_it_was_typed(text):
    for page in (sheet(text), sheet(question=text)):
        assert text in told_by(pdf_of(page))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LETTERS, min_size=1, max_size=4), LETTERS)
def test_no_text_whatever_keeps_it_from_being_one_page(texts, question):
    assert len(opened(pdf_of(sheet(*texts, question=question))).pages) == 1


def wild(patient, pick: random.Random) -> None:
    """A diary of nothing but extremes, of every kind the database takes."""
    symptoms = list(Symptom.objects.all())
    for symptom in pick.sample(symptoms, 12):
        Symptom.objects.filter(pk=symptom.pk).update(label=pick.choice(WILD)[:60] or "W" * 60)
    entries = []
    for back in range(28):
        ratings = {symptom.code: _answer(pick, symptom, back) for symptom in symptoms}
        entries.append(
            Entry(
                patient=patient,
                date=ago(patient, back),
                ratings=ratings,
                note=pick.choice(WILD) * 9,
                late=True,
            )
        )
    Entry.objects.bulk_create(entries)
    tags = [
        OwnTag.objects.create(patient=patient, kind=Tag.Kind.COPING, label=pick.choice(WILD)[:60]).code
        for _ in range(3)
    ]
    for _ in range(9):
        make_urge(patient, after=10, before=10, minutes=1200, strategies=tags)
    VisitQuestion.objects.create(patient=patient, text=pick.choice(WILD)[:QUESTION_LENGTH])
    make_episode(patient, day0=ago(patient, pick.choice([0, 9, 9999])), precision="about")


def _answer(pick: random.Random, symptom: Symptom, back: int):
    if symptom.scale == Symptom.Scale.BOOL:
        return pick.choice([True, False, None])
    if symptom.scale == Symptom.Scale.ORD4:
        return pick.choice([0, 1, 2, 3, None])
    if symptom.scale == Symptom.Scale.MULTI:
        return ["Alcohol"]
    return float(symptom.maximum if (back < 14) == pick.choice([True, True, False]) else symptom.minimum)


@pytest.mark.parametrize("seed", range(12))
def test_any_diary_is_one_page_and_no_words_are_lost_to_it(patient, seed):
    wild(patient, random.Random(seed))
    whole = build(patient, today=today_of(patient))
    content = pdf_of(whole)
    assert len(opened(content).pages) == 1
    assert len(whole.section("changes").rows) == MOST_CHANGES and "It is not a diagnosis." in told_by(content)


@pytest.mark.parametrize("letter", ["W", "あ", "﷽", "b ", "é\u0302"])
def test_the_longest_page_there_can_be_is_one_page(letter):
    content = pdf_of(longest(letter))
    assert len(opened(content).pages) == 1 and "It is not a diagnosis." in told_by(content)


def mark_of(section) -> str:
    """Words that stand in this part and in no other."""
    return section.facts[0].text if section.facts else section.rows[0].change


@pytest.mark.parametrize("seed", range(6))
def test_a_file_holds_the_chosen_parts_and_no_other(patient, seed):
    four_weeks(patient)
    whole, pick = build(patient, today=today_of(patient), own=False), random.Random(seed)
    chosen = pick.sample(whole.codes, pick.randint(1, len(whole.codes)))
    days = [note.day for note in whole.notes if "notes" in chosen]
    words = told_by(pdf_of(whole.only(chosen, days)))
    assert {section.code for section in whole.sections if mark_of(section) in words} == set(chosen)


def test_two_at_once_do_not_mix(patient):
    made: dict[int, list[bytes]] = {number: [] for number in range(6)}

    def make(number):
        for _ in range(5):
            made[number].append(pdf_of(sheet(f"only of number {number}", question=f"asked by {number}")))

    threads = [threading.Thread(target=make, args=(number,)) for number in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, files in made.items():
        assert {told_by(file).count(f"number {number}") for file in files} == {1}
        assert not any(f"asked by {other}" in told_by(files[0]) for other in made if other != number)
