"""One fitting resource after a check-in: by what was hard, the phase and the country, and always the same one."""

import pytest

from resources import countries, topics, vocabulary
from resources.models import Resource
from resources.services import suggest
from tests.resources.rows import make_resource

pytestmark = pytest.mark.django_db


def suggested(phase="subacute", country="GB", symptoms=("craving",)):
    return suggest(phase=phase, country=country, symptoms=list(symptoms))


def test_it_fits_the_hardest_symptom_first():
    assert suggested(symptoms=["urinary_pain", "craving"]).kind == "bladder_health"
    assert suggested(symptoms=["sleep_trouble", "urinary_pain"]).slug == "ucla-mindful"


def test_a_group_fits_each_of_its_symptoms():
    assert suggested(symptoms=["nocturia"]).symptoms == ["urinary"]


def test_it_is_of_her_country_or_of_every_country():
    for country in countries.NAMES:
        found = suggested(country=country)
        assert found.countries == [] or country in found.countries


def test_her_own_country_comes_before_everywhere():
    ours = make_resource(kind="self_help_tool", symptoms=["tremor"], countries=["GB"], position=2)
    theirs = make_resource(kind="self_help_tool", symptoms=["tremor"], position=1)
    assert suggested(symptoms=["tremor"]) == ours
    assert suggested(symptoms=["tremor"], country="") == theirs


def test_it_fits_the_phase():
    make_resource(symptoms=["tremor"], phases=["paws"])
    assert suggested(symptoms=["tremor"], phase="acute") is None
    assert suggested(symptoms=["tremor"], phase="paws") is not None


def test_an_unknown_phase_leaves_nothing_out():
    make_resource(symptoms=["tremor"], phases=["paws"])
    assert suggested(symptoms=["tremor"], phase="") is not None


@pytest.mark.parametrize("wrong", [
    {"audience": "family"}, {"audience": "clinician"}, {"kind": "research_article"}, {"kind": "crisis_line"},
    {"status": "draft"}, {"tel": "", "number_display": ""},
])
def test_it_is_never_one_she_can_not_use(wrong):
    make_resource(**({"symptoms": ["tremor"]} | wrong))
    assert suggested(symptoms=["tremor"]) is None


def test_a_crisis_line_answers_thoughts_of_self_harm():
    assert suggested(symptoms=["self_harm_thoughts"]).slug == "samaritans"


def test_a_day_without_anything_hard_still_gets_something():
    assert suggested(symptoms=[]) is not None


def test_unknown_codes_are_no_trouble():
    assert suggested(symptoms=["no_such_code"]) is None


def test_it_is_the_same_one_every_time():
    everything = [(phase, code) for phase in vocabulary.PHASES for code in topics.LABELS]
    assert [suggested(phase, "IE", [code]) for phase, code in everything] == [
        suggested(phase, "IE", [code]) for phase, code in everything
    ]


def test_it_asks_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert isinstance(suggested(), Resource)
