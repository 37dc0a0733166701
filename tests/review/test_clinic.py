"""The lead's page: counts over the team, for nobody but who leads it, and nothing that could be about one person."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts import rls
from accounts.models import AccessLog, CareLink, Membership
from journal.models import Pause
from review.clinic import FEW_PEOPLE, NONE, WEEKS, build
from tests import people
from tests.review.conftest import days_ago
from tests.timeline.copies import make_flag

ADDRESS = "/admin/clinic/"
LONG_AGO = timedelta(days=100)


@pytest.fixture
def lead(clinician):
    """`clinician` leads a team."""
    return clinician


@pytest.fixture
def team(lead):
    """Its lead, and one more."""
    return people.make_team(people.make_clinician(name="Lou Member"), lead=lead)


@pytest.fixture
def seven(team):
    """Seven people who have shared with the team for long; the eighth, `patient`, shares with its lead alone."""
    found = [people.make_patient(chosen_name=f"Secret{number}") for number in range(7)]
    for each in found:
        people.make_link(each, team)
    CareLink.objects.update(started_at=timezone.now() - LONG_AGO)
    return found


def counted(team, lead):
    with rls.acting_as(rls.CLINICIAN, lead.pk):
        return build(team, timezone.now())


def running(team, lead):
    return counted(team, lead).weeks[0]


def flag_all(patients, code="craving_high", days_ago=0, **fields):
    at = timezone.now() - timedelta(days=days_ago)
    for each in patients:
        flag = make_flag(each, code, **({"about": f"{at:%F} {code}"} | fields))
        type(flag).objects.filter(pk=flag.pk).update(raised_at=at)


def test_it_counts_people_entries_and_who_wrote(seven, team, lead):
    for each in seven[:6]:
        people.make_entry(each)
    week = running(team, lead)
    assert (week.people, week.wrote, week.entries, week.is_running) == ("7", "6", "6", True)
    assert counted(team, lead).now.people == "7" and len(counted(team, lead).weeks) == WEEKS + 1


def test_who_shares_with_somebody_within_the_team_counts_and_others_do_not(seven, team, lead, stranger):
    member = team.memberships.exclude(clinician=lead).get().clinician
    people.make_link(people.make_patient(), member, within=team)
    people.make_link(people.make_patient(), member)
    people.make_link(people.make_patient(), stranger)
    with connection.cursor() as cursor, rls.acting_as(rls.CLINICIAN, lead.pk):
        cursor.execute("SELECT rt_clinic(%s, current_date, 3) ->> 'people'", [team.pk])
        assert cursor.fetchone() == ("8",)


@pytest.mark.parametrize("end", ["link", "consent"])
def test_who_no_longer_shares_is_not_counted(seven, team, lead, end):
    if end == "link":
        CareLink.objects.filter(patient=seven[0]).update(ended_at=timezone.now())
    else:
        seven[0].consents.update(expires_on=timezone.now().date() - timedelta(days=1))
    assert counted(team, lead).now.people == "6"


def test_the_share_seen_in_time_leaves_out_what_is_not_due(seven, team, lead):
    flag_all(seven, days_ago=14, severity="urgent")
    flags = type(make_flag(seven[0], "any_use", severity="info")).objects.filter(severity="urgent")
    for flag in flags[:3]:
        flag.acknowledged_at = flag.raised_at + timedelta(days=30)
        flag.save()
    assert counted(team, lead).weeks[2].flags == "7" and counted(team, lead).weeks[2].in_time == "0 %"
    flags.update(acknowledged_at=flags[0].raised_at)
    assert counted(team, lead).weeks[2].in_time == "100 %"


def test_information_has_no_share_but_a_rate(seven, team, lead):
    flag_all(seven, "any_use", severity="info")
    assert (running(team, lead).flags, running(team, lead).in_time) == ("0", NONE)
    rule = counted(team, lead).rules[0]
    weeks = 7 * (WEEKS * 7 + days_ago(0).weekday() + 1) / 7
    assert (rule.code, rule.flags, float(rule.rate)) == ("any_use", "7", round(700 / weeks, 1))


def test_an_old_flag_that_nobody_saw_shows_its_age(seven, team, lead):
    flag_all(seven, days_ago=9)
    now = counted(team, lead).now
    assert now.oldest == "216 h (9 d)" and ("▲", "Attention", "7") in now.open


def test_what_a_higher_flag_took_over_is_not_counted_twice(seven, team, lead):
    flag_all(seven, severity="urgent")
    flag_all(seven, state="superseded")
    assert running(team, lead).flags == "7"


def test_the_silent_are_counted_and_who_pauses_is_not(seven, team, lead):
    type(seven[0]).objects.update(created_at=timezone.now() - LONG_AGO)
    today = timezone.now().date()
    for each in seven[:1]:
        people.make_entry(each)
    assert counted(team, lead).now.silent == "6"
    Pause.objects.create(patient=seven[1], reason="hospital", starts_on=today - LONG_AGO, ends_on=today)
    assert counted(team, lead).now.silent == "5"


def test_what_rests_on_fewer_than_five_people_is_not_told(seven, team, lead):
    for back in range(7):
        people.make_entry(seven[0], day=timezone.now().date() - timedelta(days=back))
    flag_all(seven[:4])
    flag_all(seven, "any_use")
    found = counted(team, lead)
    assert (found.weeks[0].wrote, found.weeks[0].entries) == ("< 5", "< 5")
    told = {rule.code: (rule.flags, rule.rate) for rule in found.rules}
    assert told["craving_high"] == told["any_use"] == (FEW_PEOPLE, NONE)


def test_rules_that_nothing_raised_are_named_in_one_line(seven, team, lead, as_clinician):
    flag_all(seven)
    page = as_clinician.get(ADDRESS).content.decode()
    assert "Not raised in these weeks: A week or more without an entry; " in page
    assert page.count('<th scope="row">High craving') == 1 and "chest_pain" not in page


def test_of_a_small_team_nothing_is_told(seven, team, lead):
    CareLink.objects.filter(patient__in=seven[:3]).delete()
    assert counted(team, lead).now is None


def test_what_a_lead_sees_herself_can_not_be_taken_off_to_leave_one(seven, team, lead):
    member = team.memberships.exclude(clinician=lead).get().clinician
    people.make_link(people.make_patient(), member, within=team)
    assert counted(team, lead).now is None


def test_the_page_tells_no_name_and_leads_to_nobody(as_clinician, seven, team):
    flag_all(seven)
    page = as_clinician.get(ADDRESS).content.decode()
    content = page.partition('id="content"')[2]
    assert "Week by week" in content and "High craving" in content
    assert "Secret" not in page and "/accounts/patient/" not in content
    assert not any(each.short_code in page for each in seven)
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("who", ["as_stranger", "as_administrator", "as_patient", "as_other_patient"])
def test_nobody_else_finds_the_page(request, seven, team, who):
    assert request.getfixturevalue(who).get(ADDRESS).status_code == 404


def test_a_member_who_does_not_lead_finds_no_page_and_no_link(seven, team, as_clinician):
    assert ADDRESS in as_clinician.get("/admin/").content.decode()
    Membership.objects.update(role=Membership.Role.MEMBER)
    assert as_clinician.get(ADDRESS).status_code == 404
    assert ADDRESS not in as_clinician.get("/admin/").content.decode()


def test_another_team_is_as_none_at_all(as_clinician, seven, team, stranger):
    theirs = people.make_team(lead=stranger)
    answers = [as_clinician.get(f"{ADDRESS}?team={key}").status_code for key in (theirs.pk, 999_999, team.pk)]
    assert answers == [404, 404, 200]


def test_a_visitor_is_asked_to_log_in(client):
    assert client.get(ADDRESS).url.startswith("/accounts/login/")


@pytest.mark.parametrize("role", [rls.PATIENT, rls.ADMINISTRATOR, rls.FRIEND])
def test_the_database_counts_for_clinicians_alone(seven, team, lead, role):
    with pytest.raises(Exception, match="permission denied"), rls.acting_as(role, lead.pk):
        build(team, timezone.now())


@pytest.mark.parametrize("wrong", ["stranger", "member", "left", "closed"])
def test_the_database_counts_nobody_for_who_does_not_lead(seven, team, lead, stranger, wrong):
    asks = stranger if wrong == "stranger" else lead
    if wrong == "member":
        Membership.objects.update(role=Membership.Role.MEMBER)
    if wrong == "left":
        Membership.objects.update(ended_at=timezone.now())
    if wrong == "closed":
        type(lead.user).objects.filter(pk=lead.pk).update(is_active=False)
    with connection.cursor() as cursor, rls.acting_as(rls.CLINICIAN, asks.pk):
        cursor.execute("SELECT rt_clinic(%s, current_date - 90, 3)", [team.pk])
        told = cursor.fetchone()[0]
    assert '"people": 0' in str(told).replace("'", '"') and "craving" not in str(told)


def test_it_takes_the_same_questions_for_any_number(as_clinician, seven, team, count_queries):
    as_clinician.get(ADDRESS)
    few = count_queries(lambda: as_clinician.get(ADDRESS))
    for number in range(20):
        another = people.make_patient(chosen_name=f"More{number}")
        people.make_link(another, team)
        people.make_entry(another)
    assert count_queries(lambda: as_clinician.get(ADDRESS)) == few <= 8
