"""What she takes out herself: questionnaires in journal.json, and all of it as FHIR."""

import json

import pytest

from accounts.models import AccessLog
from journal.models import UseEvent
from tests import people
from tests.timeline.copies import NOTE, OWN_WORDS, bundle, of_kind, one_of_everything
from timeline.fhir.checking import model_of

FHIR, JSON = "/journal/export.fhir.json", "/journal/export.json"


def taken(client, address) -> dict:
    answer = client.get(address)
    return json.loads(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def test_her_bundle_holds_all_that_is_hers_and_no_notice(as_patient, patient):
    one_of_everything(patient)
    found = taken(as_patient, FHIR)
    told = json.dumps(found)
    assert NOTE in told and OWN_WORDS in told and '"44261-6"' in told and '"self_harm_any"' in told
    assert not of_kind(found, "DocumentReference") and "NORDSCLCD" not in told
    model_of("Bundle").model_validate(found)


def test_all_ten_answers_of_a_phq9_are_hers(as_patient, patient):
    one_of_everything(patient)
    answered = of_kind(taken(as_patient, FHIR), "QuestionnaireResponse")
    assert len(next(each for each in answered if each["questionnaire"].endswith("44249-1"))["item"]) == 10


def test_a_consent_that_was_taken_back_is_there_and_inactive(as_patient, patient, clinician, stranger):
    people.make_link(patient, stranger)
    as_patient.post(f"/privacy/end/{patient.care_links.get(clinician=clinician).pk}/")
    given = of_kind(taken(as_patient, FHIR), "Consent")
    names = {each["provision"]["actor"][0]["reference"]["reference"] for each in given}
    assert sorted(each["status"] for each in given) == ["active", "inactive"] and len(names) == 2


def test_a_report_of_use_that_was_taken_back_is_not_told(patient):
    event = UseEvent.objects.create(patient=patient, date=patient.created_at.date())
    assert len(of_kind(bundle(patient), "Observation")) == 1
    UseEvent.objects.filter(pk=event.pk).update(taken_back_at=event.told_at)
    assert of_kind(bundle(patient), "Observation") == []


def test_nothing_of_anybody_else_is_in_it(patient, other_patient):
    one_of_everything(other_patient)  # where no role hides what a filter forgets
    found = bundle(patient)
    assert {each["resource"]["resourceType"] for each in found["entry"]} <= {"Patient", "Practitioner", "Consent"}
    assert NOTE not in json.dumps(found) and "Pat Stranger" not in json.dumps(found)


def test_questionnaires_are_in_the_journal_as_json(as_patient, patient):
    people.make_response(patient, "phq9", scores={"phq9_9": 1})
    people.make_response(patient, "gad7", scores=2, days_ago=3)
    told = taken(as_patient, JSON)
    assert [(each["questionnaire"], each["total"]) for each in told["responses"]] == [("gad7", 14), ("phq9", None)]
    assert told["responses"][1]["answers"]["phq9_9"] == 1 and told["responses"][1]["answers"]["phq9_1"] is None
    words = next(each for each in told["questionnaires"] if each["key"] == "phq9")
    assert words["items"][8]["options"]["1"] == "Several days" and "Pfizer" in words["copyright"]


@pytest.mark.parametrize("address", [FHIR, JSON])
def test_each_time_is_logged_and_the_name_is_neutral(as_patient, patient, address):
    answer = as_patient.get(address)
    assert AccessLog.objects.get(patient=patient).what == "export"
    assert answer["Content-Disposition"].startswith('attachment; filename="journal.')
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("address", [FHIR, JSON])
@pytest.mark.parametrize("who", ["as_clinician", "as_stranger", "as_administrator"])
def test_staff_find_nothing_there(request, who, address):
    assert request.getfixturevalue(who).get(address).status_code == 404
