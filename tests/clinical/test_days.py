"""The clocks side by side: silence counts for nothing, and a lapse takes nothing away."""

from datetime import date, timedelta

from clinical.days import longest_run, totals

TODAY = date(2026, 3, 31)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def count(answers=None, **given):
    return totals(**{"answers": answers or {}, "used_on": set(), "today": TODAY} | given)


def test_a_day_without_an_entry_is_not_a_day_without_use():
    told = count({ago(9): False, ago(0): False})
    assert (told.not_using, told.told) == (2, 2)


def test_a_day_whose_question_was_skipped_counts_for_nothing():
    told = count({ago(2): False, ago(1): None, ago(0): False})
    assert (told.not_using, told.told) == (2, 2)


def test_use_takes_one_day_and_leaves_all_others():
    told = count({ago(day): False for day in range(1, 41)} | {TODAY: True})
    assert (told.not_using, told.told) == (40, 41)


def test_reported_use_outweighs_a_no():
    told = count({ago(1): False, TODAY: False}, used_on={TODAY})
    assert (told.not_using, told.told) == (1, 2)


def test_a_day_with_a_prescribed_dose_is_neither():
    told = count({ago(1): True, TODAY: False}, prescribed_on={ago(1)})
    assert (told.not_using, told.told) == (1, 1)


def test_the_way_counts_its_first_day_and_today():
    assert count(began=TODAY).on_the_way == 1
    assert count(began=ago(53)).on_the_way == 54
    assert count().on_the_way == 0


def test_the_longest_run_is_the_highest_number_of_days_she_reached():
    assert longest_run([ago(45), ago(6)], TODAY) == 38
    assert longest_run([ago(45), ago(2), ago(1)], TODAY) == 42


def test_the_present_run_may_be_the_longest():
    assert longest_run([ago(50), ago(40)], TODAY) == 40


def test_no_run_is_known_without_a_day_of_use():
    assert longest_run([], TODAY) is None
