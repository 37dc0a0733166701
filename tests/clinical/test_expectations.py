"""What may be said of a symptom in a phase, and how it reads."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.expectations import (
    GRADES,
    LEVELS,
    VOCABULARY,
    Expectation,
    Subject,
    during,
    sentence,
    term_of,
    validate_expectations,
)
from clinical.phases import DEFAULT_PHASES

FIRST, WEEKS, AFTER = (phase.name for phase in DEFAULT_PHASES)
MOST_WORDS = 20
SCALES = ["nrs10", "hours", "count", "bool", "ord4", "multi"]


@pytest.mark.parametrize(
    ("level", "phase", "words"),
    [
        ("peak", FIRST, "Many people notice this most in the first week."),
        ("expected", FIRST, "Many people notice this in the first week."),
        ("easing", WEEKS, "For many people this eases in weeks 2–4."),
        ("intermittent", AFTER, "For some people this comes and goes after the first month."),
        ("possible", AFTER, "Some people notice this after the first month."),
        ("not_described", FIRST, ""),
    ],
)
def test_it_says_what_people_describe_in_a_plain_sentence(level, phase, words):
    assert sentence(level, phase) == words


@pytest.mark.parametrize(
    ("level", "subject", "words"),
    [
        ("possible", Subject("count"), "Some people notice more of these in weeks 2–4."),
        ("easing", Subject("count"), "Many people notice fewer of these in weeks 2–4."),
        ("possible", Subject(higher_is_better=True), "For some people this is lower in weeks 2–4."),
        ("easing", Subject("hours", higher_is_better=True), "For many people this comes back in weeks 2–4."),
    ],
)
def test_things_one_counts_and_things_one_wants_more_of_read_as_that(level, subject, words):
    assert sentence(level, WEEKS, subject=subject) == words


def test_phases_that_are_alike_stand_in_one_sentence():
    assert sentence("possible", FIRST, WEEKS) == "Some people notice this in the first week and in weeks 2–4."
    everywhere = "Some people notice this in the first week, in weeks 2–4 and after the first month."
    assert sentence("possible", FIRST, WEEKS, AFTER) == everywhere


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_is_said_of_what_calls_for_help(level):
    assert sentence(level, FIRST, subject=Subject("ord4")) == ""
    assert sentence(level, FIRST, subject=Subject("bool", red_flag=True)) == ""


@pytest.mark.parametrize("level", ["", "not_described", "severe"])
def test_nothing_is_said_where_nothing_is_described(level):
    assert sentence(level, FIRST) == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (FIRST, "in the first week"),
        (WEEKS, "in weeks 2–4"),
        (AFTER, "after the first month"),
        ("First ten days", "in the first ten days"),
        ("Days 8 to 28", "on days 8 to 28"),
        ("Month 2", "in month 2"),
        ("1st week", "in the 1st week"),
        ("From day 29 on", "from day 29 on"),
        ("The quiet stretch", "in the quiet stretch"),
        ("Later.", "in the phase “Later”"),
        ("PAWS", "in the phase “PAWS”"),
        ("Inner peace", "in the phase “Inner peace”"),
        ("Weekends", "in the phase “Weekends”"),
    ],
)
def test_a_phase_of_any_name_ends_a_sentence(name, words):
    assert during(name) == words


names = st.one_of(
    st.sampled_from([FIRST, WEEKS, AFTER]), st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=40)
)
subjects = st.builds(Subject, st.sampled_from(SCALES), st.booleans(), st.booleans())


@given(st.sampled_from(LEVELS), names, subjects)
def test_it_is_one_short_sentence_about_people_and_never_about_her(level, name, subject):
    said = sentence(level, name, subject=subject)
    of_people = said.removesuffix(f"{during(name)}.")
    assert (said == "") == (of_people == said) and len(of_people.split()) <= MOST_WORDS - 10
    assert said == "" or re.match(r"(?:For )?(?:many|some) people ", of_people, re.IGNORECASE)
    assert not re.search(r"\b(?:you|your|normal|should|will|must|usual|expect|typical)\b", of_people, re.IGNORECASE)


def test_every_level_has_its_term_for_clinicians():
    assert [term_of(level).word for level in LEVELS] == [term.word for term in VOCABULARY]
    assert all(term.meaning.endswith(".") for term in VOCABULARY)
    with pytest.raises(KeyError):
        term_of("severe")


GOOD = Expectation("acute", "craving", "peak", "An article", "not very sure")


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([GOOD, GOOD], "“craving” in “acute”: it is there twice."),
        ([Expectation("late", "craving", "peak", "An article")], "there is no such phase."),
        ([Expectation("acute", "joy", "peak", "An article")], "there is no such symptom."),
        ([Expectation("acute", "craving", "severe", "An article")], "the level “severe” means nothing."),
        ([Expectation("acute", "craving", "peak", "  ")], "it has no source."),
        ([Expectation("acute", "craving", "peak", "An article", "certain")], "nobody knows the grade “certain”."),
    ],
)
def test_it_says_what_is_wrong_with_rows(rows, problem):
    assert any(problem in each for each in validate_expectations(rows, {"acute"}, {"craving"}))


def test_rows_that_are_sound_have_no_problem():
    rows = [GOOD, *(Expectation("acute", grade, "easing", "A study", grade) for grade in GRADES)]
    assert validate_expectations(rows, {"acute"}, {"craving", *GRADES}) == []
