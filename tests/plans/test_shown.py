"""A plan is hers: nobody else sees that it exists until she shows it, and each look is logged."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts import rls
from accounts.models import AccessLog, BreakGlass, CareLink
from accounts.models.people import PatientQuerySet
from accounts.models.teams import Cover
from accounts.sharing import end_sharing
from plans import services
from plans.models import Author, Item, Line, Plan, PlanVersion, Role
from tests.people import make_clinician, make_link, make_plan, make_team
from tests.plans.test_writing import sent, written

SECRET = "Walk to the lighthouse"


def pages_of(plan):
    home = f"/admin/plans/plan/{plan.pk}"
    return [f"{home}/change/", f"{home}/steps/write/", f"{home}/history/", f"{home}/delete/"]


def rows_met_by(user, model):
    with rls.acting_as(rls.role_of(user), user.pk):
        return model.objects.count()


@pytest.fixture
def shown(patient, clinician, other_patient):
    make_plan(other_patient, is_shared=True, steps="Something else")
    return make_plan(patient, is_shared=True, steps=SECRET)


@pytest.fixture
def hidden(patient, clinician):
    return make_plan(patient, steps=SECRET)


@pytest.fixture(params=["both guards", "the filters alone", "the database alone"])
def guards(request, monkeypatch):
    if request.param == "the filters alone":
        monkeypatch.setattr(rls, "role_of", lambda user: rls.SERVICE)
    if request.param == "the database alone":
        monkeypatch.setattr(PatientQuerySet, "visible_to", lambda rows, viewer: rows.all())
        monkeypatch.setattr(type(Plan.objects.all()), "shown_to", lambda rows, viewer: rows.all())


def test_a_plan_she_shows_is_on_her_clinicians_page(guards, as_clinician, shown):
    page = as_clinician.get(pages_of(shown)[0]).content.decode()
    assert SECRET in page
    assert SECRET in as_clinician.get(pages_of(shown)[1]).content.decode()


def test_a_plan_she_does_not_show_is_not_there(guards, as_clinician, hidden):
    assert {as_clinician.get(path).status_code for path in pages_of(hidden)} == {404}
    assert as_clinician.post(pages_of(hidden)[1], sent("Mine")).status_code == 404
    assert "Robin" not in as_clinician.get("/admin/plans/plan/").content.decode().partition("result_list")[2]


def test_a_stranger_and_an_administrator_find_nothing(guards, as_stranger, as_administrator, shown):
    for client in (as_stranger, as_administrator):
        assert {client.get(path).status_code for path in pages_of(shown)} == {404}
        assert client.post(pages_of(shown)[1], sent("Mine")).status_code == 404
    assert SECRET not in as_stranger.get("/admin/plans/plan/").content.decode()


def test_another_patient_has_pages_of_her_own(as_other_patient, hidden):
    for path in ("", "safety/", "safety/versions/", "safety/steps/", "safety/phone/", "safety/file/"):
        assert SECRET not in as_other_patient.get(f"/plans/{path}").content.decode("latin-1")


def test_the_database_shows_rows_only_of_plans_that_are_shown(patient, clinician, stranger, hidden):
    assert [rows_met_by(clinician.user, model) for model in (Plan, Item, PlanVersion)] == [0, 0, 0]
    services.show_to_clinicians(patient=patient, kind="safety")
    assert [rows_met_by(clinician.user, model) for model in (Plan, Item, PlanVersion)] == [1, 1, 1]
    assert [rows_met_by(stranger.user, model) for model in (Plan, Item, PlanVersion)] == [0, 0, 0]
    assert [rows_met_by(patient.user, model) for model in (Plan, Item, PlanVersion)] == [1, 1, 2]


def test_what_she_took_out_before_she_showed_it_stays_hers(patient, clinician, hidden):
    make_plan(patient, is_shared=True, steps="Something milder")
    with rls.acting_as(rls.CLINICIAN, clinician.user.pk):
        told = [version.body for version in PlanVersion.objects.all()]
    assert told and not any(SECRET in text for text in told)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE plans_plan SET shared_at = now()", "DELETE FROM plans_plan", "UPDATE plans_item SET text = ''"],
)
def test_a_clinician_can_neither_show_a_plan_nor_take_one_away(clinician, shown, statement):
    with pytest.raises(Exception, match="permission denied"), rls.acting_as(rls.CLINICIAN, clinician.user.pk):
        connection.cursor().execute(statement)


def test_it_ends_at_once_when_she_keeps_it_to_herself_again(guards, as_patient, as_clinician, shown):
    as_patient.post("/plans/safety/shown/", {"show": "0"})
    assert {as_clinician.get(path).status_code for path in pages_of(shown)} == {404}


def test_it_ends_with_the_consent(guards, as_clinician, patient, shown):
    end_sharing(patient=patient, link=patient.care_links.get())
    assert {as_clinician.get(path).status_code for path in pages_of(shown)} == {404}


def test_who_is_let_in_later_does_not_see_it_until_she_says_so(guards, client, as_patient, patient, shown):
    newcomer = make_clinician(name="Nadia Newcomer")
    make_link(patient, newcomer)
    client.force_login(newcomer.user)
    assert {client.get(path).status_code for path in pages_of(shown)} == {404}
    assert "Show it to Nadia Newcomer too" in as_patient.get("/plans/safety/").content.decode()
    as_patient.post("/plans/safety/shown/", {"show": "1"})
    assert client.get(pages_of(shown)[0]).status_code == 200


def test_her_team_and_who_covers_see_it_too(guards, client, patient, clinician):
    colleague, cover, outsider = (make_clinician(name=name) for name in ("Col League", "Co Ver", "Out Sider"))
    team, today = make_team(clinician, cover), timezone.localdate()
    make_link(patient, make_team(colleague))
    patient.care_links.filter(clinician=clinician).update(within=team)
    Cover.objects.create(team=team, covered=clinician, covering=cover, starts_on=today, ends_on=today)
    plan = make_plan(patient, is_shared=True, steps=SECRET)
    for viewer, status in ((colleague, 200), (cover, 200), (outsider, 404)):
        client.force_login(viewer.user)
        assert {client.get(path).status_code for path in pages_of(plan)[:2]} == {status}


def test_a_plan_stays_hers_in_an_emergency(guards, as_stranger, patient, stranger, shown):
    make_team(stranger)
    patient.consents.update(emergency=True)
    now = timezone.now()
    opened = {"started_at": now, "ends_at": now + timedelta(hours=8), "reason": "Found unconscious."}
    BreakGlass.objects.create(patient=patient, clinician=stranger, **opened)
    assert as_stranger.get(f"/admin/accounts/patient/{patient.pk}/change/").status_code == 200
    assert {as_stranger.get(path).status_code for path in pages_of(shown)} == {404}


def test_the_page_about_her_leads_to_what_she_shows(as_clinician, patient, shown):
    make_plan(patient, "staying-well", coping="Leave now")
    page = as_clinician.get(f"/admin/accounts/patient/{patient.pk}/change/").content.decode()
    assert "Safety plan</a> of" in page and "Staying-well plan" not in page


def test_showing_and_ending_it_are_logged(as_patient, patient, hidden):
    for show in "1100":
        as_patient.post("/plans/safety/shown/", {"show": show})
    what = AccessLog.objects.filter(patient=patient).order_by("pk").values_list("what", "reference")
    assert list(what) == [("consent", "safety plan"), ("consent", "safety plan"), ("revoked", "safety plan")]


def test_every_look_is_logged_and_told_to_her(as_clinician, as_patient, clinician, shown):
    for path in ["/admin/plans/plan/", *pages_of(shown)[:2]]:
        as_clinician.get(path)
    assert AccessLog.objects.filter(actor=clinician.user, what=AccessLog.What.PLANS).count() == 3
    assert "your plans, 3 times" in as_patient.get("/privacy/").content.decode()


def test_a_clinician_writes_and_both_see_who_wrote_what(as_clinician, as_patient, clinician, patient, shown):
    form = sent(SECRET, "Come to the Tuesday group", seen=shown.revision)
    assert as_clinician.post(pages_of(shown)[1], form).url == pages_of(shown)[0]
    lines = Item.objects.filter(patient=patient).order_by("position")
    assert [item.written_by for item in lines] == [Role.PATIENT, Role.CLINICIAN]
    for client, path in ((as_patient, "/plans/safety/"), (as_clinician, pages_of(shown)[0])):
        assert client.get(path).content.decode().count(f"written by {clinician}") == 1
    assert f"Written by {clinician}" in as_patient.get("/plans/safety/versions/").content.decode()


def test_a_line_she_puts_right_is_hers_again(as_patient, patient, clinician, shown):
    plan = make_plan(patient, by=Author(Role.CLINICIAN, str(clinician)), steps=[SECRET, "Group"])
    as_patient.post("/plans/safety/steps/", sent(SECRET, "Group on Tuesday", seen=plan.revision))
    assert {item.written_by for item in Item.objects.filter(patient=patient)} == {Role.PATIENT}


def test_the_state_of_a_plan_is_told_only_while_it_is_shown(patient, clinician, stranger, hidden):
    assert services.state_of(patient) == services.PlanState()
    services.show_to_clinicians(patient=patient, kind="safety")
    assert services.state_of(patient, viewer=clinician.user).has_safety_plan
    assert services.state_of(patient, viewer=stranger.user) == services.PlanState()


def test_an_emptied_plan_is_no_plan(patient, shown):
    services.save_section(plan=shown, section="steps", lines=[], by=services.HERSELF)
    assert not services.state_of(patient).has_plan


def test_the_words_say_who_sees_it(as_patient, patient, hidden):
    assert "Show this plan to Kim Keyworker" in as_patient.get("/plans/safety/").content.decode()
    as_patient.post("/plans/safety/shown/", {"show": "1"})
    page = as_patient.get("/plans/safety/").content.decode()
    assert "<b>Kim Keyworker</b> can see it" in page
    CareLink.objects.filter(patient=patient).update(ended_at=timezone.now() - timedelta(minutes=1))
    assert "stays yours until you say otherwise" in as_patient.get("/plans/safety/").content.decode()


def test_a_shared_line_holds_its_mark_when_she_changes_another_section(as_patient, patient, clinician, shown):
    plan = make_plan(patient, by=Author(Role.CLINICIAN, str(clinician)), hope=[Line("The cat")])
    as_patient.post("/plans/safety/steps/", sent("New", seen=plan.revision))
    assert Item.objects.get(patient=patient, section="hope").writer_name == str(clinician)
    assert written(patient, "steps") == ["New"]
