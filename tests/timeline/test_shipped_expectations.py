"""What ships of each symptom in each phase (brief 1.3, 1.4), and how it reaches the database."""

import json
import re

import pytest
from django.db.models import ProtectedError

from clinical.expectations import GRADES, NOT_DESCRIBED, VOCABULARY
from journal.models import Symptom
from timeline import catalogue
from timeline.content import content
from timeline.models import Phase, PhaseExpectation

pytestmark = pytest.mark.django_db
ROWS = catalogue.shipped_expectations()
LETTERS = {"K": "peak", "E": "expected", "Z": "easing", "I": "intermittent", "P": "possible", "-": "not_described"}
# First week, weeks 2 to 4, after the first month: copied from brief 1.3 by hand.
BRIEF = """craving KZI, craving_count PPI, preoccupation PPP, control_confidence PPP, low_mood PEI, anxiety KEP,
irritability E--, mood_swings E-I, restlessness E--, distress EPP, stress PPP, sleep_trouble KZI, nightmares PPP,
concentration PEI, memory PPI, judgement PPP, fatigue PE-, body_discomfort EP-, muscle_aches PP-, tremor E--,
sweating E--, unsteady P--, social_withdrawal PPP, responsibilities PPP, relationship_strain PPP,
self_harm_thoughts PPP"""
# Of brief 1.4 only what 2.4 ties to a phase: pain that ketamine hid, and bladder trouble after four weeks.
TIED = """k_cramps P--, urinary_pain P-P, urinary_frequency --P, nocturia --P, urinary_urgency --P, urine_leak --P"""
NOT_ABOUT_A_PHASE = {"sleep_hours", "used_ketamine", "used_other", "motivation", "connected", "safe_now"}


def levels():
    found = {}
    for row in ROWS:
        found.setdefault(row["symptom"], {})[row["phase"]] = row["level"]
    return {code: [of[phase] for phase in ("acute", "subacute", "paws")] for code, of in found.items()}


def test_the_levels_are_those_of_the_brief():
    told = dict(entry.split() for entry in f"{BRIEF}, {TIED}".split(","))
    expected = {code: [LETTERS[letter] for letter in letters] for code, letters in told.items()}
    others = set(levels()) - set(expected)
    assert levels() == expected | dict.fromkeys(others, [NOT_DESCRIBED] * 3)


def test_every_question_has_its_rows_or_is_not_about_a_phase():
    every = set(Symptom.objects.values_list("code", flat=True))
    assert set(levels()) == every - NOT_ABOUT_A_PHASE
    assert len(ROWS) == PhaseExpectation.objects.count() == 3 * len(levels())


def test_a_source_is_named_in_plain_words_with_its_grade():
    for row in ROWS:
        assert row["source"] and not re.search(r"[\[\]]|\b(?:S[ABC]|[CLRJM]:?L?\d*)\b", row["source"]), row
        assert (row["level"] == NOT_DESCRIBED) == (row["evidence"] == ""), row
        assert row["evidence"] in {"", *GRADES}, row
        assert row["source"].startswith("A judgement of ours") == (row["evidence"] == "not known"), row


def test_staff_meet_each_level_under_one_name():
    assert [(term.level, term.word) for term in VOCABULARY] == PhaseExpectation.Level.choices


def test_no_warning_sign_is_described():
    signs = Symptom.objects.filter(red_flag=True).values_list("code", flat=True)
    assert signs and {level for code in signs for level in levels()[code]} == {NOT_DESCRIBED}


def test_loading_again_changes_nothing_and_missing_rows_come_back():
    assert catalogue.load_all() == {"phases": 0, "expectations": 0}
    Phase.objects.filter(code="paws").delete()
    assert catalogue.load_all() == {"phases": 1, "expectations": len(ROWS) // 3}
    assert content().level("paws", "craving") == "intermittent"


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ({"symptom": "joy"}, "“joy” in “acute”: there is no such symptom."),
        ({"phase": "late"}, "there is no such phase."),
        ({"source": ""}, "it has no source."),
    ],
)
def test_rows_that_make_no_sense_are_refused_with_the_phases_they_came_with(monkeypatch, tmp_path, broken, why):
    wrong = tmp_path / "expectations.json"
    wrong.write_text(json.dumps([ROWS[0] | broken]))
    monkeypatch.setattr(catalogue, "EXPECTATIONS_FILE", wrong)
    Phase.objects.filter(code="paws").delete()
    with pytest.raises(ValueError, match=re.escape(why)):
        catalogue.load_all()
    assert not Phase.objects.filter(code="paws").exists()


def test_a_symptom_that_is_described_is_not_taken_away():
    with pytest.raises(ProtectedError):
        Symptom.objects.get(code="craving").delete()
