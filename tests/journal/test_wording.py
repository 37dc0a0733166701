"""Answers as somebody would say them."""

from decimal import Decimal

import pytest

from journal import wording
from journal.models import Entry, OwnTag, Symptom, Tag

CHOICES = ["No", "They passed quickly"]


def symptom(scale, **fields):
    return Symptom(code="x", label="X", group="body", scale=scale, choices=CHOICES, **fields)


@pytest.mark.parametrize(
    ("scale", "value", "words"),
    [("nrs10", 0, "0 of 10"), ("hours", 6.5, "6.5 h"), ("count", 3, "3"), ("bool", True, "yes"), ("bool", False, "no"),
     ("ord4", 1, "they passed quickly"), ("multi", ["Alcohol", "Cannabis"], "alcohol, cannabis"),
     ("multi", [], "none of these"), ("multi", None, "skipped"), ("nrs10", None, "skipped"),
     ("multi", 3, "can't be read"), ("multi", "Alcohol", "can't be read"), ("nrs10", ["3"], "can't be read"),
     ("bool", 1, "can't be read"), ("ord4", [], "can't be read"), ("ord4", 2, "can't be read")],
)  # fmt: skip
def test_an_answer_is_said_with_its_scale(scale, value, words):
    assert wording.in_words(symptom(scale, maximum=Decimal("10.0")), value) == words


def test_tags_have_the_words_of_their_list_and_own_ones_hers():
    own = OwnTag(pk=7, label="karaoke")
    words = wording.tag_words([Tag(code="called_someone", label="I called someone")], [own])
    assert [words(code) for code in ("called_someone", "own-7")] == ["I called someone", "karaoke"]


def test_a_tag_that_is_gone_or_not_to_be_told_keeps_its_place():
    words = wording.tag_words([])
    assert [words(code) for code in ("own-7", "old_word-x")] == ["an own word", "old word x"]


def test_an_entry_is_told_in_the_order_of_the_groups():
    safe = Symptom(code="safe", label="Safe", group="safety", scale="bool")
    entry = Entry(ratings={"safe": True, "x": ["Tea"]}, triggers=["own-1"], note="")
    told = wording.tell(entry, [safe, symptom("multi")], wording.untold)
    assert [(group, [answer.words for answer in answers]) for group, answers in told.grouped] == [
        ("Body", ["tea"]), ("Safety", ["yes"]),
    ]  # fmt: skip
    assert told.triggers == ("an own word",) and told.coping == ()


@pytest.mark.parametrize("fields", [{}, {"ratings": {"gone": 3}}])
def test_an_entry_without_an_answer_that_can_be_told_says_nothing(fields):
    assert wording.tell(Entry(**fields), [], wording.untold).is_nothing


@pytest.mark.parametrize("fields", [{"note": "x"}, {"coping": ["walk"]}, {"triggers": ["own-1"]}])
def test_a_line_or_a_tag_is_something(fields):
    assert not wording.tell(Entry(**fields), [], wording.untold).is_nothing
