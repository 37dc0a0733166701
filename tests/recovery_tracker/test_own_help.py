"""Help now: her own plan and people first when she is signed in; nothing of it for others, or on a phone's copy."""

import pytest

from journal.models import Supporter
from plans.models import Item, Plan

PAGE = "/help-now/?country=GB"
HERS = ("Sister Ana", "Make tea and sit outside", "+44 7700 900111", "+44 7700 900222")


@pytest.fixture
def own(patient):
    """A safety plan with somebody in it, and a list of people with the same one and another."""
    plan = Plan.objects.create(patient=patient, kind="safety", revision=1)
    lines = (("helpers", "Sister Ana", "+44 7700 900111"), ("steps", "Make tea and sit outside", ""))
    for section, text, phone in lines:
        Item.objects.create(patient=patient, plan=plan, section=section, position=0, text=text, phone=phone)
    for name, phone in (("Ana again", "+447700900111"), ("Ben", "+44 7700 900222")):
        Supporter.objects.create(patient=patient, name=name, phone=phone)
    return patient


def text_of(client, page=PAGE):
    return client.get(page).content.decode()


def test_her_own_plan_and_people_stand_first_and_nobody_twice(as_patient, own):
    html = text_of(as_patient)
    places = [html.index(words) for words in (*HERS, "Someone to talk to")]
    assert max(places[:4]) < html.index("In danger right now") < places[4]
    assert "Ana again" not in html and html.count("tel:+447700900111") == 1


def test_the_emergency_number_is_never_below_a_long_plan(as_patient, own):
    html = text_of(as_patient)
    assert html.index("tel:999") < html.index("Your own plan")


def test_nobody_else_sees_any_of_it(client, as_other_patient, as_clinician, own):
    for other in (client, as_other_patient, as_clinician):
        assert not [words for words in HERS if words in text_of(other)]


def test_signed_out_it_is_the_same_page_for_all_and_sets_no_cookie(client, own):
    answer = client.get(PAGE)
    assert not answer.cookies and "no-store" not in answer.get("Cache-Control", "")
    assert "plan" not in answer.content.decode().split("<main")[1].split("Other countries")[0].lower()


def test_the_copy_a_phone_keeps_holds_public_numbers_only(as_patient, own):
    html = text_of(as_patient, f"{PAGE}&kept=1")
    assert "tel:999" in html and not [words for words in HERS if words in html]
    assert "searchParams.set('kept', '1')" in text_of(as_patient, "/sw.js")


def test_without_a_plan_it_leads_to_making_one(as_patient, as_clinician, client):
    assert 'href="/plans/safety/start/"' in text_of(as_patient)
    assert "/plans/" not in text_of(client) and "/plans/" not in text_of(as_clinician)


def test_it_takes_the_same_number_of_queries_however_long_the_plan_is(as_patient, own, count_queries):
    few = count_queries(lambda: as_patient.get(PAGE))
    plan = Plan.objects.get(patient=own)
    for n in range(1, 20):
        Item.objects.create(patient=own, plan=plan, section="steps", position=n, text=f"Step {n}")
    assert count_queries(lambda: as_patient.get(PAGE)) == few <= 9
