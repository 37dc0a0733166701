"""Her plans: a start in two minutes, a section line by line, and every version kept."""

import pytest
from django.db import connection

from plans.models import Item, Line, Plan, PlanVersion
from plans.sections import SECTIONS
from tests.people import make_plan

START = {"signs": ["I feel trapped"], "steps_own": "Sit with the cat", "name": "Ada", "phone": "07700 900123"}


def written(patient, section):
    return [item.text for item in Item.objects.filter(patient=patient, section=section).order_by("position")]


def sent(*texts, seen=0, **more):
    """A section's form as a browser sends it."""
    return {"rows": len(texts), "seen": seen, **{f"text_{row}": text for row, text in enumerate(texts)}, **more}


def test_three_questions_and_one_person_make_a_plan(as_patient, patient):
    answer = as_patient.post("/plans/safety/start/", START)
    assert answer.url == "/plans/safety/"
    page = as_patient.get("/plans/safety/").content.decode()
    assert "I feel trapped" in page and "Sit with the cat" in page
    assert 'href="tel:07700900123"' in page
    assert PlanVersion.objects.filter(patient=patient).count() == 1


def test_the_start_keeps_what_was_typed_when_something_is_missing(as_patient):
    answer = as_patient.post("/plans/safety/start/", {"phone": "07700 900123", "steps_own": "Sit with the cat"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Whose number is it?" in page and "Sit with the cat" in page and "07700 900123" in page
    assert not Plan.objects.exists()


def test_an_empty_start_says_so(as_patient):
    answer = as_patient.post("/plans/staying-well/start/", {"save_id": "x"})
    assert answer.status_code == 422
    assert "One line is enough" in answer.content.decode()


def test_the_start_again_takes_nothing_away(as_patient, patient):
    as_patient.post("/plans/safety/start/", START)
    as_patient.post("/plans/safety/start/", {"signs": ["I feel numb", "I feel trapped"]})
    assert written(patient, "signs") == ["I feel trapped", "I feel numb"]
    assert written(patient, "steps") == ["Sit with the cat"]


def test_the_same_start_sent_twice_is_kept_once(as_patient, patient):
    form = START | {"save_id": "0d1d8cf2-5f5c-4d0a-b3a9-50c2a7a6f001"}
    for _ in range(2):
        as_patient.post("/plans/safety/start/", form)
    assert PlanVersion.objects.filter(patient=patient).count() == 1


def test_lines_are_written_tapped_and_kept_in_their_order(as_patient, patient):
    as_patient.post("/plans/staying-well/coping/", sent("Call Ada", "", quick=["Go for a walk", "Drink water"]))
    assert written(patient, "coping") == ["Call Ada", "Go for a walk", "Drink water"]


@pytest.mark.parametrize(
    ("act", "order"), [({"up": "2"}, "ACB"), ({"down": "0"}, "BAC"), ({"out": "1"}, "AC"), ({"up": "0"}, "ABC")]
)
def test_buttons_move_a_line_and_take_one_out(as_patient, patient, act, order):
    plan = make_plan(patient, steps=["A", "B", "C"])
    answer = as_patient.post("/plans/safety/steps/", sent("A", "B", "C", seen=plan.revision, **act))
    assert answer.url == "/plans/safety/steps/"
    assert "".join(written(patient, "steps")) == order


def test_what_was_typed_is_saved_with_the_move(as_patient, patient):
    plan = make_plan(patient, steps=["A", "B"])
    as_patient.post("/plans/safety/steps/", sent("A, and slowly", "B", seen=plan.revision, up="1"))
    assert written(patient, "steps") == ["B", "A, and slowly"]


def test_a_number_without_a_name_is_asked_about_and_stays(as_patient, patient):
    answer = as_patient.post("/plans/safety/helpers/", sent("", phone_0="call me", more_0="Sister"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Sister" in page and "call me" in page
    assert "Please write the number with digits" in page
    assert not written(patient, "helpers")


def test_there_is_room_for_five_helpers(as_patient, patient):
    answer = as_patient.post("/plans/safety/helpers/", sent(*"ABCDEF"))
    assert answer.status_code == 422
    assert "There is room for 5" in answer.content.decode()
    assert not written(patient, "helpers")


def test_a_line_holds_everything_its_section_asks_for(as_patient, patient):
    form = sent("Payday", day_0="2027-01-28", more_0="Ada keeps my card")
    as_patient.post("/plans/staying-well/dates/", form)
    as_patient.post("/plans/staying-well/triggers/", sent("Boredom", likelihood_0="8", more_0="go out"))
    as_patient.post("/plans/safety/helpers/", sent("Ada", phone_0="+44 7700 900123", more_0="sister", asked_0="on"))
    lines = {item.section: item.line for item in Item.objects.filter(patient=patient)}
    assert (str(lines["dates"].day), lines["dates"].more) == ("2027-01-28", "Ada keeps my card")
    assert (lines["triggers"].likelihood, lines["triggers"].more) == (8, "go out")
    assert (lines["helpers"].dialled, lines["helpers"].asked) == ("+447700900123", True)


def test_every_section_opens_and_takes_a_line(as_patient, patient):
    for section in SECTIONS:
        assert as_patient.get(f"/plans/{section.kind}/{section.code}/").status_code == 200
        assert as_patient.post(f"/plans/{section.kind}/{section.code}/", sent("One line")).status_code == 302
        assert written(patient, section.code) == ["One line"]


def test_what_is_not_there_is_not_there(as_patient):
    for path in ("/plans/other/", "/plans/safety/coping/", "/plans/staying-well/steps/", "/plans/safety/nothing/"):
        assert as_patient.get(path).status_code == 404


def test_every_save_keeps_a_version_with_what_it_said(as_patient, patient):
    make_plan(patient, steps=["First words"])
    make_plan(patient, steps=["Second words"])
    page = as_patient.get("/plans/safety/versions/").content.decode()
    assert page.index("Second words") < page.index("First words")
    assert "Written by you: What I can do by myself" in page


def test_versions_are_paged(as_patient, patient):
    for number in range(23):
        make_plan(patient, steps=[f"words-{number}-"])
    first = as_patient.get("/plans/safety/versions/").content.decode()
    assert "words-22-" in first and "words-2-" not in first
    assert "words-2-" in as_patient.get("/plans/safety/versions/?before=4").content.decode()


def test_saving_the_same_again_makes_no_version(patient):
    make_plan(patient, steps=[Line("Walk")])
    make_plan(patient, steps=[Line("Walk")])
    assert PlanVersion.objects.filter(patient=patient).count() == 1


def test_words_and_numbers_are_ciphertext_in_the_database(patient):
    make_plan(patient, helpers=[Line("Ada", phone="07700 900123", more="sister")])
    with connection.cursor() as cursor:
        cursor.execute("SELECT i::text FROM plans_item i UNION SELECT v::text FROM plans_planversion v")
        told = " ".join(row[0] for row in cursor.fetchall())
    assert "sister" not in told and "900123" not in told


def test_nobody_types_a_number_twice(as_patient, patient, other_patient):
    make_plan(other_patient, helpers=[Line("Not hers", phone="07700 900999")])
    make_plan(patient, helpers=[Line("Ada", phone="07700 900123", more="sister")])
    page = as_patient.get("/plans/staying-well/tell/").content.decode()
    assert 'value="Ada 07700900123"' in page and "Not hers" not in page
    as_patient.post("/plans/staying-well/tell/", sent("", known=["Ada 07700900123"]))
    assert Item.objects.get(patient=patient, section="tell").phone == "07700 900123"
    as_patient.post("/plans/staying-well/start/", {"known": ["Ada 07700900123"]})
    assert written(patient, "supports") == ["Ada"]


def test_a_clinician_is_offered_only_the_people_of_the_plan_she_sees(as_clinician, patient):
    make_plan(patient, "staying-well", supports=[Line("Bo", phone="07700 900456")])
    plan = make_plan(patient, is_shared=True, helpers=[Line("Ada", phone="07700 900123")])
    page = as_clinician.get(f"/admin/plans/plan/{plan.pk}/services/write/").content.decode()
    assert "Ada" in page and "07700900456" not in page
