"""The rules that ask a person to look, without a database: windows, words, numbers."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from clinical.flags import (
    ACTIONS,
    NOTHING,
    PATIENT,
    RULES,
    SEVERITIES,
    SHIPPED,
    Day,
    Diary,
    Score,
    Scores,
    explain,
    matches,
)
from clinical.flags.checking import problems

TODAY = date(2026, 3, 10)


def back(days: int) -> date:
    return TODAY - timedelta(days=days)


def diary(*days: dict, late=(), **more) -> Diary:
    """The days up to today, the last one being today; an empty one wasn't told."""
    dated = {back(len(days) - 1 - place): told for place, told in enumerate(days)}
    told = {day: Day(answers, late=day in late) for day, answers in dated.items() if answers}
    return Diary(today=TODAY, saved=TODAY, days=told, **more)


def found(facts, **more) -> set[tuple[str, str]]:
    return {(match.code, match.severity) for match in matches(facts, **more)}


@pytest.mark.parametrize(
    ("days", "raised"),
    [
        ([{"distress": 8}, {"distress": 9}, {}, {"distress": 1}, {"distress": 8}], True),
        ([{"distress": 8}, {"distress": 9}, {}, {"distress": 1}, {"distress": 7}], False),
        ([{"distress": 8}, {"distress": 9}, {}, {}, {}, {"distress": 8}], False),
        ([{"distress": 8}, {"distress": 8}, {"distress": 8}, {"distress": None}], False),
    ],
)
def test_distress_lasts_on_three_of_five_days(days, raised):
    assert found(diary(*days)) == ({("distress_sustained", "attention")} if raised else set())


@pytest.mark.parametrize(
    ("nights", "raised"), [([3.5, 3.5, 3.5], True), ([3.5, 4, 3.5], False), ([3, None, 3, 3], False), ([3, 3], False)]
)
def test_little_sleep_three_nights_in_a_row(nights, raised):
    days = [{"sleep_hours": hours} for hours in nights]
    assert (("sleep_low", "attention") in found(diary(*days))) == raised


@pytest.mark.parametrize(("nights", "severity"), [([3, 3], "urgent"), ([3, None, 3], "urgent"), ([8, 3], "attention")])
def test_being_wired_is_urgent_with_two_short_nights(nights, severity):
    days = [{"sleep_hours": hours, "elated_no_sleep": place == len(nights) - 1} for place, hours in enumerate(nights)]
    assert found(diary(*days)) == {("elated_no_sleep", severity)}


@pytest.mark.parametrize(
    ("answers", "severity"), [([{"k_cramps": 8}, {"k_cramps": 9}], "attention"), ([{"jaundice": True}], "urgent")]
)
def test_strong_cramps_on_two_days_or_jaundice(answers, severity):
    assert found(diary(*answers)) == {("upper_abdo_severe", severity)}


@pytest.mark.parametrize(("sure", "craving", "raised"), [(2, 7, True), (3, 7, False), (2, 6, False), (None, 9, False)])
def test_little_confidence_with_a_strong_craving(sure, craving, raised):
    day = {"control_confidence": sure, "craving": craving}
    assert found(diary(day)) == ({("confidence_drop", "attention")} if raised else set())


@pytest.mark.parametrize(
    ("before", "now", "raised"), [([9, 9, 8, 8], 5, True), ([9, 9, 8, 8], 6, False), ([7, 7, 7, 7], 5, False)]
)
def test_what_is_better_when_higher_is_mirrored(before, now, raised):
    days = [{"motivation": value} for value in [*before, now]]
    assert found(diary(*days, rated={"motivation": True})) == ({("personal_rise", "info")} if raised else set())


def test_today_takes_no_part_in_her_own_mean_and_eight_days_back_neither():
    days = [{"anxiety": 9}, *({"anxiety": 2} for _ in range(4)), {}, {}, {}, {"anxiety": 5}]
    assert found(diary(*days, rated={"anxiety": False})) == {("personal_rise", "attention")}
    assert found(diary({"anxiety": 2}, {}, *days[2:], rated={"anxiety": False})) == set()


def test_a_late_day_is_no_evidence_for_a_rule_that_goes_by_what_was_told_on_time():
    assert found(diary({"craving": 9}, {"craving": 9}, late=[back(1)])) == set()
    assert found(diary({"k_cramps": 9}, {"k_cramps": 9}, late=[back(1)])) == {("upper_abdo_severe", "attention")}


def test_a_rule_without_numbers_in_use_does_not_run():
    in_use = {code: numbers for code, numbers in SHIPPED.items() if code != "seizure"}
    assert found(diary({"seizure": True, "chest_pain": True}), numbers=in_use) == {("chest_pain", "urgent")}


@pytest.mark.parametrize(("days_ago", "raised"), [(6, False), (7, True), (60, True), (61, False)])
def test_a_rise_is_against_a_total_of_a_week_to_two_months_ago(days_ago, raised):
    scores = Scores(Score("phq9", TODAY, 10), [Score("phq9", back(days_ago), 5)])
    assert (("phq9_rise", "attention") in found(scores)) == raised


@pytest.mark.parametrize(
    ("total", "before", "raised"), [(15, 14, {"gad7_high"}), (9, 5, {"gad7_rise"}), (None, 2, set())]
)
def test_gad_7_has_its_own_numbers(total, before, raised):
    scores = Scores(Score("gad7", TODAY, total), [Score("gad7", back(14), before)])
    assert {code for code, _ in found(scores)} == raised


@pytest.mark.parametrize(
    ("harm", "safe", "severity"), [(1, None, "attention"), (1, False, "urgent"), (2, True, "urgent")]
)
def test_item_9_counts_without_a_total(harm, safe, severity):
    assert found(Scores(Score("phq9", TODAY, None, harm, safe))) == {("phq9_item9", severity)}


EVIDENCE = {
    "self_harm_any": [("self_harm_thoughts", 0, 1), ("safe_now", 0, None)],
    "phq9_item9": [("phq9_9", 0, 2)],
    "phq9_high": [("phq9", 0, 16)],
    "phq9_rise": [("phq9", 14, 10), ("phq9", 0, 16)],
    "gad7_high": [("gad7", 0, 16)],
    "gad7_rise": [("gad7", 14, 10), ("gad7", 0, 16)],
    "any_use": [("used_ketamine", 2, True), ("used_ketamine", 0, True)],
    "use_risky_mix": [("used_ketamine", 0, True), ("used_other", 0, ["Alcohol"])],
    "possible_other_withdrawal": [("near_daily_other", 5, "ghb"), ("stopped_other", 1, "ghb")],
    "missed_acute": [("last_entry", 4, None), *(("no_entry", days, None) for days in (3, 2, 1))],
    "missed_later": [("no_entry", days, None) for days in range(8, 0, -1)],
    "sleep_low": [("sleep_hours", days, 3.5) for days in (2, 1, 0)],
    "elated_no_sleep": [("elated_no_sleep", 0, True), ("sleep_hours", 1, 3), ("sleep_hours", 0, 3)],
    "urinary_persist": [("urinary_pain", 7, 4), ("nocturia", 0, 3), ("day_number", 0, 40)],
    "upper_abdo_severe": [("jaundice", 0, True), ("k_cramps", 1, 9), ("k_cramps", 0, 8)],
    "personal_rise": [*(("low_mood", days, 2) for days in (4, 3, 2, 1)), ("low_mood", 0, 6)],
    "confidence_drop": [("control_confidence", 0, 1), ("craving", 0, 8)],
    "help_requested": [("help_requested", 0, "today")],
    "plan_overdue": [("plan_review_due", 1, "safety")],
}


def evidence_of(code: str) -> list[dict]:
    told = EVIDENCE.get(code, [(code.removesuffix("_high").removesuffix("_sustained"), 0, True)])
    return [{"code": name, "date": back(days).isoformat(), "value": value} for name, days, value in told]


@pytest.mark.parametrize("code", [code for code in RULES if code not in ("craving_high", "distress_sustained")])
def test_each_flag_is_a_sentence_with_its_dates_for_both(code):
    clinician, patient = explain(code, evidence_of(code)), explain(code, evidence_of(code), PATIENT)
    assert re.search(r"\d+ (Feb|Mar) 2026", clinician + patient)
    assert clinician[0].isupper()
    assert clinician.endswith(".")
    assert patient.startswith("We showed your team that ")
    assert not re.search(r"None|True|False|\.\.", clinician + patient)


def test_a_flag_of_a_rule_that_is_gone_can_still_be_read():
    assert explain("of_old", [{"code": "craving", "date": "2026-03-01", "value": 8}]) == "Craving 8 on 1 Mar 2026."


def test_numbers_are_told_over_the_turn_of_the_year():
    told = [{"code": "craving", "date": day, "value": 8} for day in ("2025-12-31", "2026-01-01")]
    assert explain("craving_high", told) == "Craving was 8 on 31 Dec 2025 and 8 on 1 Jan 2026."
    assert explain("craving_high", told, PATIENT) == "We showed your team that your craving was 8 on two days."


def test_each_rule_says_where_it_comes_from_and_ships_with_numbers_that_make_sense():
    for code, rule in RULES.items():
        assert rule.source
        assert set(rule.severities) <= set(SEVERITIES)
        assert problems(code, rule.defaults) == {}


def test_no_word_of_it_is_a_verdict():
    words = [NOTHING, *(word.meaning for word in SEVERITIES.values()), *ACTIONS.values()]
    words += [text for rule in RULES.values() for text in (rule.title, rule.plain)]
    assert not re.search(r"\brisk|score|probab|likely", " ".join(words).lower())
    assert NOTHING == "No rules matched. This does not mean the person is safe."


def test_the_document_for_clinicians_has_every_rule_with_its_source():
    text = (Path(__file__).parents[2] / "docs" / "clinical-safety" / "flags.md").read_text()
    for code, rule in RULES.items():
        line = next(line for line in text.splitlines() if line.startswith(f"| `{code}` |"))
        assert line.endswith(f"| {rule.source} |")
        assert ", ".join(rule.severities) in line
