"""The strips of a closer look: each answer in its place, gaps as gaps, and the picture's numbers those of the table."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.trends import one_decimal
from journal.models import Symptom
from timeline.closer import words
from timeline.closer.drawing import BARS_HEIGHT, FLAT, draw_strip
from timeline.closer.strips import everything, four_weeks, slots_of, step_for, strip_of, table_of

TODAY = date(2026, 3, 29)  # the day of the change to summer time
SPAN = four_weeks(TODAY)
SVG = "{http://www.w3.org/2000/svg}"
PAIN = Symptom(pk=1, code="urinary_pain", label="Pain <b>&</b>", scale="nrs10")
TRIPS = Symptom(pk=2, code="nocturia", label="Night-time trips", scale="count")
BLOOD = Symptom(pk=3, code="blood_in_urine", label="Blood in urine", scale="bool")
HOURS = Symptom(pk=4, code="sleep_hours", label="Hours slept", scale="hours")


def ago(days):
    return TODAY - timedelta(days=days)


def strip(*told, span=SPAN, tall=()):
    return strip_of("Bladder", dict(told), span, tall)


def drawn(made):
    return ElementTree.fromstring(draw_strip(made, "bladder"))  # noqa: S314


def bars(made):
    """The heights of the bars of each row, from the markup."""
    rows = [each.get("d") for each in drawn(made).iter("path") if each.get("class") == "bar"]
    return [[float(low) - float(top) for low, top in re.findall(r"M\S+ (\S+?)V(\S+?)h", row)] for row in rows]


def test_every_day_of_four_weeks_has_its_place_and_a_gap_stays_a_gap():
    slots = slots_of(PAIN, {ago(27): 3.0, ago(0): 0.0}, SPAN, step=1)
    assert (len(slots), slots[0].value, slots[-1].value) == (28, 3.0, 0.0)
    assert {slot.value for slot in slots[1:-1]} == {None}


def test_a_zero_is_a_flat_bar_and_a_gap_is_nothing():
    assert bars(strip((TRIPS, {ago(3): 0.0, ago(1): 4.0}))) == [pytest.approx([FLAT, BARS_HEIGHT])]


def test_a_yes_is_a_square_a_no_a_ring_and_a_gap_nothing():
    marks = {
        each.get("class"): each.get("d") for each in drawn(strip((BLOOD, {ago(9): True, ago(2): False}))).iter("path")
    }
    assert (marks["yes"].count("z"), marks["no"].count("M")) == (1, 1)


def test_a_question_without_an_answer_in_these_days_has_no_row():
    made = strip((PAIN, {ago(40): 5.0}), (TRIPS, {ago(1): 2.0}))
    assert [row.label for row in made.rows] == ["Night-time trips"]


@pytest.mark.parametrize(("days", "step"), [(28, 1), (63, 1), (64, 7), (980, 7), (981, 28), (3650, 28), (9000, 84)])
def test_long_diaries_are_thinned_so_that_bars_stay_bars(days, step):
    assert step_for(ago(days - 1), TODAY) == step
    assert days / step <= 140


def test_a_thinned_strip_says_so():
    made = strip((PAIN, {ago(each): 5.0 for each in range(200)}), (BLOOD, {ago(1): True}), span=(ago(199), TODAY))
    assert made.step == 7
    said = " ".join(words.how_to_read(made, nights=False))
    assert "weeks, not days" in said and "mean of a week" in said and "one day or more of a week" in said


def test_everything_begins_with_the_first_answer_and_ends_today_unless_it_is_an_old_diary():
    assert everything([{ago(300): 1.0, ago(3): 2.0}], TODAY) == (ago(300), TODAY)
    assert everything([{ago(900): 1.0, ago(800): 2.0}, {}], TODAY) == (ago(900), ago(800))
    assert everything([{}], TODAY) == everything([{ago(2): 1.0}], TODAY) == SPAN


def test_the_table_has_a_line_for_each_answered_day_newest_first():
    table = table_of(strip((PAIN, {ago(5): 4.0, ago(2): 0.0}), (BLOOD, {ago(2): True, ago(1): False})))
    assert table.columns == ("Pain <b>&</b>", "Blood in urine")
    assert [(row.when, row.cells) for row in table.rows] == [
        ("28 Mar", ("–", "no")),
        ("27 Mar", ("0", "yes")),
        ("24 Mar", ("4", "–")),
    ]
    assert table.year == "2026"


def test_the_table_of_weeks_says_how_many_days_answered():
    answers = {ago(each): 4.0 for each in range(190, 200)}
    table = table_of(strip((PAIN, answers), (BLOOD, {ago(199): True, ago(198): False}), span=(ago(199), TODAY)))
    assert [row.cells for row in table.rows] == [("4 (3)", "–"), ("4 (7)", "1 of 2")]


def test_words_of_the_catalogue_are_escaped_and_the_picture_has_its_words():
    picture = drawn(strip((PAIN, {ago(1): 5.0})))
    assert (picture.tag, picture.get("role")) == ("svg", "img")
    assert picture.find("title").text == "Bladder"
    assert picture.find("desc").text.startswith("2 March 2026 to 29 March 2026.")
    assert "Pain <b>&</b>" in [each.text for each in picture.iter("text")]


def test_looks_come_from_the_stylesheet_alone():
    markup = draw_strip(strip((PAIN, {ago(1): 5.0}), (BLOOD, {ago(1): True})), "bladder")
    assert not re.search(r'\b(?:style|fill|stroke|font-size)="', markup)


def test_all_numbers_stand_over_their_bars_or_only_the_newest_and_the_highest():
    few = drawn(strip((TRIPS, {ago(each): float(each % 7) for each in range(28)})))
    many = drawn(strip((TRIPS, {ago(each): float(10 + each % 8) for each in range(28)})))
    numbers = [[each.text for each in picture.iter("text") if (each.text or "").isdigit()] for picture in (few, many)]
    assert len(numbers[0]) == 28
    assert numbers[1] == ["17", "10"]


@pytest.mark.parametrize("days", [1, 28, 63, 64, 3650])
def test_no_word_leaves_the_picture(days):
    answers = {ago(each): 10.0 + each % 9 for each in range(days)}
    made = strip((TRIPS, answers), (HOURS, answers), span=(ago(max(days, 28) - 1), TODAY), tall=("sleep_hours",))
    for each in drawn(made).iter("text"):
        width = 7 * len(each.text)
        left = float(each.get("x")) - {"middle": width / 2, "end": width}.get(each.get("text-anchor"), 0)
        assert left >= 0 and left + width <= 360, each.text


answers_of_days = st.dictionaries(st.integers(0, 900), st.integers(0, 10), max_size=60)


@given(answers_of_days, st.sampled_from([28, 63, 64, 200, 901]))
def test_slots_agree_with_a_slow_look_at_every_day(told, days):
    answers = {ago(each): float(value) for each, value in told.items()}
    span = (ago(days - 1), TODAY)
    step = step_for(*span)
    slots = slots_of(PAIN, answers, span, step)
    assert sum((slot.last - slot.first).days + 1 for slot in slots) == days
    for slot in slots:
        near = [value for day, value in answers.items() if slot.first <= day <= slot.last]
        assert slot.answered == len(near)
        assert slot.value == (one_decimal(sum(near) / len(near)) if near else None)


@given(st.dictionaries(st.integers(0, 27), st.integers(0, 10), min_size=1))
def test_the_bars_are_as_high_as_the_numbers_of_the_table(told):
    made = strip((PAIN, {ago(each): float(value) for each, value in told.items()}))
    numbers = [float(row.cells[0]) for row in reversed(table_of(made).rows)]
    assert numbers == [float(told[each]) for each in sorted(told, reverse=True)]
    heights = [max(number / 10 * BARS_HEIGHT, FLAT) for number in numbers]
    assert bars(made)[0] == pytest.approx(heights, abs=0.11)
