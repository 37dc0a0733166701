"""Sharing with a team, or with a clinician whose team is named: what the consent says, and what Privacy shows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import sharing
from accounts.models import CareLink, ConsentRecord, Cover, Invitation, Patient, Team
from tests import people
from tests.people import seen_by

AGREE = {"chosen_name": "Robin", "scope": ["ratings", "urges"]}
WHOM = "With whom will your patient share?"


@pytest.fixture
def team(stranger):
    """The stranger's team; Mo belongs to it, too."""
    return people.make_team(stranger, people.make_clinician(name="Mo Member"), name="River Team")


def consent_page(client, code):
    client.post("/share/", {"code": code})
    return " ".join(client.get("/share/consent/").content.decode().split())


def agree(client, code):
    consent_page(client, code)
    return client.post("/share/consent/", AGREE | {"seen": seen_by(client)})


def test_a_clinician_invites_for_herself_or_for_the_team(as_stranger, stranger, team):
    add = "/admin/accounts/invitation/add/"
    assert WHOM in as_stranger.get(add).content.decode()
    assert as_stranger.post(add).status_code == 422
    for whom, whole in ((f"me-{team.pk}", False), (f"team-{team.pk}", True)):
        as_stranger.post(add, {"whom": whom})
        made = Invitation.objects.latest("pk")
        assert (made.clinician, made.team, made.whole_team) == (stranger, team, whole)


def test_nobody_invites_for_a_team_of_others(as_clinician, team):
    add = "/admin/accounts/invitation/add/"
    assert WHOM not in as_clinician.get(add).content.decode()
    as_clinician.post(add, {"whom": f"team-{team.pk}"})
    assert Invitation.objects.get().team is None


def test_it_says_that_the_team_is_whoever_works_in_it_and_how_many_that_is(as_patient, stranger, team):
    told = consent_page(as_patient, Invitation.issue(stranger, team, whole=True)[1])
    for words in ("Share with River Team?", "River Team, Town Service", "whoever works in this team at the time",
                  "Today 2 clinicians work in it", "Your urges: when they came", "Your plans"):
        assert words in told


def test_it_names_cover_hand_over_the_lead_and_emergencies(as_patient, stranger, team):
    told = consent_page(as_patient, Invitation.issue(stranger, team)[1])
    for words in ("is away, another clinician of the team River Team", "handed over", "stays within this team",
                  "Who leads the team", "In an emergency", "for 8 hours at most", "never your notes or plans",
                  "You can always see who looked", "Each of them is shown only if you tick that on the plan itself"):
        assert words in told


def test_without_a_team_there_is_neither_cover_nor_hand_over(as_patient, patient, stranger):
    told = consent_page(as_patient, Invitation.issue(stranger)[1])
    assert "may stand in" not in told and "handed over" not in told and "In an emergency" in told


def test_sharing_with_a_team_lets_each_member_in(as_patient, patient, stranger, team):
    assert agree(as_patient, Invitation.issue(stranger, team, whole=True)[1]).url == "/privacy/"
    for member in team.memberships.all():
        assert Patient.objects.visible_to(member.clinician.user).filter(pk=patient.pk).exists()
    given = ConsentRecord.objects.latest("pk")
    assert (given.team, given.clinician, given.emergency) == (team, None, True)
    assert given.text_version == sharing.TEXT_VERSION and given.link.short_code == patient.short_code


def test_sharing_with_one_keeps_the_team_for_cover(as_patient, patient, stranger, team):
    agree(as_patient, Invitation.issue(stranger, team)[1])
    link = CareLink.objects.latest("pk")
    assert (link.clinician, link.within, link.team, link.handed_over) == (stranger, team, None, False)
    assert not Patient.objects.visible_to(team.memberships.last().clinician.user).filter(pk=patient.pk).exists()


def test_sharing_again_with_a_team_replaces_what_was_shared(as_patient, patient, stranger, team):
    for _ in range(2):
        agree(as_patient, Invitation.issue(stranger, team, whole=True)[1])
    assert patient.care_links.open().filter(team=team).count() == 1
    assert ConsentRecord.objects.in_force().filter(team=team).count() == 1


def test_a_code_of_somebody_who_has_left_the_team_opens_nothing(as_patient, stranger, team):
    code = Invitation.issue(stranger, team, whole=True)[1]
    stranger.memberships.update(ended_at=timezone.now())
    assert as_patient.post("/share/", {"code": code}).status_code == 422


def test_a_yes_to_a_team_that_has_grown_since_shares_nothing(as_patient, patient, stranger, team):
    consent_page(as_patient, Invitation.issue(stranger, team, whole=True)[1])
    seen = seen_by(as_patient)
    team.memberships.create(clinician=people.make_clinician())
    as_patient.post("/share/consent/", AGREE | {"seen": seen})
    assert not patient.care_links.filter(team=team).exists()


def test_under_privacy_stand_the_members_and_one_tap_ends_it(as_patient, patient, stranger, team):
    agree(as_patient, Invitation.issue(stranger, team, whole=True)[1])
    told = as_patient.get("/privacy/").content.decode()
    assert "Who works in this team today: Mo Member and Pat Stranger." in told
    as_patient.post(f"/privacy/end/{patient.care_links.get(team=team).pk}/")
    assert not Patient.objects.visible_to(stranger.user).filter(pk=patient.pk).exists()
    assert "River Team, Town Service could see" in as_patient.get("/privacy/").content.decode()


def test_under_privacy_stands_who_stands_in(as_patient, patient, stranger, team):
    agree(as_patient, Invitation.issue(stranger, team)[1])
    today = timezone.now().date()
    mo = team.memberships.exclude(clinician=stranger).get().clinician
    days = {"starts_on": today, "ends_on": today + timedelta(days=3)}
    Cover.objects.create(team=team, covered=stranger, covering=mo, **days)
    told = as_patient.get("/privacy/").content.decode()
    assert "Mo Member stands in until" in told and "take over, from River Team: Mo Member." in told


def test_its_queries_do_not_grow_with_the_team(as_patient, patient, stranger, team, count_queries):
    agree(as_patient, Invitation.issue(stranger, team, whole=True)[1])
    few = count_queries(lambda: as_patient.get("/privacy/"))
    other = people.make_team(*(people.make_clinician() for _ in range(6)))
    people.make_link(patient, other)
    people.make_link(patient, people.make_clinician(), within=other)
    assert count_queries(lambda: as_patient.get("/privacy/")) <= few


def test_teams_are_told_from_those_one_leads(stranger, team):
    lead = people.make_clinician()
    led = people.make_team(stranger, lead=lead)
    from accounts import teams

    assert set(teams.teams_of(stranger)) == {team, led} and list(Team.led_by(lead)) == [led]
    assert teams.is_lead(lead) and not teams.is_lead(stranger)
    assert lead in teams.colleagues_of(stranger) and stranger not in teams.colleagues_of(stranger)
