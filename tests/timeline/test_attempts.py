"""This time beside the time before it: off until asked for, by day since last use, and no verdict."""

import pytest

from journal.days import today_of
from journal.models import Episode
from tests.people import make_episode, make_patient
from tests.timeline.diaries import ago, write
from timeline.attempts import before
from timeline.builder import build
from timeline.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam():
    """Forty days, then use, then ten days. The craving falls from 9, a step every five days; last time from 8."""
    sam = make_patient()
    make_episode(sam, day0=ago(sam, 50), ended_on=ago(sam, 10), end_reason="use_reported")
    make_episode(sam, day0=ago(sam, 10))
    write(sam, {50 - n: {"craving": 8 - n // 5} for n in range(40)})
    write(sam, {10 - n: {"craving": 9 - n // 5} for n in range(11)})
    return sam


def page(patient, **asked):
    return build(patient, today=today_of(patient), **asked)


def test_it_is_off_until_she_asks(sam):
    assert (page(sam).attempts, page(sam).can_compare) == (None, True)
    assert page(sam, compare=True).attempts is not None


def test_last_time_is_moved_to_the_days_of_this_time(sam):
    attempts = page(sam, compare=True).attempts
    assert attempts.before.startswith("Last time: the 40 days from ")
    assert [chart.label for chart in attempts.charts] == ["Craving", "Low mood"]
    assert attempts.charts[0].svg.count('class="l4"') == attempts.charts[0].svg.count('class="l1"') == 1


def test_the_two_are_said_side_by_side_on_the_same_day(sam):
    said = page(sam, compare=True).attempts.charts[0].sentence
    assert said == "Seven-day mean by that day: 8.0 this time, 7.0 last time."


def test_a_corrected_date_was_never_a_time_of_its_own(sam):
    Episode.objects.filter(ended_on__isnull=False).update(end_reason="date_corrected")
    assert not page(sam).can_compare


def test_a_time_she_did_not_write_about_has_nothing_to_show(sam):
    sam.entries.filter(date__lt=ago(sam, 10)).delete()
    assert not page(sam).can_compare


def test_whoever_hides_the_day_count_is_not_shown_two_of_them(sam):
    sam.hidden_clocks = ["since"]
    assert not page(sam).can_compare and page(sam, compare=True).attempts is None


def test_the_last_of_several_times_is_taken(sam):
    make_episode(sam, day0=ago(sam, 90), ended_on=ago(sam, 50), end_reason="use_reported")
    assert before(read(sam, None)).first == ago(sam, 50)


def test_two_years_are_cut_to_what_days_can_show(sam):
    Episode.objects.filter(ended_on__isnull=False).update(day0=ago(sam, 800))
    assert page(sam, compare=True).attempts.charts


def test_without_a_rating_shared_there_is_nothing_to_compare(sam):
    assert not page(sam, scope=("use",)).can_compare


def test_the_page_shows_and_hides_it(as_patient, patient):
    make_episode(patient, day0=ago(patient, 30), ended_on=ago(patient, 5), end_reason="use_reported")
    make_episode(patient, day0=ago(patient, 5))
    write(patient, {back: {"craving": 5} for back in range(31)})
    assert "Show last time beside it" in as_patient.get("/timeline/").content.decode()
    shown = as_patient.get("/timeline/?before=1").content.decode()
    assert "This time and last time" in shown and "Hide last time" in shown
