"""How soon a sign needs a doctor, and whether anybody can read the advice on a night like that."""

import json
import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.red_flags import KNOWN, LEVEL_WORDS, LEVELS, advice_for

CATALOGUE = json.loads((Path(__file__).parents[2] / "journal/data/symptoms.json").read_text())
RED_FLAGS = {row["code"]: row["label"] for row in CATALOGUE if row["red_flag"]}
LONG_AFTER = 40
WORST = dict.fromkeys(RED_FLAGS, True) | {"k_cramps": 10, "urinary_pain": 10, "urinary_urgency": 10, "nocturia": 9}
answers = st.dictionaries(st.sampled_from([*WORST, "safe_now"]), st.none() | st.booleans() | st.integers(0, 10))


def shown(days_since_use=None, red_flags=None, **ratings):
    return [(advice.level, *advice.codes) for advice in advice_for(ratings, days_since_use, red_flags)]


def every_text():
    """Each piece of advice there is."""
    for few in [*combinations(WORST, 1), *combinations(WORST, 2)]:
        for safe in (True, False):
            yield from advice_for({code: WORST[code] for code in few} | {"safe_now": safe}, LONG_AFTER)
    yield from advice_for({"new_sign": True}, red_flags={"new_sign": "A new sign"})


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("seizure", "emergency"),
        ("chest_pain", "emergency"),
        ("cannot_urinate", "emergency"),
        ("blood_in_urine", "same_day"),
        ("jaundice", "same_day"),
        ("psychosis_like", "same_day"),
        ("elated_no_sleep", "same_day"),
    ],
)
def test_a_yes_is_answered_as_soon_as_the_brief_says(code, level):
    assert shown(**{code: True}) == [(level, code)]
    assert shown(**{code: False}) == shown(**{code: None}) == shown() == []


def test_every_red_flag_that_ships_has_a_text_of_its_own():
    assert set(RED_FLAGS) == KNOWN


@pytest.mark.parametrize("sign", ["psychosis_like", "elated_no_sleep"])
def test_whoever_is_not_safe_is_sent_for_help_at_once(sign):
    assert shown(**{sign: True}, safe_now=False) == [("emergency", sign)]
    assert shown(**{sign: True}, safe_now=None) == [("same_day", sign)]
    assert shown(safe_now=False) == []


def test_both_signs_of_the_mind_are_one_emergency():
    both = {"psychosis_like": True, "elated_no_sleep": True}
    assert shown(**both, safe_now=False) == [("emergency", "psychosis_like", "elated_no_sleep")]
    assert shown(**both) == [("same_day", "psychosis_like"), ("same_day", "elated_no_sleep")]


@pytest.mark.parametrize(
    ("ratings", "advice"),
    [
        ({"k_cramps": 7}, []),
        ({"k_cramps": 8}, [("same_day", "k_cramps")]),
        ({"k_cramps": 7, "jaundice": True}, [("same_day", "jaundice")]),
        ({"k_cramps": 8, "jaundice": True}, [("same_day", "jaundice", "k_cramps")]),
        ({"k_cramps": True}, []),
    ],
)
def test_strong_cramps_and_yellow_skin_belong_together(ratings, advice):
    assert shown(**ratings) == advice


@pytest.mark.parametrize(
    ("ratings", "days", "codes"),
    [
        ({"urinary_pain": 4}, 29, ["urinary_pain"]),
        ({"urinary_pain": 4}, 28, []),
        ({"urinary_pain": 4}, None, []),
        ({"urinary_pain": 3, "urinary_urgency": 3, "nocturia": 1}, 99, []),
        ({"urinary_urgency": 4}, 99, ["urinary_urgency"]),
        ({"nocturia": 2, "urinary_pain": 9}, 99, ["urinary_pain", "nocturia"]),
        ({"nocturia": None}, 99, []),
    ],
)
def test_bladder_trouble_after_four_weeks_calls_for_a_visit(ratings, days, codes):
    assert shown(days, **ratings) == ([("soon", *codes)] if codes else [])


def test_what_cannot_wait_covers_the_rest_of_the_bladder():
    told = {"cannot_urinate": True, "blood_in_urine": True, "urinary_pain": 9}
    assert shown(LONG_AFTER, **told) == [("emergency", "cannot_urinate", "blood_in_urine")]
    assert shown(LONG_AFTER, blood_in_urine=True, urinary_pain=9) == [("same_day", "blood_in_urine")]


def test_a_red_flag_that_was_added_later_gets_a_general_text():
    (advice,) = advice_for({"new_sign": True, "older": False}, red_flags={"new_sign": "A new sign", "older": "Older"})
    assert (advice.codes, advice.level, advice.title) == (("new_sign",), "same_day", "A new sign")
    assert "doctor today" in advice.text


def test_only_a_plain_yes_is_a_yes():
    assert shown(jaundice=3, new_sign=1, red_flags={"new_sign": "A new sign"}) == []


@pytest.mark.parametrize("code", ["unsafe", "bladder_goes_on", "jaundice_and_cramps"])
def test_no_name_an_administrator_may_give_is_passed_over(code):
    assert shown(red_flags={code: "Added"}, **{code: True}) == [("same_day", code)]


@given(answers, st.none() | st.integers(0, 90))
def test_the_most_urgent_stands_first_and_no_red_flag_goes_unanswered(ratings, days):
    found = advice_for(ratings, days, RED_FLAGS)
    urgency = [LEVELS.index(advice.level) for advice in found]
    codes = [code for advice in found for code in advice.codes]
    assert urgency == sorted(urgency)
    assert {code for code in RED_FLAGS if ratings.get(code) is True} <= set(codes)
    assert len(codes) == len(set(codes))
    assert all(ratings[code] for code in codes)


def test_more_signs_are_never_less_urgent():
    for few in combinations(RED_FLAGS, 2):
        alone = min(LEVELS.index(advice_for({code: True})[0].level) for code in few)
        assert LEVELS.index(advice_for(dict.fromkeys(few, True))[0].level) == alone


def test_each_text_says_what_to_do_and_names_no_number():
    for advice in every_text():
        assert re.search(r"\b(?:[Cc]all|[Ss]ee|[Gg]o to|Book) ", advice.text)
        assert not re.search(r"\d|!", advice.title + advice.text)
        assert "emergency number" in advice.text or advice.level == "soon" or "emergency department" in advice.text
    assert set(LEVEL_WORDS) == set(LEVELS)


def sentences(text):
    return [re.findall(r"[A-Za-z']+", part) for part in re.split(r"[.?]", text) if part.strip()]


def grade(text):
    """The Flesch-Kincaid school grade; ages 9 to 11 are grades 4 to 6 (brief 8.3)."""
    words = [word for sentence in sentences(text) for word in sentence]
    syllables = sum(max(len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower()))), 1) for word in words)
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * syllables / len(words) - 15.59


def test_a_child_of_eleven_could_read_it():
    for advice in every_text():
        assert all(len(words) <= 20 for words in sentences(advice.text)), advice.text
        assert grade(advice.text) <= 6, (grade(advice.text), advice.text)
