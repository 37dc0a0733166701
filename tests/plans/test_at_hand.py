"""Her own steps and people stand where a hard moment is: at an urge, after an answer about harm, after use."""

import pytest

from journal.models import Supporter, UseEvent
from plans.at_hand import people_and_steps
from plans.models import Line
from tests.people import make_entry, make_plan, make_urge

ADA = Line("Ada", phone="07700 900123", more="sister")


@pytest.fixture
def both_plans(patient, other_patient):
    make_plan(other_patient, steps="Not hers")
    make_plan(patient, steps=["Sit with the cat"], helpers=[ADA, Line("No number")], hope="The cat")
    tell = {"tell": [Line("Ada", phone="+44 7700 900123")], "next": "Sleep", "note": "Be kind"}
    make_plan(patient, "staying-well", coping="Leave now", supports=[ADA, Line("Bo", phone="07700 900456")], **tell)


def test_it_is_one_query_and_nobody_stands_there_twice(patient, both_plans, django_assert_num_queries):
    with django_assert_num_queries(1):
        plan = people_and_steps(patient)
    assert (plan.steps, plan.coping, plan.reasons) == (("Sit with the cat",), ("Leave now",), ("The cat",))
    assert [person.name for person in plan.people] == ["Ada", "No number", "Bo"]
    assert [person.dialled for person in plan.to_call] == ["07700900123", "07700900456"]
    assert [heading for heading, _ in plan.if_used] == ["Who I tell", "What I do within a day", "A note to myself"]


def test_it_leads_to_the_plan_she_has(as_patient, patient):
    make_plan(patient, "staying-well", coping="Leave now")
    entry = make_entry(patient, ratings={"self_harm_thoughts": 2})
    page = as_patient.get(f"/journal/{entry.date}/saved/").content.decode()
    assert "Open your staying-well plan" in page and "Open your safety plan" not in page


def test_without_a_plan_there_is_nothing(patient):
    assert not people_and_steps(patient)


def test_an_urge_offers_her_plan_as_a_tool(as_patient, patient, both_plans):
    urge = make_urge(patient, tool="plan")
    for path in ("/journal/urge/", f"/journal/urge/{urge.pk}/"):
        page = as_patient.get(path).content.decode()
        assert "Leave now" in page and "The cat" in page
        assert 'href="tel:07700900456"' in page
        assert "Not hers" not in page


def test_an_urge_without_a_plan_says_how_to_make_one_later(as_patient, patient):
    urge = make_urge(patient, tool="plan")
    assert "best made when the urge is over" in as_patient.get(f"/journal/urge/{urge.pk}/").content.decode()


def test_opening_her_plan_is_something_she_did(as_patient, patient, both_plans):
    urge = make_urge(patient, tool="plan")
    assert 'value="plan" autocomplete="off" checked' in as_patient.get(f"/journal/urge/{urge.pk}/").content.decode()


def test_after_an_answer_about_harm_her_plan_stands_in_the_panel(as_patient, patient, both_plans):
    Supporter.objects.create(patient=patient, name="Ada again", phone="07700900123")
    entry = make_entry(patient, ratings={"self_harm_thoughts": 2})
    page = as_patient.get(f"/journal/{entry.date}/saved/").content.decode()
    panel = page[page.index("help-first") : page.index('id="kept"')]
    assert panel.index("999") < panel.index("Sit with the cat")
    assert panel.count('href="tel:07700900123"') == 1


def test_without_a_plan_the_panel_offers_to_make_one(as_patient, patient):
    entry = make_entry(patient, ratings={"self_harm_thoughts": 2})
    page = as_patient.get(f"/journal/{entry.date}/saved/").content.decode()
    assert "/plans/safety/start/" in page and "Your own plan" not in page


@pytest.mark.parametrize("page", ["used", "saved"])
def test_after_use_she_reads_what_she_wrote_for_it(as_patient, patient, both_plans, page):
    entry = make_entry(patient, ratings={"used_ketamine": True})
    UseEvent.objects.create(patient=patient, date=entry.date)
    told = as_patient.get(f"/journal/{entry.date}/{page}/").content.decode()
    assert "What you wrote for this" in told and "Be kind" in told
    assert "Bo" in told


def test_a_prescribed_dose_calls_for_no_such_plan(as_patient, patient, both_plans):
    entry = make_entry(patient, ratings={"used_ketamine": True})
    UseEvent.objects.create(patient=patient, date=entry.date, kind=UseEvent.Kind.PRESCRIBED)
    assert "What you wrote for this" not in as_patient.get(f"/journal/{entry.date}/used/").content.decode()
