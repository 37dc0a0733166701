"""Two who write at once: nothing is taken over silently, and nothing is kept twice."""

import threading

import pytest
from django.db import connections

from accounts import rls
from plans import services
from plans.models import Author, Line, PlanVersion, Role
from tests.people import make_patient, make_plan
from tests.plans.test_writing import sent, written

SAVE_ID = "0d1d8cf2-5f5c-4d0a-b3a9-50c2a7a6f001"


def test_an_older_page_does_not_overwrite_and_shows_both(as_patient, patient):
    seen = make_plan(patient, steps=["Walk"]).revision
    make_plan(patient, steps=["Walk", "From the other tab"])
    answer = as_patient.post("/plans/safety/steps/", sent("Walk", "From this tab", seen=seen))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "From the other tab" in page and "From this tab" in page
    assert written(patient, "steps") == ["Walk", "From the other tab"]


def test_after_seeing_both_she_may_take_hers_or_keep_both(as_patient, patient):
    make_plan(patient, steps=["Walk"])
    now = make_plan(patient, steps=["Walk", "Theirs"]).revision
    as_patient.post("/plans/safety/steps/", sent("Walk", "Mine", seen=now, both="1"))
    assert written(patient, "steps") == ["Walk", "Theirs", "Mine"]
    as_patient.post("/plans/safety/steps/", sent("Mine alone", seen=now + 1))
    assert written(patient, "steps") == ["Mine alone"]


def test_other_sections_are_no_conflict(as_patient, patient):
    seen = make_plan(patient, steps=["Walk"]).revision
    make_plan(patient, hope=["The cat"])
    assert as_patient.post("/plans/safety/steps/", sent("Run", seen=seen)).status_code == 302
    assert (written(patient, "steps"), written(patient, "hope")) == (["Run"], ["The cat"])


def test_the_same_words_from_both_are_no_conflict(as_patient, patient):
    seen = make_plan(patient, steps=["Walk"]).revision
    make_plan(patient, steps=["Run"])
    assert as_patient.post("/plans/safety/steps/", sent("Run", seen=seen)).status_code == 302


def test_a_clinicians_old_page_shows_what_she_wrote_meanwhile(as_clinician, patient, clinician):
    plan = make_plan(patient, is_shared=True, steps=["Walk"])
    make_plan(patient, steps=["Walk", "Her new line"])
    answer = as_clinician.post(f"/admin/plans/plan/{plan.pk}/steps/write/", sent("Walk", "Ours", seen=plan.revision))
    assert answer.status_code == 409
    assert "Her new line" in answer.content.decode() and "Ours" in answer.content.decode()
    assert written(patient, "steps") == ["Walk", "Her new line"]


def test_a_page_from_before_it_was_shown_is_met_with_care(patient, clinician):
    old = make_plan(patient, steps=["Walk"])
    make_plan(patient, is_shared=True, steps=["Run"])
    told = {"plan": old, "section": "steps", "by": Author(Role.CLINICIAN, "Kim"), "seen": old.revision}
    with pytest.raises(services.NewerVersion), rls.acting_as(rls.CLINICIAN, clinician.user.pk):
        services.save_section(lines=[Line("Ours")], **told)
    assert written(patient, "steps") == ["Run"]


def test_a_form_sent_twice_is_kept_once_and_does_not_undo_what_came_between(as_patient, patient):
    form = sent("Walk", save_id=SAVE_ID)
    as_patient.post("/plans/safety/steps/", form)
    make_plan(patient, steps=["Walk", "Later"])
    assert as_patient.post("/plans/safety/steps/", form).status_code == 302
    assert written(patient, "steps") == ["Walk", "Later"]


def test_an_old_form_with_other_words_is_another_save(as_patient, patient):
    as_patient.post("/plans/safety/steps/", sent("Walk", save_id=SAVE_ID))
    as_patient.post("/plans/safety/steps/", sent("Walk", "Run", seen=1, save_id=SAVE_ID))
    assert written(patient, "steps") == ["Walk", "Run"]
    assert PlanVersion.objects.filter(patient=patient).count() == 2


def test_ten_taps_at_once_make_one_plan_and_one_version_each(committed):
    patient, wrong = make_patient(), []

    def tap(number):
        try:
            plan = services.begin(patient=patient, kind="safety")
            services.add_lines(plan=plan, contents={"steps": [Line(f"step {number}")]})
        except Exception as error:  # told below
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=tap, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert sorted(written(patient, "steps")) == sorted(f"step {number}" for number in range(10))
    assert sorted(PlanVersion.objects.values_list("revision", flat=True)) == list(range(1, 11))
