"""The demo is made once, only where it may be, and opens only where it runs."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from accounts.models import AccessLog, Invitation, Patient, User
from accounts.rls import patient_models
from journal.models import Entry
from recovery_tracker.demo.cast import FRIEND, INVITATION_CODE, KIM, PASSWORD, PEOPLE, STAFF
from tests import people


def run(**options) -> str:
    said = StringIO()
    call_command("demo", stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def demo(db, settings):
    """What the command says where it may run."""
    settings.DEMO = True
    return run()


def log_in(username: str) -> Client | None:
    browser = Client()
    return browser if browser.login(username=username, password=PASSWORD) else None


def test_it_says_how_to_log_in_as_everybody(demo):
    for each in (*PEOPLE, *STAFF):
        assert each.username in demo
    assert PASSWORD in demo


def test_everybody_can_log_in_with_the_password_it_says(demo):
    for each in (*PEOPLE, *STAFF):
        assert log_in(each.username), each.username


def test_nobody_of_it_can_log_in_where_no_demo_runs(demo, settings):
    settings.DEMO = False
    for each in (*PEOPLE, *STAFF):
        assert not log_in(each.username), each.username


def test_who_is_logged_in_is_logged_out_when_the_demo_ends(demo, settings):
    robin = log_in("robin")
    assert robin.get("/more/").status_code == 200
    settings.DEMO = False
    assert robin.get("/more/").url.startswith("/accounts/login/")


def test_the_friend_sees_what_sol_ticks_and_nothing_of_robin(demo):
    browser = Client()
    browser.login(username=FRIEND, password=PASSWORD)
    page = browser.get("/beside/").content.decode()
    assert "Doing all right" in page and "Walk along the river with Jules" in page
    assert page.count("Nothing is shown now") == 1


def test_every_account_is_marked_as_one_of_a_demo(demo):
    assert not User.objects.filter(is_demo=False).exists()
    assert User.objects.count() == len(PEOPLE) + len(STAFF) + 1


def test_run_again_it_changes_nothing_and_says_the_same_logins(demo):
    before = {model: sorted(model._base_manager.values_list("pk", flat=True)) for model in patient_models()}
    said = run()
    assert {model: sorted(model._base_manager.values_list("pk", flat=True)) for model in before} == before
    assert said.endswith(demo)
    assert "was made today" in said


def test_it_makes_nothing_without_the_setting(settings, db):
    settings.DEMO = False
    with pytest.raises(CommandError, match="up --demo"):
        run()
    assert not User.objects.exists()


@pytest.mark.parametrize("again", [False, True])
def test_it_refuses_a_database_with_accounts_of_real_people(db, settings, again):
    people.make_user()
    settings.DEMO = True
    with pytest.raises(CommandError, match="real people"):
        run(again=again)
    assert User.objects.count() == 1


def test_it_never_opens_a_demo_that_real_people_have_joined(demo, settings):
    settings.DEMO = False
    people.make_user()
    settings.DEMO = True
    with pytest.raises(CommandError, match="real people"):
        run()


def test_a_visitor_who_signs_up_belongs_to_the_demo_and_does_not_stop_the_next_start(demo):
    word = "three quiet boats"
    Client().post("/accounts/signup/", {"username": "visitor", "password1": word, "password2": word})
    assert User.objects.get(username="visitor").is_demo
    assert "noor" in run()


def test_it_can_begin_again_and_leaves_visitors_alone(demo):
    visitor = people.make_patient()
    people.make_entry(visitor)
    entries, first = Entry.objects.count(), Entry.objects.order_by("pk").first().pk
    run(again=True)
    assert Entry.objects.count() == entries
    assert Entry.objects.filter(patient=visitor).count() == 1
    assert first not in Entry.objects.values_list("pk", flat=True)


def test_the_invitation_it_says_is_open_again_after_somebody_used_it(demo):
    Invitation.objects.usable(INVITATION_CODE).update(used_at="2026-01-01T00:00Z")
    assert INVITATION_CODE in run()
    assert Invitation.objects.usable(INVITATION_CODE).get().clinician.user.username == KIM


def test_a_newcomer_can_share_with_the_code_it_says(demo):
    noor = log_in("noor")
    noor.post("/share/", {"code": INVITATION_CODE})
    noor.post("/share/consent/", {"chosen_name": "Noor", "scope": ["ratings"], "seen": people.seen_by(noor)})
    kim = User.objects.get(username=KIM)
    assert Patient.objects.visible_to(kim).filter(user__username="noor").exists()


def test_its_clinicians_left_a_trace_of_every_look(demo):
    looked = AccessLog.objects.filter(actor__username=KIM).values_list("patient__user__username", flat=True)
    assert set(looked) == {"robin", "mateo", "freya", "sol", "marta", "callum"}
