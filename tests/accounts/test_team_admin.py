"""What an administrator does with teams and covers; it ends at once, and opens no diary to her."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Cover, Membership, Patient, Team
from tests import people

TEAMS, COVERS = "/admin/accounts/team/", "/admin/accounts/cover/"
TODAY = timezone.now().date()


@pytest.fixture
def team(clinician):
    return people.make_team(clinician, people.make_clinician(name="Jo Colleague"))


def inline(number, membership=None, **fields):
    start, end = (membership.started_at if membership else timezone.now()), fields.pop("ended", None)
    values = {"id": membership.pk if membership else "", "clinician": fields.get("clinician", ""), "role": "member"}
    values |= {"started_at_0": f"{start:%Y-%m-%d}", "started_at_1": f"{start:%H:%M:%S}"}
    values |= {"ended_at_0": f"{end:%Y-%m-%d}" if end else "", "ended_at_1": f"{end:%H:%M:%S}" if end else ""}
    return {f"memberships-{number}-{name}": value for name, value in values.items()}


def test_she_makes_a_team_with_its_clinicians(as_administrator, clinician):
    fields = {"name": "River Team", "organisation": "Town Service", "commitment": "on weekdays"}
    management = {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 0}
    answer = as_administrator.post(f"{TEAMS}add/", fields | management | inline(0, clinician=clinician.pk))
    assert answer.status_code == 302
    assert list(Team.objects.of(clinician)) == [Team.objects.get(name="River Team")]


def test_an_end_that_she_sets_closes_the_journals_at_once(as_administrator, clinician, other_patient, team):
    people.make_link(other_patient, team)
    assert Patient.objects.visible_to(clinician.user).filter(pk=other_patient.pk).exists()
    hers = Membership.objects.get(clinician=clinician)
    Membership.objects.filter(pk=hers.pk).update(started_at=timezone.now() - timedelta(days=9))
    hers.refresh_from_db()
    fields = {"name": team.name, "commitment": "daily", "memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 1}
    ended = inline(0, hers, clinician=clinician.pk, ended=timezone.now() - timedelta(minutes=1))
    as_administrator.post(f"{TEAMS}{team.pk}/change/", fields | {"memberships-0-team": team.pk} | ended)
    assert not Patient.objects.visible_to(clinician.user).filter(pk=other_patient.pk).exists()


def cover(client, team, covered, covering):
    days = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=3)}
    return client.post(f"{COVERS}add/", {"team": team.pk, "covered": covered.pk, "covering": covering.pk} | days)


def test_she_arranges_cover_within_a_team_and_ends_it(as_administrator, administrator, clinician, stranger, team):
    jo = team.memberships.exclude(clinician=clinician).get().clinician
    assert cover(as_administrator, team, clinician, stranger).status_code == 200
    assert cover(as_administrator, team, clinician, jo).status_code == 302
    made = Cover.objects.get()
    assert made.made_by == administrator and made in Cover.objects.today()
    as_administrator.post(COVERS, {"action": "end_now", "_selected_action": [made.pk]})
    assert made not in Cover.objects.today()


def test_teams_covers_and_emergencies_are_for_administrators(as_clinician, as_patient, team):
    for page in (TEAMS, f"{TEAMS}add/", f"{TEAMS}{team.pk}/change/", COVERS, f"{COVERS}add/",
                 "/admin/accounts/emergencynotice/"):
        assert as_clinician.get(page).status_code == as_patient.get(page).status_code == 404


def test_nothing_of_it_is_deleted_or_opens_a_diary(as_administrator, clinician, patient, team):
    patient.care_links.update(within=team)
    assert as_administrator.post(f"{TEAMS}{team.pk}/delete/", {"post": "yes"}).status_code == 404
    for page in (TEAMS, f"{TEAMS}{team.pk}/change/", COVERS, "/admin/accounts/emergencynotice/"):
        told = as_administrator.get(page).content.decode()
        assert "Robin" not in told and patient.short_code not in told
