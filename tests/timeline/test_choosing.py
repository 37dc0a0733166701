"""What the timeline shows is her choice: which answers, and which counts."""

import pytest

from tests.people import make_episode
from tests.timeline.diaries import ago, write_daily

URL, TIMELINE = "/timeline/choose/", "/timeline/"
ALL_CLOCKS = ["since", "without", "way"]


def clocks(client) -> list[str]:
    return [clock.code for clock in client.get(TIMELINE).context["timeline"].clocks]


def test_a_choice_is_kept_with_her_and_not_in_the_address(as_patient, patient):
    answer = as_patient.post(URL, {"symptoms": ["anxiety", "sleep_hours"], "clocks": ALL_CLOCKS})
    patient.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, TIMELINE)
    assert (patient.chart_symptoms, patient.hidden_clocks) == (["anxiety", "sleep_hours"], [])


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        ({"symptoms": ["craving", "low_mood", "anxiety", "fatigue"]}, "Please choose 3 at most. You have chosen 4."),
        ({"symptoms": ["self_harm_thoughts"]}, "can&#x27;t be shown"),
        ({"clocks": ["nonsense"]}, "doesn&#x27;t exist"),
    ],
)
def test_a_choice_that_cannot_be_shown_is_refused_in_words(as_patient, patient, chosen, why):
    answer = as_patient.post(URL, chosen)
    patient.refresh_from_db()
    assert (answer.status_code, patient.chart_symptoms) == (422, [])
    assert why in answer.content.decode()


def test_each_count_can_be_hidden(as_patient, patient):
    make_episode(patient, day0=ago(patient, 5))
    write_daily(patient, 6)
    assert clocks(as_patient) == ALL_CLOCKS
    as_patient.post(URL, {"clocks": ["without"]})
    assert clocks(as_patient) == ["without"]
    page = as_patient.get(TIMELINE).content.decode()
    assert "Day 5" not in page and "day 5" not in page


def test_none_of_them_chosen_hides_all_day_counts_everywhere(as_patient, patient):
    as_patient.post(URL, {})
    patient.refresh_from_db()
    assert (patient.show_day_counts, patient.hidden_clocks) == (False, [])


def test_what_is_shown_now_stands_ticked(as_patient, patient):
    patient.chart_symptoms, patient.hidden_clocks = ["fatigue"], ["way"]
    patient.save()
    page = as_patient.get(URL).content.decode()
    assert 'value="fatigue" checked' in page and 'value="since" checked' in page
    assert 'value="way" checked' not in page and 'value="craving" checked' not in page


def test_whoever_chose_nothing_sees_what_is_usual_ticked(as_patient, patient):
    page = as_patient.get(URL).content.decode()
    assert 'value="craving" checked' in page and 'value="low_mood" checked' in page


def test_its_queries_stay_the_same(as_patient, patient, count_queries):
    few = count_queries(lambda: as_patient.get(URL))
    write_daily(patient, 300)
    assert count_queries(lambda: as_patient.get(URL)) == few <= 6
