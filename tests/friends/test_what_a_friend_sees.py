"""A friend sees what she ticks and nothing else, and can't tell why something isn't shown."""

from datetime import timedelta

import pytest
import time_machine
from django.db.utils import ProgrammingError
from django.utils import timezone

from accounts import privacy, rls
from accounts.models import AccessLog, Patient
from friends.models import Line, Status, Tie
from friends.services import choose, look, say, stop
from goals.models import Goal
from tests.people import make_entry, make_friend, make_goal

PAGE = "/beside/"


def main_of(client):
    """The page without its form tokens."""
    html = client.get(PAGE).content.decode().split("<main", 1)[1]
    return "\n".join(line for line in html.splitlines() if "csrf" not in line)


def test_a_friend_sees_how_she_is_and_the_goals_she_chose(as_friend):
    shown = main_of(as_friend)
    assert "Could use a call" in shown and "Walk to the park: not yet" in shown
    assert "Something private" not in shown


def test_a_friend_reads_their_own_name_for_her_and_none_of_hers(as_friend, patient, tie):
    shown = as_friend.get(PAGE).content.decode()
    assert "Robbie" in shown
    assert not [name for name in (patient.chosen_name, patient.user.username, tie.called) if name in shown]


def nothing_said(patient, tie):
    say(patient=patient, word="")
    choose(tie=tie, sees_status=True, goals=[])


def unticked(patient, tie):
    choose(tie=tie, sees_status=False, goals=[])


def stopped(patient, tie):
    stop(tie)


def erasing(patient, tie):
    privacy.ask_for_erasure(patient=patient, today=timezone.now().date())


def erased(patient, tie):
    privacy.erase(patient)


def long_ago(patient, tie):
    Status.objects.update(until=timezone.now())
    Goal.objects.update(week=timezone.now().date() - timedelta(days=20))


@pytest.mark.parametrize("end", [unticked, stopped, erasing, erased, long_ago, nothing_said])
def test_whatever_ends_it_nothing_is_shown_from_then_on(as_friend, patient, tie, end):
    assert "Nothing is shown now" not in main_of(as_friend)
    end(patient, tie)
    shown = main_of(as_friend)
    assert "Nothing is shown now" in shown and "Robbie" in shown
    assert "Could use a call" not in shown and "Walk to the park" not in shown


@pytest.mark.parametrize("end", [stopped, erasing, erased, long_ago, nothing_said])
def test_the_page_is_the_same_to_the_letter_as_when_she_ticks_nothing(as_friend, patient, tie, end):
    shows = (tie.sees_status, [goal.pk for goal in Goal.objects.filter(seen_by__contains=[tie.pk])])
    unticked(patient, tie)
    ticks_nothing = main_of(as_friend)
    choose(tie=tie, sees_status=shows[0], goals=shows[1])
    end(patient, tie)
    assert main_of(as_friend) == ticks_nothing


def test_what_she_said_goes_away_by_itself_after_two_days(as_friend):
    with time_machine.travel(timezone.now() + timedelta(hours=47)):
        assert "Could use a call" in main_of(as_friend)
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        assert "Could use a call" not in main_of(as_friend)


def test_how_to_help_is_beside_it_our_own_words_first_and_no_other_countrys(as_friend):
    html = as_friend.get(PAGE, headers={"Accept-Language": "en-CA"}).content.decode()
    guides = html.split("For family and friends")[1]
    assert guides.index("/resources/for-families/") < guides.index("/resources/al-anon/")
    assert "/resources/adfam/" not in guides


def test_a_friend_learns_no_time_of_anything(as_friend):
    now = timezone.now()
    shown = main_of(as_friend)
    assert f"{now:%Y}" not in shown and f"{now:%B}" not in shown


def test_writing_in_the_journal_changes_nothing_for_a_friend(as_friend, patient):
    before = main_of(as_friend)
    make_entry(patient, note="Hard day")
    assert main_of(as_friend) == before


def test_her_preview_is_what_the_friend_sees(as_patient, as_friend, tie):
    preview = as_patient.get(f"/friends/{tie.pk}/").content.decode()
    shown = main_of(as_friend)
    for words in ("<p><b>Could use a call</b></p>", "<li>Walk to the park: not yet</li>"):
        assert words in preview and words in shown
    assert "<li>Something private" not in preview


def test_her_preview_for_one_who_may_not_see_how_she_is_says_nothing_of_it(as_patient, patient, tie):
    other = make_friend(patient, sees_status=False)
    preview = as_patient.get(f"/friends/{other.pk}/").content.decode()
    assert "Nothing is shown now" in preview and "Could use a call" not in preview


def test_each_look_at_something_is_logged_for_her_and_looks_at_nothing_are_not(as_patient, as_friend, patient, tie):
    main_of(as_friend)
    stop(tie)
    main_of(as_friend)
    look = AccessLog.objects.get(what="shown")
    assert (look.patient_id, look.actor_id, look.reference) == (patient.pk, tie.account_id, str(tie.pk))
    privacy_page = as_patient.get("/privacy/").content.decode()
    assert "family or a friend" in privacy_page and tie.account.username not in privacy_page


def test_a_look_at_nothing_is_not_logged(as_friend, patient, tie):
    unticked(patient, tie)
    main_of(as_friend)
    assert not AccessLog.objects.filter(what="shown")


@pytest.mark.parametrize("end", ["ended_at", "left_at"])
def test_the_query_alone_shows_nothing_once_it_is_over(tie, end):
    assert not look(tie.account)[0][1].is_nothing  # outside any role, where no row rule helps
    Tie.objects.update(**{end: timezone.now()})
    assert look(tie.account)[0][1].is_nothing


def test_somebody_elses_friend_sees_nothing_of_her(as_other_friend, tie):
    shown = main_of(as_other_friend)
    assert "Could use a call" not in shown and "Walk to the park" not in shown
    assert as_other_friend.post(PAGE, {"leave": Line.objects.get(tie=tie).pk}).status_code == 404


def met(role, account, *models):
    with rls.acting_as(role, account.pk):
        return {model.__name__: model.objects.values_list("patient", flat=True).count() for model in models}


def test_the_database_shows_a_friend_what_was_ticked_and_somebody_elses_friend_nothing(tie, other_tie):
    assert met(rls.FRIEND, tie.account, Goal, Status, Tie) == {"Goal": 1, "Status": 1, "Tie": 1}
    assert met(rls.FRIEND, other_tie.account, Goal, Status, Tie) == {"Goal": 0, "Status": 0, "Tie": 1}


@pytest.mark.parametrize(("end", "ties"), [("ended_at", 0), ("left_at", 1)])
def test_the_database_shows_a_friend_nothing_once_it_is_over(tie, end, ties):
    Tie.objects.update(**{end: timezone.now()})
    assert met(rls.FRIEND, tie.account, Goal, Status, Tie) == {"Goal": 0, "Status": 0, "Tie": ties}


def test_a_friend_meets_no_row_of_any_other_table_of_hers(patient, tie):
    make_entry(patient)
    allowed = {Goal, Status, Tie, Line, AccessLog}
    with rls.acting_as(rls.FRIEND, tie.account_id):
        found = {model for model in rls.patient_models() if model not in allowed and model._base_manager.values("pk")}
        assert found == set() and not Patient.objects.visible_to(tie.account)


@pytest.mark.parametrize("change", [{"patient_id": 1}, {"sees_status": True}, {"called": "x"}, {"ended_at": None}])
def test_a_friend_can_not_widen_what_they_see(tie, change):
    with pytest.raises(ProgrammingError, match="permission denied"), rls.acting_as(rls.FRIEND, tie.account_id):
        Tie.objects.filter(pk=tie.pk).update(**change)


def test_a_friend_can_not_read_her_name_for_them(tie):
    with pytest.raises(ProgrammingError, match="permission denied"), rls.acting_as(rls.FRIEND, tie.account_id):
        list(Tie.objects.values("called"))


def test_her_clinician_meets_none_of_it(tie, clinician):
    assert met(rls.CLINICIAN, clinician.user, Goal, Status, Tie) == {"Goal": 0, "Status": 0, "Tie": 0}


def test_it_takes_the_same_number_of_queries_however_many_there_are(as_friend, tie, other_patient, count_queries):
    few = count_queries(lambda: as_friend.get(PAGE))
    second = make_friend(other_patient, account=tie.account)
    for n in range(20):
        make_goal(other_patient, f"Thing {n}", seen_by=[second.pk])
    assert count_queries(lambda: as_friend.get(PAGE)) == few <= 9
