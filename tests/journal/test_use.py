"""Use after stopping: an event and a new day 0, never a loss (brief 2.3)."""

from datetime import timedelta

import pytest

from journal.days import today_of
from journal.models import Entry, Episode, UseEvent
from journal.services import record_entry
from journal.use import explain_use, set_last_use
from tests.people import make_episode


@pytest.fixture
def today(patient):
    return today_of(patient)


def tell(patient, day, used):
    record_entry(patient=patient, day=day, ratings={"used_ketamine": used}, note="", used=used, why="check-in")


def now_counting_from(patient):
    return Episode.objects.current().get(patient=patient).day0


def test_use_makes_an_event_and_a_new_day_0(patient, today):
    make_episode(patient, days_ago=12)
    tell(patient, today, True)
    assert UseEvent.objects.get(patient=patient).date == today
    assert now_counting_from(patient) == today


def test_the_time_before_stays(patient, today):
    before = make_episode(patient, days_ago=12)
    tell(patient, today, True)
    before.refresh_from_db()
    assert (before.end_reason, before.ended_on) == ("use_reported", today)
    assert Episode.objects.filter(patient=patient).count() == 2


def test_use_on_an_earlier_day_than_day_0_moves_nothing(patient, today):
    episode = make_episode(patient, days_ago=2)
    tell(patient, today - timedelta(days=9), True)
    assert now_counting_from(patient) == episode.day0
    assert UseEvent.objects.count() == 1


def test_saving_the_same_report_again_changes_nothing(patient, today):
    make_episode(patient, days_ago=12)
    for _ in range(3):
        tell(patient, today, True)
    assert (UseEvent.objects.count(), Episode.objects.count()) == (1, 2)


def test_a_wrong_tap_can_be_put_right(patient, today):
    episode = make_episode(patient, days_ago=12)
    tell(patient, today, True)
    tell(patient, today, False)
    assert now_counting_from(patient) == episode.day0
    assert UseEvent.objects.get().taken_back_at is not None
    assert Entry.objects.get().ratings["used_ketamine"] is False


def test_a_report_put_right_can_be_made_again(patient, today):
    make_episode(patient, days_ago=12)
    for used in (True, False, True):
        tell(patient, today, used)
    assert now_counting_from(patient) == today
    assert UseEvent.objects.get().taken_back_at is None


@pytest.mark.parametrize("precision", ["using", "unknown"])
def test_whoever_has_no_day_count_gets_none_by_reporting_use(patient, today, precision):
    Episode.objects.create(patient=patient, precision=precision)
    tell(patient, today, True)
    assert now_counting_from(patient) is None
    assert UseEvent.objects.count() == 1


def test_another_date_of_last_use_is_a_correction(patient, today):
    before = make_episode(patient, days_ago=12)
    set_last_use(patient=patient, precision="about", day0=today - timedelta(days=20))
    before.refresh_from_db()
    assert before.end_reason == "date_corrected"
    assert now_counting_from(patient) == today - timedelta(days=20)
    assert not UseEvent.objects.exists()


def test_the_same_date_again_is_no_correction(patient, today):
    make_episode(patient, days_ago=12)
    set_last_use(patient=patient, precision="exact", day0=today - timedelta(days=12))
    assert Episode.objects.count() == 1


def test_a_skipped_question_says_nothing_about_use(patient, today):
    make_episode(patient, days_ago=12)
    tell(patient, today, True)
    tell(patient, today, None)
    assert UseEvent.objects.get().taken_back_at is None


def test_a_wrong_tap_without_any_day_count_can_be_put_right_too(patient, today):
    tell(patient, today, True)
    tell(patient, today, False)
    assert UseEvent.objects.get().taken_back_at is not None


def explained(patient, day, prescribed=False, restarts_count=None):
    explain_use(patient=patient, day=day, prescribed=prescribed, restarts_count=restarts_count)


def test_what_was_told_before_a_correction_moves_the_count_no_more(patient, today):
    make_episode(patient, days_ago=12)
    tell(patient, today - timedelta(days=2), True)
    set_last_use(patient=patient, precision="exact", day0=today - timedelta(days=6))
    tell(patient, today - timedelta(days=9), True)
    assert now_counting_from(patient) == today - timedelta(days=6)


def test_she_can_keep_counting_from_before(patient, today):
    before = make_episode(patient, days_ago=12)
    tell(patient, today, True)
    explained(patient, today, restarts_count=False)
    assert now_counting_from(patient) == before.day0
    assert UseEvent.objects.get().taken_back_at is None
    explained(patient, today, restarts_count=True)
    assert now_counting_from(patient) == today


def test_a_prescribed_dose_moves_nothing_unless_she_says_so(patient, today):
    before = make_episode(patient, days_ago=12)
    tell(patient, today, True)
    explained(patient, today, prescribed=True)
    assert now_counting_from(patient) == before.day0
    assert UseEvent.objects.get(taken_back_at=None).kind == "prescribed"
    explained(patient, today, prescribed=True, restarts_count=True)
    assert now_counting_from(patient) == today


def test_saving_a_day_again_keeps_what_she_said_of_its_use(patient, today):
    before = make_episode(patient, days_ago=12)
    tell(patient, today, True)
    explained(patient, today, prescribed=True)
    record_entry(patient=patient, day=today, ratings={"craving": 3}, note="", used=True, why="check-in")
    assert now_counting_from(patient) == before.day0


def test_of_two_reports_the_earlier_one_counts_when_the_later_is_taken_back(patient, today):
    make_episode(patient, days_ago=12)
    for back in (5, 1):
        tell(patient, today - timedelta(days=back), True)
    tell(patient, today - timedelta(days=1), False)
    assert now_counting_from(patient) == today - timedelta(days=5)


def test_nothing_can_be_said_of_use_that_was_not_reported(patient, today):
    explained(patient, today, prescribed=True)
    assert not UseEvent.objects.exists()
