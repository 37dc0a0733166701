"""PHQ-9 and GAD-7: the words as they were published, who may use them, and what answers come to (brief 3)."""

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical import instruments
from clinical.instruments import EVERY_VERSION, GAD7, MAY_BE_SHOWN, PHQ9, Licence, scoring
from clinical.instruments.phq import COPYRIGHT
from clinical.instruments.scoring import Change

# Word for word from the brief, 3.2 and 3.3: text and LOINC code.
STEM = "Over the last 2 weeks, how often have you been bothered by any of the following problems?"
PHQ9_ITEMS = [
    ("Little interest or pleasure in doing things", "44250-9"),
    ("Feeling down, depressed, or hopeless", "44255-8"),
    ("Trouble falling or staying asleep, or sleeping too much", "44259-0"),
    ("Feeling tired or having little energy", "44254-1"),
    ("Poor appetite or overeating", "44251-7"),
    ("Feeling bad about yourself — or that you are a failure or have let yourself or your family down", "44258-2"),
    ("Trouble concentrating on things, such as reading the newspaper or watching television", "44252-5"),
    ("Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or restless"
     " that you have been moving around a lot more than usual", "44253-3"),
    ("Thoughts that you would be better off dead or of hurting yourself in some way", "44260-8"),
    ("If you checked off any problems, how difficult have these problems made it for you to do your work, take care of"
     " things at home, or get along with other people?", "69722-7"),
]  # fmt: skip
GAD7_ITEMS = [
    ("Feeling nervous, anxious or on edge", "69725-0"),
    ("Not being able to stop or control worrying", "68509-9"),
    ("Worrying too much about different things", "69733-4"),
    ("Trouble relaxing", "69734-2"),
    ("Being so restless that it is hard to sit still", "69735-9"),
    ("Becoming easily annoyed or irritable", "69689-8"),
    ("Feeling afraid as if something awful might happen", "69736-7"),
]
HOW_OFTEN = [
    (0, "Not at all", "LA6568-5"), (1, "Several days", "LA6569-3"), (2, "More than half the days", "LA6570-1"),
    (3, "Nearly every day", "LA6571-9"),
]  # fmt: skip
HOW_DIFFICULT = [
    (0, "Not difficult at all", "LA6572-7"), (1, "Somewhat difficult", "LA6573-5"), (2, "Very difficult", "LA6575-0"),
    (3, "Extremely difficult", "LA6574-3"),
]  # fmt: skip


def answered(instrument, *scores):
    """Answers to its items in their order; None is left out."""
    return {item.code: score for item, score in zip(instrument.items, scores, strict=False)}


def options(item):
    return [(each.score, each.text, each.loinc) for each in item.options]


@pytest.mark.parametrize(("instrument", "items"), [(PHQ9, PHQ9_ITEMS), (GAD7, GAD7_ITEMS)])
def test_the_words_and_codes_are_those_of_the_source(instrument, items):
    assert instrument.recall == STEM
    assert [(item.text, item.loinc) for item in instrument.items] == items
    assert [item.n for item in instrument.items] == list(range(1, len(items) + 1))


@pytest.mark.parametrize("instrument", [PHQ9, GAD7])
def test_every_item_that_counts_has_the_four_answers(instrument):
    assert {str(options(item)) for item in instrument.summed} == {str(HOW_OFTEN)}


def test_how_difficult_it_was_has_answers_of_its_own_and_is_not_summed():
    item = PHQ9.items[9]
    assert (options(item), item.summed) == (HOW_DIFFICULT, False)


def test_what_a_fhir_questionnaire_needs_is_there():
    assert (PHQ9.canonical, PHQ9.loinc_total) == ("http://loinc.org/q/44249-1", "44261-6")
    assert (GAD7.canonical, GAD7.loinc_total) == ("http://loinc.org/q/69737-5", "70274-6")
    assert PHQ9.items[0].link_id == "/44250-9"
    assert {each.code_status for each in EVERY_VERSION} <= {"confirmed", "secondary"}


def check_digit(code: str) -> int:
    """LOINC's, modulo 10: every second digit from the right is doubled."""
    digits = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(code))]
    return -sum(sum(divmod(digit, 10)) for digit in digits) % 10


@pytest.mark.parametrize("instrument", EVERY_VERSION, ids=lambda each: each.key)
def test_every_loinc_code_has_its_check_digit(instrument):
    codes = [instrument.loinc_panel, instrument.loinc_total, *(item.loinc for item in instrument.items)]
    for code, _, digit in (code.partition("-") for code in codes):
        assert check_digit(code) == int(digit), code


def test_the_check_would_find_a_made_up_code():
    assert check_digit("89708") != 7  # brief 3.1: seen in a repository, and no code


@pytest.mark.parametrize("instrument", EVERY_VERSION, ids=lambda each: each.key)
def test_nothing_is_enabled_that_needs_a_licence(instrument):
    assert not instrument.enabled or instrument.licence in MAY_BE_SHOWN
    assert instrument.licence_source.startswith("https://")
    assert instrument.licence_checked_on <= date.today()


def test_only_two_licences_may_be_shown():
    assert {Licence.PUBLIC_DOMAIN, Licence.PERMISSION_NOT_REQUIRED} == MAY_BE_SHOWN
    assert set(Licence) - MAY_BE_SHOWN == {"registration", "commercial", "unknown"}


def test_the_notice_says_that_no_permission_is_needed():
    assert COPYRIGHT.endswith("No permission required to reproduce, translate, display or distribute.")
    assert {each.copyright for each in EVERY_VERSION} == {COPYRIGHT}


def test_a_questionnaire_can_not_be_changed():
    with pytest.raises(FrozenInstanceError):
        PHQ9.recall = "Lately?"


def test_item_codes_are_never_shared():
    codes = [(each.version, item.code) for each in EVERY_VERSION for item in each.items]
    assert len(codes) == len(set(codes))


def test_it_is_found_by_key_and_version():
    assert instruments.get("phq9") is instruments.get("phq9", 1) is PHQ9
    for missing in (("phq9", 2), ("cssrs",)):
        with pytest.raises(KeyError):
            instruments.get(*missing)


@pytest.mark.parametrize("change", [{"enabled": False}, {"clinician_only": True}])
def test_what_is_disabled_or_for_clinicians_is_offered_to_nobody(monkeypatch, change):
    monkeypatch.setattr(instruments, "EVERY_VERSION", (replace(PHQ9, **change), GAD7))
    assert instruments.offered() == [GAD7]


PHQ9_VECTORS = [  # brief 3.2, and one a band
    ([0] * 9, 0, "minimal"),
    ([1] * 9, 9, "mild"),
    ([2] * 5 + [0] * 4, 10, "moderate"),
    ([2] * 9, 18, "moderately severe"),
    ([3] * 9, 27, "severe"),
    ([1] * 4 + [0] * 5, 4, "minimal"),
    ([1] * 5 + [0] * 4, 5, "mild"),
    ([2] * 7 + [0] * 2, 14, "moderate"),
    ([3] * 5 + [0] * 4, 15, "moderately severe"),
    ([3] * 6 + [1] + [0] * 2, 19, "moderately severe"),
    ([3] * 6 + [2] + [0] * 2, 20, "severe"),
]
GAD7_VECTORS = [
    ([0] * 7, 0, "minimal"),
    ([1] * 4 + [0] * 3, 4, "minimal"),
    ([1] * 5 + [0] * 2, 5, "mild"),
    ([3] * 3 + [0] * 4, 9, "mild"),
    ([2] * 5 + [0] * 2, 10, "moderate"),
    ([2] * 7, 14, "moderate"),
    ([3] * 5 + [0] * 2, 15, "severe"),
    ([3] * 7, 21, "severe"),
]
VECTORS = [(PHQ9, *vector) for vector in PHQ9_VECTORS] + [(GAD7, *vector) for vector in GAD7_VECTORS]


@pytest.mark.parametrize(("instrument", "scores", "total", "label"), VECTORS)
def test_totals_and_their_bands(instrument, scores, total, label):
    answers = answered(instrument, *scores)
    assert scoring.score(instrument, answers) == total
    assert scoring.band(instrument, total).label == label
    assert scoring.is_positive(instrument, total) is (total >= 10)


@pytest.mark.parametrize("instrument", EVERY_VERSION, ids=lambda each: each.key)
def test_every_possible_total_lies_in_one_band(instrument):
    for total in range(instrument.highest + 1):
        assert sum(band.lowest <= total <= band.highest for band in instrument.bands) == 1
    assert scoring.band(instrument, instrument.highest + 1) is None


def test_how_difficult_it_was_adds_nothing():
    assert scoring.score(PHQ9, answered(PHQ9, *[1] * 9, 3)) == 9
    assert scoring.score(PHQ9, answered(PHQ9, *[1] * 9, None)) == 9


scores = st.none() | st.integers(0, 3)


@given(st.lists(scores, min_size=9, max_size=9))
def test_one_answer_left_out_means_no_total(told):
    total, done = scoring.score(PHQ9, answered(PHQ9, *told)), scoring.completeness(PHQ9, answered(PHQ9, *told))
    assert total == (None if None in told else sum(told))
    assert (done.answered, done.of, done.is_complete) == (9 - told.count(None), 9, total is not None)


def test_what_was_not_asked_is_missing_as_well_and_never_0():
    answers = answered(PHQ9, *[0] * 8)
    assert scoring.score(PHQ9, answers) is None
    assert [item.n for item in scoring.completeness(PHQ9, answers).missing] == [9]
    assert scoring.band(PHQ9, None) is None and not scoring.is_positive(PHQ9, None)


@pytest.mark.parametrize("nonsense", [4, -1, True, "2", 1.0])
def test_an_answer_that_is_none_counts_as_left_out(nonsense):
    assert scoring.score(GAD7, answered(GAD7, *[1] * 6, nonsense)) is None


@pytest.mark.parametrize(("answer", "calls"), [(0, False), (1, True), (2, True), (3, True), (None, False)])
def test_the_answer_about_harm_counts_also_without_a_total(answer, calls):
    assert scoring.tells_of_harm(PHQ9, {"phq9_9": answer}) is calls
    assert scoring.score(PHQ9, {"phq9_9": answer}) is None


def test_a_questionnaire_without_such_a_question_never_tells_of_harm():
    assert not scoring.tells_of_harm(GAD7, answered(GAD7, *[3] * 7))
    assert not scoring.tells_of_harm(PHQ9, {})


@pytest.mark.parametrize(
    ("instrument", "before", "now", "found"),
    [
        (PHQ9, 10, 15, Change(5, True)),
        (PHQ9, 10, 14, Change(4, False)),
        (PHQ9, 10, 5, Change(-5, True)),
        (GAD7, 10, 6, Change(-4, True)),
        (GAD7, 10, 13, Change(3, False)),
        (GAD7, 8, 8, Change(0, False)),
        (PHQ9, None, 8, None),
        (PHQ9, 8, None, None),
    ],
)
def test_a_change_is_clear_from_5_points_and_from_4(instrument, before, now, found):
    assert scoring.change(instrument, before, now) == found


def test_a_change_has_a_direction():
    found = [scoring.change(PHQ9, 9, now).direction for now in (3, 9, 12)]
    assert found == [scoring.LOWER, scoring.SAME, scoring.HIGHER]


@pytest.mark.parametrize(("instrument", "title"), [(PHQ9, "PHQ-2"), (GAD7, "GAD-2")])
def test_the_short_form_is_the_first_two_items(instrument, title):
    assert (instrument.short.title, instrument.short.positive_from, instrument.short.highest) == (title, 3, 6)
    assert scoring.short_score(instrument, answered(instrument, 2, 1)) == 3
    assert scoring.short_score(instrument, answered(instrument, 2, None, *[3] * 5)) is None


def test_the_items_that_overlap_least_with_withdrawal_stand_apart():
    assert [PHQ9.item(code).n for code in PHQ9.apart] == [1, 2, 6, 9]
