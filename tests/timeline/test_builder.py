"""The page's values, from what she wrote."""

import pytest

from accounts.models import Patient
from journal.days import today_of
from journal.models import Episode, UseEvent
from tests.people import make_episode, make_patient
from tests.timeline.diaries import ago, use, write, write_daily
from timeline.builder import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam() -> Patient:
    return make_patient()


def page(patient, **asked):
    return build(patient, today=today_of(patient), **asked)


def values(view, label="Craving") -> dict:
    series = next(each for each in view.legend if each.label == label)
    return {point.day: point.value for point in series.points}


def test_it_says_where_she_stands_and_on_what_that_rests(sam):
    make_episode(sam, day0=ago(sam, 33))
    view = page(sam)
    assert view.heading == "Day 33 since last use · after the first month"
    assert view.last_use.startswith("You told us: last use on ")
    assert (view.phase.code, view.chart.now_text) == ("paws", "you, day 33")


def test_a_rough_date_is_said_to_be_rough_and_shows_no_hardest_days(sam):
    make_episode(sam, day0=ago(sam, 2), precision="about")
    view = page(sam)
    assert view.heading == "About day 2 since last use · first week"
    assert view.chart.approximate and not view.chart.shows_peak
    assert view.chart.now_text == "you, about day 2"


@pytest.mark.parametrize("precision", ["unknown", "using"])
def test_without_a_last_use_there_are_dates_and_no_phases_and_no_you(sam, precision):
    Episode.objects.create(patient=sam, precision=precision)
    write_daily(sam, 20)
    view = page(sam)
    assert (view.position, view.heading, view.chart.bands, view.chart.now) == (None, "", (), None)
    assert not view.table.has_numbers and not view.table.has_phases
    assert any("goes by date" in note for note in view.notes)


def test_before_the_first_entry_the_phases_are_there_with_you(sam):
    make_episode(sam, day0=ago(sam, 0))
    view = page(sam)
    assert view.chart.now == today_of(sam)
    assert (view.table, view.each, view.others_of_hers, view.written) == (None, (), (), 0)


def test_with_nothing_known_there_is_no_picture(sam):
    assert page(sam).chart is None
    assert page(sam).svg == ""


def test_skipped_answers_are_gaps_and_said_to_be_skipped(sam):
    make_episode(sam, day0=ago(sam, 3))
    write_daily(sam, 4, craving=None, low_mood=None)
    view = page(sam)
    assert set(values(view).values()) == {None}
    assert all(row.values == ("–", "–") for row in view.table.rows)
    assert "skipped" in view.notes[0]


def test_an_answer_of_zero_is_drawn_and_a_missing_one_is_not(sam):
    make_episode(sam, day0=ago(sam, 3))
    write(sam, {3: {"craving": 0}, 1: {"low_mood": 4}})
    assert values(page(sam)) == {ago(sam, 3): 0, ago(sam, 1): None}


def test_a_gap_of_weeks_parts_the_line(sam):
    make_episode(sam, day0=ago(sam, 60))
    write_daily(sam, 20, until=40)
    write_daily(sam, 12)
    assert len(page(sam).legend[0].pieces) == 2


def test_a_lapse_leaves_everything_and_moves_day_0(sam):
    earlier = make_episode(sam, day0=ago(sam, 45), ended_on=ago(sam, 2), end_reason="use_reported")
    make_episode(sam, day0=ago(sam, 2))
    write_daily(sam, 46)
    use(sam, 2)
    view = page(sam)
    assert earlier.day0 and view.longest_run == "Longest run so far: 42 days."
    assert [clock.value for clock in view.clocks] == ["2", "45", "46"]
    assert view.clocks[1].label == "of 46 days you wrote about: no use"
    assert view.chart.axis.first == ago(sam, 27) and view.chart.used == (ago(sam, 2),)


def test_use_she_took_back_leaves_no_mark(sam):
    make_episode(sam, day0=ago(sam, 9))
    write_daily(sam, 9)
    UseEvent.objects.create(patient=sam, date=ago(sam, 4), taken_back_at="2026-01-01T00:00Z")
    assert page(sam).chart.used == ()


def test_she_may_hide_all_day_counts(sam):
    Patient.objects.filter(pk=sam.pk).update(show_day_counts=False)
    sam.refresh_from_db()
    make_episode(sam, day0=ago(sam, 9))
    write_daily(sam, 9)
    view = page(sam)
    assert (view.clocks, view.heading, view.chart.now_text) == ((), "Weeks 2–4", "you")
    assert not view.table.has_numbers and view.table.has_phases
    assert "day 9" not in view.svg and "day 0" not in view.svg


def test_the_table_has_the_chart_s_numbers(sam):
    make_episode(sam, day0=ago(sam, 5))
    write(sam, {5: {"craving": 9, "low_mood": 6.85}, 3: {"craving": 7}, 0: {"craving": 4, "low_mood": None}})
    view = page(sam)
    rows = [(row.number, row.phase, row.values, row.used) for row in view.table.rows]
    assert rows[0] == (5, "First week", ("4", "–"), "no")
    assert rows[2] == (0, "First week", ("9", "6.9"), "no")
    drawn = [f"{value:g}" for value in values(view).values()]
    assert drawn == [row.values[0] for row in reversed(view.table.rows)]


def test_a_long_time_is_drawn_in_weeks_and_says_so(sam):
    make_episode(sam, day0=ago(sam, 300))
    write_daily(sam, 301)
    view = page(sam)
    assert (view.chart.axis.step, view.table.step) == (7, 7)
    assert len(view.table.rows) == 43
    assert "mean of a week" in view.notes[0]


def test_an_imported_diary_from_years_ago_is_drawn_by_date(sam):
    make_episode(sam, day0=ago(sam, 33))
    write_daily(sam, 150, until=4000)
    sam.entries.update(source="import")
    view = page(sam)
    assert view.range.first == ago(sam, 4149) and view.chart.bands == ()
    assert any("before the last use" in note for note in view.notes)
    assert [clock.value for clock in view.clocks] == ["33", "150"]


def test_a_diary_that_ended_long_ago_says_that_the_picture_ends_there(sam):
    make_episode(sam, day0=ago(sam, 400))
    write_daily(sam, 50, until=351)
    view = page(sam)
    assert (view.chart.now, view.heading) == (None, "Day 400 since last use · after the first month")
    assert any(note.startswith("The picture ends with the last entry") for note in view.notes)


def test_hours_and_counts_get_a_scale_of_their_own(sam):
    sam.chart_symptoms = ["craving", "sleep_hours", "urinary_frequency"]
    write_daily(sam, 9, craving=5, sleep_hours=6.5, urinary_frequency=15)
    panels = page(sam).chart.panels
    assert [(panel.top, len(panel.series)) for panel in panels] == [(10, 1), (12, 1), (16, 1)]
    assert [panel.unit for panel in panels] == ["", "Hours slept", "Trips to pee (times)"]


def test_this_week_stands_beside_the_week_before(sam):
    write_daily(sam, 7, craving=3, low_mood=4)
    write_daily(sam, 6, until=7, craving=5, low_mood=4)
    sentences = [one.sentence for one in page(sam).each]
    assert sentences == ["Lower: 3.0, was 5.0 (7 and 6 days).", "About the same: 4.0, was 4.0 (7 and 6 days)."]


def test_unknown_or_uncharted_choices_fall_back_to_craving_and_low_mood(sam):
    sam.chart_symptoms = ["self_harm_thoughts", "nonsense"]
    assert page(sam).chosen == ("craving", "low_mood")


def test_years_are_drawn_in_four_weeks_and_say_so(sam):
    make_episode(sam, day0=ago(sam, 1200))
    write_daily(sam, 1201)
    view = page(sam)
    assert (view.chart.axis.step, len(view.table.rows)) == (28, 43)
    assert "mean of four weeks" in view.notes[0]
