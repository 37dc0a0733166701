"""The pages of a plan: as many queries however long it is, a day to look again, a file, and her own copy of all."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from accounts import privacy
from accounts.models import AccessLog
from plans.models import Line, Plan, PlanVersion
from plans.plan_page import today_of
from tests.people import make_plan

PATHS = ["", "safety/", "safety/phone/", "safety/steps/", "safety/start/", "safety/versions/", "safety/file/"]


@pytest.mark.parametrize("path", PATHS)
def test_a_longer_plan_asks_nothing_more(as_patient, patient, count_queries, path):
    make_plan(patient, steps=["One"])
    as_patient.get(f"/plans/{path}")
    before = count_queries(lambda: as_patient.get(f"/plans/{path}"))
    for number in range(5):
        make_plan(patient, steps=[f"{number} {each}" for each in range(15)], helpers=[Line("Ada", phone="07700")] * 5)
    make_plan(patient, "staying-well", coping=["Walk"] * 12)
    assert count_queries(lambda: as_patient.get(f"/plans/{path}")) == before <= 11


@pytest.mark.parametrize("page", ["change/", "steps/write/"])
def test_a_longer_plan_asks_nothing_more_of_a_clinician(as_clinician, patient, count_queries, page):
    path = f"/admin/plans/plan/{make_plan(patient, is_shared=True, steps=['One']).pk}/{page}"
    as_clinician.get(path)  # the first page of a session asks more
    before = count_queries(lambda: as_clinician.get(path))
    for number in range(5):
        make_plan(patient, steps=[f"{number} {each}" for each in range(15)])
    assert count_queries(lambda: as_clinician.get(path)) == before <= 14


def test_the_list_of_plans_does_not_ask_for_each(as_clinician, patient, count_queries):
    make_plan(patient, is_shared=True)
    as_clinician.get("/admin/plans/plan/")
    before = count_queries(lambda: as_clinician.get("/admin/plans/plan/"))
    make_plan(patient, "staying-well", is_shared=True, coping="Walk")
    assert count_queries(lambda: as_clinician.get("/admin/plans/plan/")) == before


def test_she_is_asked_whether_it_still_fits_and_says_so(as_patient, patient):
    plan, today = make_plan(patient), today_of(patient)
    assert "Does it still fit?" not in as_patient.get("/plans/safety/").content.decode()
    Plan.objects.filter(pk=plan.pk).update(review_due=today)
    assert "Does it still fit?" in as_patient.get("/plans/safety/").content.decode()
    as_patient.post("/plans/safety/review/", {"looked": "1"})
    assert Plan.objects.get(pk=plan.pk).review_due == today + timedelta(days=30)


def test_she_chooses_the_day_herself_and_writing_leaves_it(as_patient, patient):
    make_plan(patient)
    day = today_of(patient) + timedelta(days=70)
    as_patient.post("/plans/safety/review/", {"day": day.isoformat()})
    make_plan(patient, hope="The cat")
    assert Plan.objects.get(patient=patient).review_due == day


@pytest.mark.parametrize("day", ["", "soon", "2020-01-01", "2099-01-01"])
def test_a_day_that_cannot_be_is_asked_about(as_patient, patient, day):
    due = make_plan(patient).review_due
    answer = as_patient.post("/plans/safety/review/", {"day": day})
    assert answer.status_code == 422
    assert "Please choose a day" in answer.content.decode()
    assert Plan.objects.get(patient=patient).review_due == due


def test_there_is_nothing_to_look_at_before_there_is_a_plan(as_patient):
    assert as_patient.post("/plans/safety/review/", {"looked": "1"}).status_code == 404


def test_the_file_is_tagged_and_holds_her_words_as_words(as_patient, patient):
    make_plan(patient, steps=["#strong[Walk] $x$ 😀", "Sit"], helpers=[Line("Ada", phone="07700 900123")])
    answer = as_patient.get("/plans/safety/file/")
    reader = PdfReader(io.BytesIO(answer.content))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "#strong[Walk] $x$ □" in text and "07700 900123" in text and "999" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert AccessLog.objects.get(patient=patient).what == AccessLog.What.EXPORT


def test_an_empty_plan_is_a_file_too(as_patient):
    assert as_patient.get("/plans/staying-well/file/").content.startswith(b"%PDF")


def test_the_copy_for_a_phone_holds_the_plan_and_nothing_to_fill_in(as_patient, patient):
    make_plan(patient, steps="Sit with the cat")
    page = as_patient.get("/plans/safety/phone/").content.decode()
    assert "Sit with the cat" in page
    assert "<form" not in page and "data-owner" not in page


def test_her_copy_of_everything_holds_plans_in_words(as_patient, patient):
    make_plan(patient, steps="Sit with the cat")
    told = as_patient.get("/privacy/export.json").json()["tables"]
    assert told["plans.Item"][0]["text"] == "Sit with the cat"
    assert "Sit with the cat" in told["plans.PlanVersion"][0]["body"]


def test_erasing_takes_her_plans_and_nobody_elses(patient, other_patient):
    for person in (patient, other_patient):
        make_plan(person)
    privacy.erase(patient)
    assert {version.patient_id for version in PlanVersion.objects.all()} == {other_patient.pk}


def test_titles_tell_nothing(as_patient, patient):
    make_plan(patient)
    for path in ("", "safety/", "safety/phone/", "safety/steps/", "safety/start/", "safety/versions/"):
        title = as_patient.get(f"/plans/{path}").content.decode().partition("<title>")[2].partition("</title>")[0]
        assert title in {"Plan", "Plans"}
