"""Searching as people type: half a word, no accents, everyday names for things, words in any order."""

import pytest

from resources.finding import Asked, find
from resources.models import Resource
from resources.search import fold
from tests.resources.rows import make_resource
from tests.resources.typed import TYPED

pytestmark = pytest.mark.django_db
NEAR_THE_TOP = 5


def found(words, home="") -> list[str]:
    pks = find(Asked(words=words, home=home)).pks
    slugs = Resource.objects.in_bulk(pks)
    return [slugs[pk].slug for pk in pks]


def test_the_table_is_long_enough():
    assert len(TYPED) >= 40


@pytest.mark.parametrize("words, slug, home", [(*line, "")[:3] for line in TYPED])
def test_the_expected_answer_stands_near_the_top(words, slug, home):
    assert slug in found(words, home)[:NEAR_THE_TOP]


def test_accents_apostrophes_and_capitals_do_not_matter():
    assert fold("Whānau CAN’T Straße Łódź") == "whanau cant strasse lodz"


def test_a_minus_takes_a_word_out():
    assert "chan-2022" in found("ketamine bladder")
    assert "chan-2022" not in found("ketamine bladder -studies")


def test_quotes_keep_words_together():
    assert found('"crisis text line"') == ["crisis-text-line"]


def test_or_finds_either():
    assert {"frank", "drugs-ie"} <= set(found("frank or ireland"))


def test_a_name_weighs_more_than_a_description():
    make_resource(slug="told", description="About quokkas.")
    make_resource(slug="named", name="Quokka Centre")
    assert found("quokka") == ["named", "told"]


def test_words_that_no_row_has_together_find_rows_with_one_of_them():
    assert "samaritans" in found("samaritans xylophone")


ODD = ["", " ", "-", '"', "'", "!!!", "& | ! :*", "a" * 100, "to", "💜", "or or or", "\\", "%"]


@pytest.mark.parametrize("odd", ODD)
def test_odd_input_is_answered_calmly(odd):
    assert isinstance(found(odd), list)


def test_her_own_country_goes_before_others_and_leaves_none_out():
    assert found("suicidal", "NZ")[0] == "need-to-talk-1737"
    assert found("suicidal", "CA")[0] == "988-canada"
    assert set(found("suicidal", "NZ")) == set(found("suicidal"))


MISSPELT = [("slepp", "sleep"), ("blader pain", "bladder pain"), ("mindfullness", "mindfulness")]


@pytest.mark.parametrize("typed, meant", MISSPELT)
def test_it_says_which_word_it_took(typed, meant):
    assert find(Asked(words=typed)).meant == meant


@pytest.mark.parametrize("known", ["sleep", "samaritans", "na", "ket", "12", "Sleeping"])
def test_a_word_that_finds_enough_is_left_as_it_is(known):
    assert find(Asked(words=known)).meant == ""


def test_drafts_are_never_found():
    assert "samhsa-tip-35" not in found("motivation for change")
