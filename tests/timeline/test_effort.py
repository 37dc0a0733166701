"""What she put in: only if she asked, of effort and not of days without use, and it never goes down."""

from datetime import timedelta

import pytest
from django.db.utils import ProgrammingError

from accounts import rls
from accounts.models import Patient
from goals.models import Goal, Milestone
from goals.services import note_milestones
from journal.days import today_of
from journal.models import Entry
from plans.models import Plan
from tests.people import make_entry, make_episode, make_goal, make_urge

PAGE = "/timeline/effort/"


@pytest.fixture
def opted_in(patient):
    """She asked to see it."""
    patient.show_effort = True
    patient.save()
    return patient


def text_of(client, page=PAGE):
    return "\n".join(line for line in client.get(page).content.decode().splitlines() if "csrf" not in line)


def write_days(patient, count):
    for back in range(count):
        make_entry(patient, today_of(patient) - timedelta(days=back))


def saved_page(client, patient):
    return text_of(client, f"/journal/{today_of(patient)}/saved/")


def test_nothing_is_counted_or_kept_before_she_asks(as_patient, patient):
    write_days(patient, 3)
    assert "written down" in text_of(as_patient) and "3 days" not in text_of(as_patient)
    assert "written down so far" not in saved_page(as_patient, patient) and not Milestone.objects.exists()


def test_one_tap_shows_it_and_one_hides_it_without_losing_anything(as_patient, patient):
    write_days(patient, 3)
    as_patient.post(PAGE, {"show": "1"})
    assert "3 days written down" in text_of(as_patient)
    as_patient.post(PAGE, {"hide": "1"})
    assert "3 days" not in text_of(as_patient) and Milestone.objects.exists()


def test_each_kind_of_effort_is_counted(as_patient, opted_in):
    write_days(opted_in, 1)
    make_urge(opted_in, after=2)
    make_urge(opted_in)  # not over yet
    make_goal(opted_in).mark(opted_in.created_at)
    Plan.objects.create(patient=opted_in, kind="safety", revision=1)
    Plan.objects.create(patient=opted_in, kind="staying-well")  # opened, and nothing written yet
    shown = text_of(as_patient)
    told = ("1 day written down", "1 urge you stayed with", "1 goal done", "1 plan written")
    assert all(words in shown for words in told)


def test_a_lapse_and_days_off_take_nothing_away(as_patient, opted_in):
    write_days(opted_in, 8)
    before = text_of(as_patient)
    make_episode(opted_in, days_ago=0)
    Entry.objects.filter(date=today_of(opted_in)).update(ratings={"used_ketamine": True})
    assert "8 days written down" in before and text_of(as_patient) == before


def test_a_count_never_falls_below_what_it_came_to(as_patient, opted_in):
    write_days(opted_in, 7)
    make_goal(opted_in).mark(opted_in.created_at)
    text_of(as_patient)
    Entry.objects.filter(date=today_of(opted_in)).delete()
    Goal.objects.update(done_at=None)
    shown = text_of(as_patient)
    assert "7 days written down" in shown and "1 goal done" in shown


def test_a_milestone_is_never_taken_away_in_the_database_either(opted_in):
    note_milestones(opted_in, {"entries": 3})
    for change in ("UPDATE goals_milestone SET count = 0", "DELETE FROM goals_milestone"):
        with pytest.raises(ProgrammingError, match="permission denied"), rls.acting_as(rls.PATIENT, opted_in.pk):
            Milestone.objects.raw(change)._fetch_all()


def test_the_same_step_is_noted_once(opted_in):
    assert [step.count for step in note_milestones(opted_in, {"entries": 4})[1]] == [1, 3]
    assert note_milestones(opted_in, {"entries": 4}) == ({"entries": [1, 3], "urges": [], "plans": [], "goals": []}, [])


def test_after_a_check_in_a_new_step_gets_a_word_once(as_patient, opted_in):
    write_days(opted_in, 3)
    assert "New: 3 days written down" in saved_page(as_patient, opted_in)
    assert "So far: 3 days written down" in saved_page(as_patient, opted_in)


def test_it_is_quiet_where_help_comes_first(as_patient, opted_in):
    make_entry(opted_in, ratings={"self_harm_thoughts": 2})
    assert "written down." not in saved_page(as_patient, opted_in).split('id="kept"')[0]
    assert "What you have put in" not in saved_page(as_patient, opted_in)


def test_somebody_elses_effort_is_not_in_it(as_patient, opted_in, other_patient):
    write_days(other_patient, 7)
    assert "7 days" not in text_of(as_patient)
    assert not Patient.objects.get(pk=other_patient.pk).show_effort


def test_it_takes_the_same_number_of_queries_however_much_it_is(as_patient, opted_in, count_queries):
    write_days(opted_in, 1)
    text_of(as_patient)
    few = count_queries(lambda: as_patient.get(PAGE))
    write_days_before = [Entry(patient=opted_in, date=today_of(opted_in) - timedelta(days=n)) for n in range(1, 400)]
    Entry.objects.bulk_create(write_days_before)
    text_of(as_patient)
    assert count_queries(lambda: as_patient.get(PAGE)) == few <= 9
