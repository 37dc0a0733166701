"""Which letters the file can show: all it says, those of many languages; and what becomes of the others."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timeline.visits import opened, sheet, told_by
from timeline.summary import pdf_of
from timeline.summary.letters import SHOWN, as_shown, lacks, without_marks
from timeline.summary.pdf import page_in

PLAIN = "".join(chr(code) for first, last in SHOWN for code in range(first, last + 1))


def test_every_letter_it_says_it_can_show_it_can_show():
    for start in range(0, len(PLAIN), 2000):
        words = " ".join("a" + letter for letter in PLAIN[start : start + 2000])
        assert len(opened(page_in(sheet(words), as_shown)).pages) == 1


@pytest.mark.parametrize("text", ["日本", "😀", "क", "\ue000"])
def test_a_letter_it_lacks_is_a_box_and_it_says_so(text):
    words = told_by(pdf_of(sheet(f"before {text} after")))
    assert "before □" in words and "□ stands for a letter that this file can't show." in words
    assert lacks(text) and not lacks("Zoë · Łódź – Αθήνα Москва שלום")


@pytest.mark.parametrize(
    "text",
    ["Nguye\u0302\u0303n, tiếng Việt", "Łódź żółć", "Ёлка, їжак, ђак", "İstanbul ğüş", "Ωραία", "Հայերեն", "ქართული"],
)
def test_it_keeps_every_letter_of_many_languages(text):
    assert unicodedata.normalize("NFC", text) in told_by(pdf_of(sheet(text)))


@pytest.mark.parametrize("text", ["مَرْحَبًا", "می\u200cخواهم", "שלום עולם"])
def test_it_takes_scripts_that_run_the_other_way(text):
    assert not lacks(text)
    assert "this file can't show" not in told_by(pdf_of(sheet(text)))


def test_heaps_of_marks_cost_the_marks_and_no_letter():
    heap = "z" + "\u0306\u034e\u0353\u036e\u0487" * 20 + "• stop"
    words = told_by(pdf_of(sheet(heap, "As it was – before")))
    assert "stop" in words and "As it was – before" in words


@settings(max_examples=25)
@given(st.text(st.sampled_from(PLAIN), min_size=1, max_size=200))
def test_letters_without_marks_never_fail(text):
    assert len(opened(page_in(sheet(text), without_marks)).pages) == 1


def test_signs_that_turn_a_line_around_are_left_out():
    assert as_shown("a\u202eb\u2066c\ufeffd\x00e") == "abcde"
