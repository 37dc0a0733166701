"""What a clinician's consent leaves out is nowhere on the page."""

import pytest

from journal.days import today_of
from tests.people import make_episode
from tests.timeline.diaries import ago, use, write_daily
from timeline.builder import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(patient):
    """A diary with a lapse."""
    make_episode(patient, day0=ago(patient, 12))
    write_daily(patient, 30, craving=6, low_mood=4, self_harm_thoughts=1)
    use(patient, 12)
    return patient


def seen(patient, *scope):
    return build(patient, today=today_of(patient), scope=list(scope))


def test_without_use_nothing_tells_of_use(written):
    view = seen(written, "ratings")
    assert (view.position, view.phase, view.heading, view.last_use) == (None, None, "", "")
    assert (view.clocks, view.longest_run, view.chart.used, view.chart.bands) == ((), "", (), ())
    assert not view.table.has_use and {row.used for row in view.table.rows} == {"–"}
    assert {row.phase for row in view.table.rows} == {""}


def test_without_use_the_default_range_is_not_drawn_from_last_use(written):
    assert seen(written, "ratings").range.code == "28"
    assert "since" not in {choice.code for choice in seen(written, "ratings").ranges}


def test_without_ratings_there_are_no_answers(written):
    view = seen(written, "use")
    assert (view.legend, view.each, view.others_of_hers, view.chosen) == ((), (), (), ())
    assert "Ratings are not shared" in view.notes[0]


def test_the_whole_scope_shows_the_whole_picture_in_the_third_person(written):
    view = seen(written, "ratings", "use", "notes", "self_harm")
    assert view.heading == "Day 12 since last use · weeks 2–4"
    assert view.chart.now_text == "now, day 12"
    assert "you" not in view.last_use.lower()


def test_thoughts_of_harming_oneself_are_never_a_line(written):
    written.chart_symptoms = ["self_harm_thoughts", "craving"]
    for view in (seen(written, "ratings", "use", "self_harm"), build(written, today=today_of(written))):
        assert view.chosen == ("craving",)
        assert "self_harm_thoughts" not in {one.code for one in (*view.each, *view.others_of_hers)}


def test_a_clinician_sees_day_counts_even_if_she_hides_them_from_herself(written):
    written.show_day_counts = False
    assert seen(written, "use").clocks


def test_it_reads_one_patient_even_where_the_database_would_show_more(written, other_patient):
    view = build(other_patient, today=today_of(other_patient))
    assert (view.written, view.position, view.clocks, view.chart) == (0, None, (), None)
