"""What others said on the same day: who is counted, what is, and from how many on."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts import privacy
from accounts.models import Patient, User
from journal.models import Entry, Episode, Symptom, UseEvent
from tests.people import make_entry
from tests.timeline.crowd import DAY0, agree, crowd, make_people, points, stop_on, write_on
from timeline import contributing, others
from timeline.models import Contribution, DayQuartiles

pytestmark = pytest.mark.django_db
LAST = DAY0 + timedelta(days=3)


@pytest.fixture(autouse=True)
def turned_on(settings, cast):
    """A deployment that offers it, with people beside who never agreed."""
    settings.OTHERS_BAND = True
    for person in (cast["patient"], cast["other_patient"]):
        stop_on([person])
        write_on(person, 3, {"craving": 10})


def people_behind(code="craving", day=3):
    others.rebuild()
    return points().get((code, day), (0,))[-1]


def test_nineteen_people_are_too_few_and_twenty_are_enough():
    crowd(19)
    assert people_behind() == 0
    crowd(1)
    assert people_behind() == 20


def test_the_quartiles_are_those_of_their_answers_rounded_to_halves():
    crowd(22)  # 0 to 10 twice; of these the first twenty: all but one 9 and one 10
    others.rebuild()
    assert points() == {("craving", 3): (Decimal(2), Decimal("4.5"), Decimal(7), 20)}


def test_newcomers_are_added_five_at_a_time():
    crowd(24)
    assert people_behind() == 20
    crowd(1)
    assert people_behind() == 25


def answer(people, craving):
    Entry.objects.filter(patient__in=people).update(ratings={"craving": craving})


def on_the_edge():
    """Twenty people of whom one more or one less would move the median by half the scale."""
    people = crowd(20)
    answer(people[:10], 10)
    answer(people[10:], 0)
    return people


def median():
    others.rebuild()
    return points()["craving", 3][1]


def test_newcomers_change_nothing_that_is_shown_until_there_are_five():
    on_the_edge()
    for many, shown in ((1, 5), (1, 5), (1, 5), (1, 5), (1, 10)):
        answer(crowd(many), 10)
        assert median() == shown


def test_who_agreed_late_stands_at_the_end_with_all_her_old_days():
    newcomer = crowd(1)
    answer(newcomer, 10)
    on_the_edge()
    Contribution.objects.filter(patient__in=newcomer).update(agreed_at=timezone.now())
    assert median() == 5


def test_an_answer_that_was_changed_goes_to_the_end_of_the_line():
    first, *_ = on_the_edge()
    answer(crowd(1), 0)
    Entry.objects.filter(patient=first).update(ratings={"craving": 10}, updated_at=timezone.now())
    assert median() == 0


def test_a_last_use_that_was_corrected_takes_her_days_to_the_end_of_the_line():
    first, *_ = on_the_edge()
    answer(crowd(1), 0)
    Episode.objects.filter(patient=first).update(started_at=timezone.now())
    assert median() == 0


def test_who_takes_it_back_is_out_of_the_next_build():
    people = crowd(21)
    contributing.take_back(patient=people[7])
    assert people_behind() == 20
    contributing.take_back(patient=people[8])
    assert people_behind() == 0


def test_who_is_erased_or_asked_for_it_is_out_of_the_next_build():
    people = crowd(26)
    privacy.ask_for_erasure(patient=people[0], today=LAST)
    assert people_behind() == 25
    privacy.erase(people[1])
    assert people_behind() == 20
    Patient.objects.filter(pk=people[0].pk).update(erase_on=LAST)
    call_command("run_daily", verbosity=0, stdout=StringIO())
    assert not User.objects.filter(pk__in=[people[0].pk, people[1].pk]).exists()


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_demo": True}])
def test_who_cannot_log_in_to_take_it_back_is_not_counted(change):
    User.objects.filter(pk=crowd(20)[0].pk).update(**change)
    assert people_behind() == 0


def test_who_agreed_to_other_words_is_not_counted():
    Contribution.objects.filter(patient=crowd(20)[0]).update(text_version="2020-01-01")
    assert people_behind() == 0


@pytest.mark.parametrize("code", ["self_harm_thoughts", "used_ketamine", "used_other", "safe_now"])
def test_what_is_never_counted_never_is_whatever_its_scale(code):
    Symptom.objects.filter(code=code).update(scale="nrs10", maximum=10, group="mood")
    crowd(20, code=code)
    assert others.rebuild() == 0


def test_yes_or_no_is_never_counted():
    crowd(20, code="blood_in_urine")
    assert others.rebuild() == 0


def test_another_question_about_safety_or_of_an_administrator_is_not_counted():
    Symptom.objects.filter(code="craving").update(group="safety")
    Symptom.objects.create(code="grams", label="How much", prompt="?", scale="count", maximum=20, group="social")
    crowd(20)
    crowd(20, code="grams")
    assert others.rebuild() == 0


def test_the_bladder_and_hours_of_sleep_are_counted():
    crowd(20, code="urinary_frequency")
    crowd(20, code="sleep_hours")
    others.rebuild()
    assert set(points()) == {("urinary_frequency", 3), ("sleep_hours", 3)}


@pytest.mark.parametrize("answer", [None, "6", True, [6], {"a": 6}, 11, -1, 1e300])
def test_what_is_no_answer_is_not_counted(answer):
    Entry.objects.filter(patient=crowd(20)[0]).update(ratings={"craving": answer})
    assert people_behind() == 0


@pytest.mark.parametrize("change", [
    {"precision": "about"}, {"precision": "unknown", "day0": None}, {"precision": "using", "day0": None},
    {"end_reason": "date_corrected", "ended_on": LAST + timedelta(days=9)},
    {"end_reason": "use_reported", "ended_on": LAST}, {"day0": LAST + timedelta(days=1)},
])  # fmt: skip
def test_a_day_whose_number_is_not_known_is_not_counted(change):
    Episode.objects.filter(patient=crowd(20)[0]).update(**change)
    assert people_behind() == 0


@pytest.mark.parametrize(("day", "kind", "back", "people"), [
    (2, "non_prescribed", None, 0), (3, "non_prescribed", None, 0), (4, "non_prescribed", None, 20),
    (0, "non_prescribed", None, 20), (2, "non_prescribed", timezone.now(), 20), (2, "prescribed", None, 20),
])  # fmt: skip
def test_days_after_a_use_she_told_of_are_not_counted_on_from_before(day, kind, back, people):
    date = DAY0 + timedelta(days=day)
    UseEvent.objects.create(patient=crowd(20)[0], date=date, kind=kind, taken_back_at=back, restarts_count=False)
    assert people_behind() == people


def test_a_diary_brought_along_is_not_counted_and_a_day_written_late_is():
    people = crowd(20)
    Entry.objects.filter(patient=people[0]).update(late=True)
    assert people_behind() == 20
    Entry.objects.filter(patient=people[0]).update(source="import")
    assert people_behind() == 0


def used_again(her, days=10):
    """Her next last use, and the number of that day."""
    later = DAY0 + timedelta(days=days)
    Episode.objects.filter(patient=her).update(ended_on=later, end_reason="use_reported")
    stop_on([her], later)
    return later


def test_somebody_with_two_last_uses_counts_once_with_her_later_day():
    her, *_ = on_the_edge()
    write_on(her, 3, {"craving": 0}, used_again(her))
    assert median() == 0
    assert people_behind() == 20


def test_a_later_day_whose_answer_was_skipped_does_not_count():
    her, *_ = on_the_edge()
    write_on(her, 3, {"craving": None}, used_again(her))
    assert people_behind() == 0


def test_an_earlier_last_use_counts_while_the_later_has_no_such_day():
    used_again(on_the_edge()[0])
    assert people_behind() == 20


@pytest.mark.parametrize(("day", "many"), [(0, 1), (180, 1), (181, 0)])
def test_it_reaches_from_the_day_of_last_use_to_day_180(day, many):
    crowd(20, day=day)
    assert others.rebuild() == many


def test_building_twice_gives_the_same():
    crowd(31)
    assert (others.rebuild(), others.rebuild()) == (1, 1)
    assert len(points()) == 1


def test_turned_off_it_empties_the_table_and_reads_no_diary(settings, count_queries, django_assert_max_num_queries):
    crowd(20)
    others.rebuild()
    settings.OTHERS_BAND = False
    with django_assert_max_num_queries(8) as asked:
        assert others.rebuild() == 0
    assert not any("journal_" in query["sql"] for query in asked.captured_queries)
    assert not DayQuartiles.objects.exists()


def test_the_daily_work_says_how_many_points_there_are():
    crowd(20)
    said = StringIO()
    call_command("run_daily", verbosity=0, stdout=said)
    assert "points of others on the same day: 1" in said.getvalue()


def test_the_chart_gets_its_points_in_one_query(count_queries):
    for day in (5, 3, 9):
        crowd(20, day=day)
    crowd(20, code="sleep_hours")
    others.rebuild()
    found = others.quartiles(["craving", "fatigue"], 3, 8)
    assert found == {"craving": ((3, 2.0, 4.5, 7.0), (5, 2.0, 4.5, 7.0)), "fatigue": ()}
    assert count_queries(lambda: others.quartiles(["craving", "sleep_hours"], 0, 180)) == 1


def test_turned_off_there_is_nothing_to_draw_at_once_and_without_a_query(settings, count_queries):
    crowd(20)
    others.rebuild()
    settings.OTHERS_BAND = False
    assert others.quartiles(["craving"], 0, 180) == {"craving": ()}
    assert count_queries(lambda: others.quartiles(["craving"], 0, 180)) == 0
    settings.OTHERS_BAND = True
    assert count_queries(lambda: others.quartiles([], 0, 180)) == 0


def test_the_legend_says_how_many_people_and_no_verdict():
    assert f"at least {others.LEAST_PEOPLE} people" in others.LEGEND
    assert f"at least {others.LEAST_PEOPLE} people" in contributing.TEXTS[contributing.TEXT_VERSION][0][1]


def test_nobody_who_did_not_agree_is_counted(patient):
    people = make_people(20)
    stop_on(people)
    for each in people:
        write_on(each, 3, {"craving": 5})
    agree(people[:19])
    make_entry(patient)
    assert people_behind() == 0
