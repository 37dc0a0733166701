"""A team: cover, hand-over and leaving, each in force with the next request; and who leads it sees no diary by that."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from accounts import arranging, rls
from accounts.models import AccessLog, CareLink, Cover, HandOver, Membership, Patient
from journal.models import Entry
from review.access import sharing_with
from review.models import EntryReview, unread
from review.services import mark_reviewed
from tests import people

TODAY = timezone.now().date()  # cover goes by the days of UTC
SOON = TODAY + timedelta(days=5)


@pytest.fixture
def colleague(cast):
    """In one team with `clinician`; works with nobody else."""
    return people.make_clinician(name="Jo Colleague")


@pytest.fixture
def lead(cast):
    """Leads that team; works with nobody."""
    return people.make_clinician(name="Lee Lead")


@pytest.fixture
def team(clinician, colleague, lead):
    return people.make_team(clinician, colleague, lead=lead, name="River Team")


@pytest.fixture
def link(patient, clinician, team):
    """The link of `patient` and `clinician`, whose consent names the team."""
    patient.care_links.update(within=team)
    return patient.care_links.get()


def signed_in(client_of, who):
    client_of.force_login(who.user)
    return client_of


@pytest.fixture
def as_colleague(colleague):
    from django.test import Client

    return signed_in(Client(), colleague)


@pytest.fixture
def as_lead(lead):
    from django.test import Client

    return signed_in(Client(), lead)


def page_of(patient):
    return f"/admin/accounts/patient/{patient.pk}/change/"


def sees(client, patient, entry):
    answers = {client.get(page).status_code for page in (page_of(patient), f"/admin/journal/entry/{entry.pk}/change/")}
    assert len(answers) == 1
    return answers == {200}


def cover(client, team, covered, covering, first=TODAY, last=SOON):
    days = {"starts_on": first.isoformat(), "ends_on": last.isoformat()}
    return client.post(f"/admin/team/{team.pk}/cover/", {"covered": covered.pk, "covering": covering.pk} | days)


def test_cover_opens_what_is_shared_for_its_days_and_no_longer(
    guards, as_colleague, as_clinician, team, link, clinician, colleague, patient, entry
):
    assert not sees(as_colleague, patient, entry)
    assert cover(as_clinician, team, clinician, colleague).status_code == 302
    assert sees(as_colleague, patient, entry)
    as_clinician.post(f"/admin/team/cover/{Cover.objects.get().pk}/end/")
    assert not sees(as_colleague, patient, entry)


@pytest.mark.parametrize(("first", "last"), [(-9, -1), (1, 9)])
def test_cover_of_other_days_opens_nothing(
    guards, as_colleague, team, link, clinician, colleague, patient, entry, first, last
):
    days = {"starts_on": TODAY + timedelta(days=first), "ends_on": TODAY + timedelta(days=last)}
    Cover.objects.create(team=team, covered=clinician, covering=colleague, **days)
    assert not sees(as_colleague, patient, entry)


def test_cover_opens_nobody_whose_consent_does_not_name_the_team(
    guards, as_colleague, as_clinician, team, clinician, colleague, patient, entry
):
    cover(as_clinician, team, clinician, colleague)
    assert not sees(as_colleague, patient, entry)


def test_a_team_shares_what_its_present_members_see(guards, as_colleague, team, colleague, patient, entry):
    people.make_link(patient, team, scope=["ratings"])
    assert sees(as_colleague, patient, entry)
    assert sharing_with(colleague.user)[patient.pk].scope == {"ratings"}
    assert "your team River Team" in as_colleague.get(page_of(patient)).content.decode()
    Membership.objects.filter(clinician=colleague).update(ended_at=timezone.now())
    assert not sees(as_colleague, patient, entry)


def test_leaving_is_one_button_and_closes_the_journals_at_once(guards, as_colleague, team, colleague, patient, entry):
    people.make_link(patient, team)
    assert as_colleague.post(f"/admin/team/{team.pk}/leave/").status_code == 302
    assert not sees(as_colleague, patient, entry)
    assert "You don't belong to a team" in as_colleague.get("/admin/team/").content.decode()


def test_nobody_comes_back_by_herself(team, colleague):
    arranging.leave(clinician=colleague, team=team)
    with rls.acting_as(rls.CLINICIAN, colleague.pk):
        assert not Membership.objects.filter(clinician=colleague).update(ended_at=None)
    with pytest.raises(DatabaseError), rls.acting_as(rls.CLINICIAN, colleague.pk):
        Membership.objects.create(team=team, clinician=colleague)


def hand_over(client, link, to):
    return client.post(f"/admin/team/patient/{link.pk}/hand-over/", {"to": to.pk})


@pytest.mark.parametrize("who", ["as_clinician", "as_lead"])
def test_hand_over_moves_the_journal_and_the_patient_reads_it(
    request, who, guards, as_colleague, as_clinician, as_patient, link, colleague, patient, entry
):
    assert hand_over(request.getfixturevalue(who), link, colleague).status_code == 302
    assert sees(as_colleague, patient, entry) and not sees(as_clinician, patient, entry)
    told = as_patient.get("/privacy/").content.decode()
    assert "Handed over from Kim Keyworker, Town Service on" in told and "Stop sharing with Jo Colleague" in told
    assert "handed your care over" in told


def test_who_got_it_handed_over_loses_it_with_the_team(
    guards, as_colleague, link, clinician, colleague, team, patient, entry
):
    arranging.hand_over(link=link, to=colleague, by=clinician)
    assert sees(as_colleague, patient, entry)
    arranging.leave(clinician=colleague, team=team)
    assert not sees(as_colleague, patient, entry)


def test_it_stays_within_the_team(as_clinician, as_stranger, link, stranger, patient, entry):
    assert hand_over(as_clinician, link, stranger).status_code == 422
    assert hand_over(as_stranger, link, stranger).status_code == 404
    patient.care_links.update(within=None)
    assert as_clinician.get(f"/admin/team/patient/{link.pk}/hand-over/").status_code == 404
    assert not HandOver.objects.exists()


def test_the_database_hands_over_within_the_team_only_and_in_ones_own_name(link, clinician, colleague, stranger, lead):
    move = {"handed_over": True, "changed_at": arranging.Now()}
    wrong = [(clinician, stranger, clinician), (clinician, colleague, lead), (clinician, clinician, colleague)]
    for who, to, named in wrong:
        with pytest.raises(DatabaseError), rls.acting_as(rls.CLINICIAN, who.pk):
            CareLink.objects.filter(pk=link.pk).update(clinician=to, changed_by=named, **move)
    for who in (colleague, stranger):
        with rls.acting_as(rls.CLINICIAN, who.pk):
            assert not CareLink.objects.filter(pk=link.pk).update(clinician=who, changed_by=who, **move)


def test_who_stands_in_hands_nobody_to_herself(as_clinician, as_colleague, team, link, clinician, colleague):
    cover(as_clinician, team, clinician, colleague)
    assert hand_over(as_colleague, link, colleague).status_code == 404
    with rls.acting_as(rls.CLINICIAN, colleague.pk):
        assert not CareLink.objects.update(clinician=colleague, handed_over=True, changed_by=colleague)


def test_who_has_the_patient_already_takes_nothing_over(as_clinician, link, clinician, colleague, patient):
    people.make_link(patient, colleague)
    answer = hand_over(as_clinician, link, colleague)
    assert answer.status_code == 422 and "works with the patient already" in answer.content.decode()
    assert not HandOver.objects.exists() and not AccessLog.objects.filter(what="handover").exists()


def test_ending_care_ends_access_and_stays_to_be_read(guards, as_clinician, as_patient, link, patient, entry):
    assert as_clinician.post(f"/admin/team/patient/{link.pk}/end/").status_code == 302
    assert not sees(as_clinician, patient, entry)
    assert "could see what you shared until" in as_patient.get("/privacy/").content.decode()


def test_the_lead_arranges_by_codes_and_sees_no_diary(guards, as_lead, link, secrets, patient, entry):
    told = as_lead.get("/admin/team/").content.decode()
    assert patient.short_code in told
    assert not {secret for secret in secrets - {patient.short_code} if secret in told}
    assert not sees(as_lead, patient, entry)


def test_the_lead_meets_no_row_of_hers_but_the_link(link, lead, patient, entry):
    with rls.acting_as(rls.CLINICIAN, lead.pk):
        assert CareLink.objects.filter(pk=link.pk).exists()
        for model, rules in rls.patient_models().items():
            if model is not CareLink:
                assert not model._base_manager.filter(**{rules.key: patient.pk}).exists(), model


def test_only_who_is_away_and_who_leads_arrange_cover(
    as_clinician, as_colleague, as_lead, as_stranger, team, clinician, colleague
):
    assert cover(as_colleague, team, clinician, colleague).status_code == 422
    assert cover(as_stranger, team, clinician, colleague).status_code == 404
    assert not Cover.objects.exists()
    assert cover(as_lead, team, clinician, colleague).status_code == 302


def test_the_database_takes_no_cover_that_one_gives_oneself(team, clinician, colleague, stranger):
    days = {"starts_on": TODAY, "ends_on": SOON, "team": team}
    for who, covered, covering in (
        (colleague, clinician, colleague),
        (stranger, clinician, stranger),
        (clinician, clinician, stranger),
    ):
        with pytest.raises(DatabaseError), rls.acting_as(rls.CLINICIAN, who.pk):
            Cover.objects.create(covered=covered, covering=covering, made_by=who.user, **days)


@pytest.mark.parametrize("wrong", [{"ends_on": "2020-01-01"}, {"covering": ""}, {"starts_on": "soon"}])
def test_a_cover_that_is_not_whole_says_why(as_clinician, team, clinician, colleague, wrong):
    fields = {"covered": clinician.pk, "covering": colleague.pk, "starts_on": TODAY, "ends_on": SOON} | wrong
    answer = as_clinician.post(f"/admin/team/{team.pk}/cover/", fields)
    assert answer.status_code == 422 and "errornote" in answer.content.decode()
    assert not Cover.objects.exists()


def test_what_a_colleague_read_waits_for_nobody_else(guards, as_colleague, team, clinician, colleague, patient, entry):
    people.make_link(patient, team)
    assert set(unread(Entry.objects.all(), colleague)) == {entry}
    mark_reviewed(clinician=clinician, entries=Entry.objects.all(), seen_until=timezone.now())
    assert not unread(Entry.objects.all(), colleague).exists()
    assert "by Kim Keyworker" in as_colleague.get(f"/admin/journal/entry/{entry.pk}/change/").content.decode()


def test_it_stays_read_after_who_read_it_has_left(team, clinician, colleague, patient, entry):
    people.make_link(patient, team)
    mark_reviewed(clinician=clinician, entries=Entry.objects.all(), seen_until=timezone.now())
    arranging.leave(clinician=clinician, team=team)
    with rls.acting_as(rls.CLINICIAN, colleague.pk):
        assert EntryReview.objects.exists() and not unread(Entry.objects.all(), colleague).exists()


def test_an_entry_waits_once_for_who_reaches_it_twice(team, clinician, link, patient, entry):
    people.make_link(patient, team)
    assert list(unread(Entry.objects.all(), clinician)) == [entry]


def addresses(team, link, cover):
    return [
        f"/admin/team/{team.pk}/cover/", f"/admin/team/{team.pk}/leave/", f"/admin/team/cover/{cover.pk}/end/",
        f"/admin/team/patient/{link.pk}/hand-over/", f"/admin/team/patient/{link.pk}/end/",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["as_stranger", "as_other_patient", "as_administrator"])
def test_for_others_there_is_nothing_at_any_of_its_addresses(
    guards, request, who, team, link, clinician, colleague, secrets
):
    running = Cover.objects.create(team=team, covered=clinician, covering=colleague, starts_on=TODAY, ends_on=SOON)
    client = request.getfixturevalue(who)
    answers = [client.post(address, {"to": colleague.pk}) for address in addresses(team, link, running)]
    assert {answer.status_code for answer in answers} == {404}
    assert {client.get(address).status_code for address in addresses(team, link, running)} <= {404, 405}
    assert (Cover.objects.get().ended_at, CareLink.objects.get(pk=link.pk).ended_at) == (None, None)
    page = client.get("/admin/team/")
    assert page.status_code == (200 if who == "as_stranger" else 404)
    assert not {secret for secret in secrets if secret in page.content.decode()}


def test_an_ex_member_finds_nothing_there_any_more(as_lead, team, link, lead, clinician, colleague):
    running = Cover.objects.create(team=team, covered=clinician, covering=colleague, starts_on=TODAY, ends_on=SOON)
    Membership.objects.filter(clinician=lead).update(ended_at=timezone.now())
    assert {as_lead.post(address).status_code for address in addresses(team, link, running)} == {404}
    assert link.short_code not in as_lead.get("/admin/team/").content.decode()


def test_its_queries_do_not_grow(as_lead, as_clinician, team, link, clinician, lead, count_queries):
    few = count_queries(lambda: as_lead.get("/admin/team/"))
    for _ in range(6):
        people.make_link(people.make_patient(), clinician, within=team)
        Membership.objects.create(team=team, clinician=people.make_clinician())
    assert count_queries(lambda: as_lead.get("/admin/team/")) <= few <= 15


def test_no_patient_is_visible_to_who_only_leads(lead, link):
    assert not Patient.objects.visible_to(lead.user).exists()
