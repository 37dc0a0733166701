"""The timeline as data: the same as the page, in a shape that is written down, hers alone."""

import json
from pathlib import Path

import pytest

from journal.models import Urge
from tests.people import make_episode
from tests.timeline.diaries import ago, use, write, write_daily
from timeline.as_data import FORMAT
from timeline.models import ChartNote

URL = "/timeline/data.json"
FORMATS = Path(__file__).parent.parent.parent / "docs" / "formats.md"


@pytest.fixture
def told(as_patient, patient):
    """The answer for a diary with a bit of everything in it."""
    make_episode(patient, day0=ago(patient, 9))
    write(patient, {9: {"craving": 8, "anxiety": 3}, 4: {"craving": None}, 0: {"craving": 2, "low_mood": 1}})
    use(patient, 9)
    Urge.objects.create(patient=patient, before=7)
    ChartNote.objects.create(patient=patient, date=ago(patient, 4), text="Moved house")
    return as_patient.get(URL).json()


def keys(value) -> set[str]:
    """Every name in it."""
    if isinstance(value, list):
        return set().union(*map(keys, value)) if value else set()
    return set(value) | set().union(*map(keys, value.values())) if isinstance(value, dict) and value else set()


def test_it_names_its_shape_and_says_where_she_stands(told):
    assert told["format"] == FORMAT
    assert told["position"] == {"phase": "subacute", "approximate": False, "day": 9}
    assert [clock["code"] for clock in told["clocks"]] == ["since", "without", "way"]


def test_points_are_those_of_the_page_and_an_unanswered_day_is_null(told, patient):
    points = told["chart"]["series"][0]["points"]
    assert [(point["date"], point["value"]) for point in points] == [
        (ago(patient, 9).isoformat(), 8), (ago(patient, 4).isoformat(), None), (ago(patient, 0).isoformat(), 2),
    ]  # fmt: skip


def test_marks_are_in_it(told, patient):
    chart = told["chart"]
    assert (chart["used"], chart["urges"]) == ([ago(patient, 9).isoformat()], [ago(patient, 0).isoformat()])
    assert chart["notes"] == [{"date": ago(patient, 4).isoformat(), "text": "Moved house"}]


def test_every_name_in_it_is_described(told):
    text = FORMATS.read_text(encoding="utf-8")
    assert {name for name in keys(told) if f"`{name}`" not in text} == set()


def test_a_hidden_day_count_is_not_in_it(as_patient, patient):
    make_episode(patient, day0=ago(patient, 9))
    write_daily(patient, 10)
    patient.hidden_clocks = ["since"]
    patient.save()
    assert as_patient.get(URL).json()["position"]["day"] is None


def test_with_nothing_known_it_is_whole_all_the_same(as_patient, patient):
    told = as_patient.get(URL).json()
    assert (told["position"], told["chart"], told["symptoms"]) == (None, None, [])


@pytest.mark.parametrize("who", ["as_clinician", "as_stranger", "as_administrator"])
def test_staff_get_none_of_it(who, request, cast):
    assert request.getfixturevalue(who).get(URL).status_code == 404


def test_nobody_gets_somebody_else_s(as_other_patient, told):
    assert json.loads(as_other_patient.get(URL).content)["chart"] is None


def test_its_queries_stay_the_same_with_ten_times_the_days(as_patient, patient, count_queries):
    make_episode(patient, day0=ago(patient, 300))
    write_daily(patient, 20)
    few = count_queries(lambda: as_patient.get(URL))
    write_daily(patient, 200, until=20)
    assert count_queries(lambda: as_patient.get(URL)) == few <= 12
