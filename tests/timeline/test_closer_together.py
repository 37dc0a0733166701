"""What goes together, on the page: her own days, in words and dots, never as a cause."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.days import today_of
from journal.models import OwnTag, Symptom
from tests.timeline.diaries import write
from timeline.closer import build
from timeline.closer.dots import DOT, draw_dots
from timeline.closer.shapes import DotRow, Dots

CAUSES = r"\b(?:because|cause[sd]?|leads? to|due to|makes? you|explains?|effects? of|should|risk|normal)\b"


def seen(patient, shown=""):
    return build(patient, today=today_of(patient), shown=shown).together


def written(patient, tags=("argument",), **others):
    """Six days with the tags and a craving of 8, fifteen other days with one of 4."""
    write(patient, {days: {"craving": 8, **others} for days in range(6)}, triggers=list(tags))
    write(patient, {days: {"craving": 4, **others} for days in range(6, 21)})


def test_days_with_something_stand_beside_other_days_with_their_counts(patient):
    written(patient)
    (beside,) = seen(patient).rows
    assert beside.heading == "An argument"
    assert beside.sentence == (
        "In your own days: on 6 days with “An argument”, you rated craving 8.0 on average. On 15 other days, 4.0."
    )
    assert "6 days, 8.0 on average" in beside.svg and "15 days, 4.0 on average" in beside.svg


def test_short_nights_stand_beside_other_nights(patient):
    write(patient, {days: {"craving": 7, "sleep_hours": 5.5} for days in range(9)})
    write(patient, {days: {"craving": 3, "sleep_hours": 6} for days in range(9, 20)})
    (beside,) = seen(patient).rows
    assert beside.heading == "Nights under 6 hours"
    assert "on 9 days after less than 6 hours of sleep, you rated craving 7.0" in beside.sentence


def test_it_never_says_why(as_patient, patient):
    written(patient, sleep_hours=5)
    shown = as_patient.get("/timeline/closer/").content.decode()
    part = re.sub(r"<[^>]+>", " ", shown[shown.index('id="part-4"') : shown.index("Back to your timeline")])
    assert "This shows days side by side. It cannot say why." in part
    assert not re.search(CAUSES, part, re.I)


def test_it_counts_the_last_ninety_days_and_no_older_ones(patient):
    write(patient, {days: {"craving": 8} for days in range(86, 100)}, triggers=["argument"])
    write(patient, {days: {"craving": 4} for days in range(20)})
    assert "on 4 days with “An argument”" in seen(patient).rows[0].sentence


def test_what_one_can_look_at_has_a_number_and_craving_is_first(patient):
    written(patient, low_mood=6, sleep_hours=7)
    assert seen(patient).choices == (("1", "Craving"), ("2", "Low mood"), ("3", "Hours slept"))
    assert seen(patient, "2").outcome == "Low mood"
    assert "on 6 days with “An argument”, hours slept were 7.0 on average" in seen(patient, "3").rows[0].sentence


@pytest.mark.parametrize("shown", ["", "0", "4", "x", "1 ", "²", "craving"])
def test_an_unknown_number_shows_craving(patient, shown):
    written(patient, low_mood=6, sleep_hours=7)
    assert (seen(patient, shown).chosen, seen(patient, shown).outcome) == ("1", "Craving")


def test_answers_on_harm_and_use_are_never_looked_at(patient):
    Symptom.objects.filter(code="self_harm_thoughts").update(scale="nrs10")
    written(patient, self_harm_thoughts=2, used_ketamine=True, safe_now=True)
    assert seen(patient).choices == (("1", "Craving"),)


@pytest.mark.parametrize("tag", ["comedown", "hangover", "drink_or_drugs"])
def test_words_that_tell_of_use_are_put_beside_nothing(patient, tag):
    written(patient, tags=[tag, "argument"])
    assert [beside.heading for beside in seen(patient).rows] == ["An argument"]


def test_her_own_words_are_shown_escaped_and_cut_off_only_in_the_picture(as_patient, patient):
    own = OwnTag.objects.create(
        patient=patient, kind="trigger", label="<b>Loud</b> & very long words of my own, all night long"
    )
    written(patient, tags=[own.code])
    (beside,) = seen(patient).rows
    assert beside.heading == own.label and "…”: 6 days" in beside.svg
    ElementTree.fromstring(beside.svg)  # noqa: S314
    assert "<b>Loud" not in as_patient.get("/timeline/closer/").content.decode()


def test_thirteen_days_are_too_few_and_it_says_how_many_there_are(patient):
    write(patient, {days: {"craving": 8} for days in range(13)}, triggers=["argument"])
    write(patient, {20: {"craving": None}})
    assert seen(patient).nothing == "It takes 14 days with an answer. So far there are 13 days for “Craving”."
    assert seen(patient).rows == ()


def test_days_enough_but_nothing_tapped_says_what_it_takes(patient):
    write(patient, {days: {"craving": 8} for days in range(20)})
    assert "What made it harder?" in seen(patient).nothing


def test_the_table_holds_every_dot(patient):
    write(
        patient,
        {days: {"craving": days % 5, "sleep_hours": 5 if days % 2 else None} for days in range(10)},
        triggers=["argument"],
    )
    write(patient, {days: {"craving": days % 5, "sleep_hours": 8} for days in range(10, 21)})
    view = seen(patient)
    assert view.table.columns == ("Craving", "Nights under 6 hours", "An argument")
    assert [row.cells[1:] for row in view.table.rows[:3]] == [("–", "yes"), ("yes", "yes"), ("–", "yes")]
    for place, beside in enumerate(view.rows, start=1):
        dots = re.findall(r'class="dot" d="([^"]*)"', beside.svg)
        sides = [[row for row in view.table.rows if row.cells[place] == word] for word in ("yes", "other")]
        assert [each.count("M") for each in dots] == [len(side) for side in sides]


values = st.lists(st.integers(0, 100).map(lambda tenths: tenths / 10), min_size=1, max_size=90)


@given(values, values)
def test_each_day_is_a_dot_at_its_answer_and_none_lies_on_another(first, second):
    rows = tuple(DotRow("days", tuple(each), 5.0) for each in (first, second))
    svg = draw_dots(Dots("Title", "Words", 10, rows), "dots")
    for paths, told in zip(re.findall(r'class="dot" d="([^"]*)"', svg), (first, second), strict=True):
        dots = [tuple(map(float, dot)) for dot in re.findall(r"M(\S+) (\S+?)h", paths)]
        assert sorted(x for x, _ in dots) == pytest.approx(sorted(16 + value * 32.8 for value in told), abs=0.06)
        assert len(set(dots)) == len(dots)
    assert DOT > 0
