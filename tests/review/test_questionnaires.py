"""Questionnaires on the page about a patient: totals over time, what stands apart, and only what is shared."""

import pytest
from django.utils import timezone

from accounts.models import AccessLog, ConsentRecord
from assessments.models import Asked
from review import questionnaires
from review.access import Scope, Sharing
from review.gathered import gather
from tests import people
from tests.people import make_response
from timeline.builder import finished

ITEM9 = {f"phq9_{n}": 1 for n in range(1, 9)} | {"phq9_9": 2}
EVERYTHING = frozenset(Scope.values)


def page_of(client, patient):
    return " ".join(client.get(f"/admin/accounts/patient/{patient.pk}/change/").content.decode().split())


def phq9(patient, clinician, scope=EVERYTHING):
    found = gather(patient, clinician, Sharing(scope, timezone.now(), timezone.now().date()))
    return questionnaires.tables_of(patient, found.responses, found.asked, scope)[0]


def words(line):
    return [cell.words for cell in line.apart]


def ask(client, patient, key="phq9"):
    return client.post(f"/admin/accounts/patient/{patient.pk}/ask/{key}/")


def test_totals_stand_over_time_with_what_became_of_them(patient, clinician):
    make_response(patient, days_ago=42, scores=2)
    make_response(patient, days_ago=28, scores={"phq9_1": 1})
    make_response(patient, days_ago=14, scores=1)
    make_response(patient, days_ago=0, scores=ITEM9)
    lines = phq9(patient, clinician).lines
    assert [line.total for line in lines] == ["10 of 27", "9 of 27", "no total: 1 of 9 answered", "18 of 27"]
    assert [line.changed for line in lines] == ["+1", "−9, clear", "–", "–"]
    assert [line.band for line in lines] == ["moderate", "mild", "", "moderately severe"]
    assert [line.short for line in lines] == ["2 of 6", "2 of 6", "–", "4 of 6"]


def test_items_1_2_6_and_9_stand_apart(as_clinician, patient, clinician):
    make_response(patient, scores={"phq9_1": 3, "phq9_2": 2, "phq9_6": 1, "phq9_9": 0})
    table = phq9(patient, clinician)
    assert ([item.n for item in table.apart], words(table.lines[0])) == ([1, 2, 6, 9], ["3", "2", "1", "0"])
    page = page_of(as_clinician, patient)
    assert "Item 9: Thoughts that you would be better off dead" in page
    assert "overlap with withdrawal" in page


def test_an_item_that_was_left_out_is_said_to_be_left_out(patient, clinician):
    make_response(patient, scores={"phq9_1": 0})
    assert words(phq9(patient, clinician).lines[0]) == ["0", "left out", "left out", "left out"]


@pytest.mark.parametrize(
    ("safe", "told"), [(None, "2"), (True, "2, safe for now"), (False, "2, not safe, or not sure")]
)
def test_an_answer_about_harm_stands_out_with_what_she_said_then(patient, clinician, safe, told):
    make_response(patient, scores=ITEM9, safe_now=safe)
    cell = phq9(patient, clinician).lines[0].apart[-1]
    assert (cell.words, cell.stands_out) == (told, True)


def test_without_consent_to_questionnaires_there_is_nothing_of_them(as_clinician, patient, clinician):
    make_response(patient, scores=ITEM9)
    ConsentRecord.objects.update(scope=["ratings", "use", "notes", "self_harm"])
    page = page_of(as_clinician, patient)
    assert "PHQ-9" not in page and "10 of 27" not in page
    assert "Not shared:</b> questionnaires about mood and worry" in page
    assert not AccessLog.objects.filter(what="questions").exists()


def test_without_consent_to_answers_about_harm_item_9_stays_hers(as_clinician, patient, clinician):
    make_response(patient, scores=ITEM9, safe_now=False)
    line = phq9(patient, clinician, EVERYTHING - {Scope.SAFETY}).lines[0]
    assert (words(line), line.apart[-1].stands_out) == (["1", "1", "1", "not shared"], False)
    ConsentRecord.objects.update(scope=["questionnaires"])
    page = page_of(as_clinician, patient)
    assert "<td>not shared</td>" in page and "not safe" not in page


def test_the_labels_can_be_switched_off(as_clinician, patient, settings):
    make_response(patient, scores=2)
    assert "moderately severe" in page_of(as_clinician, patient)
    settings.ENABLE_PHQ_GAD_BANDS = False
    assert "moderately severe" not in page_of(as_clinician, patient)


def test_a_look_at_them_is_logged_and_she_can_read_it(as_clinician, as_patient, patient):
    page_of(as_clinician, patient)
    assert not AccessLog.objects.filter(what="questions").exists()
    make_response(patient)
    page_of(as_clinician, patient)
    assert AccessLog.objects.get(what="questions").patient_id == patient.pk
    assert "your questionnaires" in as_patient.get("/privacy/").content.decode()


def test_asking_is_one_button_and_says_since_when(as_clinician, patient, clinician):
    assert "Ask for PHQ-9 now" in page_of(as_clinician, patient)
    assert ask(as_clinician, patient).url.endswith("/change/#questionnaires")
    asked = Asked.objects.get()
    assert (asked.patient_id, asked.clinician_id, asked.instrument) == (patient.pk, clinician.pk, "phq9")
    page = page_of(as_clinician, patient)
    assert "you asked for it on" in page and "Ask for PHQ-9 now" not in page
    make_response(patient, recorded_at=timezone.now())
    assert "Ask for PHQ-9 now" in page_of(as_clinician, patient)


def test_what_another_clinician_asked_for_is_not_told(guards, as_clinician, patient, stranger):
    Asked.objects.create(patient=patient, clinician=stranger, clinician_name="Pat Stranger", instrument="phq9")
    page = page_of(as_clinician, patient)
    assert "Pat Stranger" not in page and "you asked for it" not in page


@pytest.mark.parametrize("who", ["as_stranger", "as_administrator", "as_patient", "as_other_patient"])
def test_nobody_else_can_ask(request, guards, patient, who):
    client = request.getfixturevalue(who)
    assert ask(client, patient).status_code in (403, 404)
    assert ask(client, patient).status_code == ask(client, people.make_patient()).status_code
    assert not Asked.objects.exists()


def test_a_stranger_reads_no_total(guards, as_stranger, patient, other_patient):
    make_response(patient, scores=ITEM9)
    assert as_stranger.get(f"/admin/accounts/patient/{patient.pk}/change/").status_code == 404
    assert "10 of 27" not in page_of(as_stranger, other_patient)


def test_without_that_consent_there_is_nothing_to_ask_for(as_clinician, patient):
    ConsentRecord.objects.update(scope=["ratings"])
    assert ask(as_clinician, patient).status_code == 404
    assert not Asked.objects.exists()


def test_what_is_not_offered_can_not_be_asked_for_and_nothing_by_a_link(as_clinician, patient):
    assert ask(as_clinician, patient, "cssrs").status_code == 404
    assert as_clinician.get(f"/admin/accounts/patient/{patient.pk}/ask/phq9/").status_code == 405


def test_its_queries_do_not_grow(as_clinician, patient, clinician, count_queries):
    make_response(patient)
    page_of(as_clinician, patient)
    finished.forget()
    few = count_queries(lambda: page_of(as_clinician, patient))
    for place in range(1, 40):
        make_response(patient, days_ago=14 * place)
        make_response(patient, "gad7", days_ago=14 * place)
        Asked.objects.create(patient=patient, clinician=clinician, clinician_name="Kim", instrument="gad7")
    assert count_queries(lambda: page_of(as_clinician, patient)) == few
