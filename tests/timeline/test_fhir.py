"""The bundle against the examples of brief 10.3 to 10.6, and against the models of FHIR."""

import base64
import json
from collections import Counter

import pytest
from pydantic import ValidationError

from journal.days import today_of
from tests import people
from tests.people import EVERYTHING
from tests.timeline.copies import STEP, bundle, disclosed, evidence, make_flag, observed, of_kind, one_of_everything
from timeline.fhir.checking import Checked, model_of

V3 = "http://terminology.hl7.org/CodeSystem/v3-"
STATUSES = {
    "Observation": {"final", "amended"}, "QuestionnaireResponse": {"completed", "amended"},
    "Consent": {"active", "inactive"}, "Flag": {"active", "inactive"}, "DocumentReference": {"current"},
    "CarePlan": {"active"},
}  # fmt: skip


@pytest.fixture
def found(patient, clinician):
    one_of_everything(patient)
    return bundle(patient, disclosed(patient, clinician, EVERYTHING))


def test_all_of_it_is_fhir_and_comes_back_the_same(found):
    read = model_of("Bundle").model_validate(found)
    again = json.loads(read.model_dump_json(exclude_none=True))
    assert again == json.loads(json.dumps(found).replace("+00:00", "Z"))
    assert len(read.entry) == len(found["entry"]) > 20


def test_every_reference_leads_somewhere_in_it(found):
    there = {f"{each['resource']['resourceType']}/{each['resource']['id']}" for each in found["entry"]}
    named = {part.split('"')[0] for part in json.dumps(found).split('"reference": "')[1:]}
    assert named and named <= there
    addresses = Counter(each["fullUrl"] for each in found["entry"])
    assert set(addresses.values()) == {1}


def test_required_words_are_the_ones_fhir_knows(found):
    for kind, known in STATUSES.items():
        told = {each["status"] for each in of_kind(found, kind)}
        assert told and told <= known, kind


def test_every_resource_is_restricted_and_about_use_of_substances(found):
    for each in found["entry"]:
        labels = {(label["system"], label["code"]) for label in each["resource"]["meta"]["security"]}
        assert {(f"{V3}Confidentiality", "R"), (f"{V3}ActCode", "SUD"), (f"{V3}ActCode", "NORDSCLCD")} <= labels


def test_a_daily_craving(found, patient):
    craving = observed(found)["craving"]
    assert craving["category"][0]["coding"][0]["code"] == "survey"
    coding = {"system": "https://example.org/fhir/CodeSystem/kr-items", "code": "craving", "version": "1"}
    assert craving["code"]["coding"] == [coding | {"display": "Craving"}]
    assert (craving["valueInteger"], craving["effectiveDateTime"]) == (7, today_of(patient).isoformat())
    assert craving["derivedFrom"][0]["reference"].startswith("QuestionnaireResponse/")


def test_an_answer_left_out_is_declined_and_never_0(found):
    mood = observed(found)["low_mood"]
    assert mood["dataAbsentReason"]["coding"][0]["code"] == "asked-declined"
    assert not [key for key in mood if key.startswith("value")]
    assert "anxiety" not in observed(found)


def test_hours_of_sleep_have_a_unit_and_a_loinc_code(found):
    sleep = observed(found)["sleep_hours"]
    assert sleep["valueQuantity"] == {"value": 6.5, "unit": "h", "system": "http://unitsofmeasure.org", "code": "h"}
    assert [each["code"] for each in sleep["code"]["coding"]] == ["sleep_hours", "93832-4"]


def test_snomed_codes_go_out_only_where_a_deployment_may_use_them_and_never_the_weak(settings, found, patient):
    assert "snomed" not in json.dumps(found)
    settings.FHIR_SNOMED = True
    told = observed(bundle(patient))
    assert {"system": "http://snomed.info/sct", "code": "228438002"} in told["craving"]["code"]["coding"]
    assert [each["code"] for each in told["nocturia"]["code"]["coding"]] == ["nocturia"]


def test_a_total_of_phq9(found):
    total = observed(found)["44261-6"]
    unit = {"unit": "score", "system": "http://unitsofmeasure.org", "code": "{score}"}
    assert total["valueQuantity"] == {"value": 11, **unit}
    assert total["code"]["coding"][0]["system"] == "http://loinc.org"
    assert "MH" in {label["code"] for label in total["meta"]["security"]}
    assert observed(found)["70274-6"]["valueQuantity"]["value"] == 14


def test_without_all_items_there_is_no_total_but_what_was_said_of_harm_stays(patient):
    people.make_response(patient, "phq9", scores={"phq9_9": 1})
    told = bundle(patient)
    assert "44261-6" not in observed(told)
    items = {item["linkId"]: item for item in of_kind(told, "QuestionnaireResponse")[0]["item"]}
    assert items["/44260-8"]["answer"][0]["valueCoding"]["code"] == "LA6569-3"
    assert "answer" not in items["/44250-9"]


def test_a_consent_says_what_it_leaves_out(patient, clinician):
    given = of_kind(bundle(patient, disclosed(patient, clinician, ["ratings", "use"])), "Consent")[0]
    provision = given["provision"]
    assert (given["status"], provision["type"], provision["purpose"][0]["code"]) == ("active", "permit", "TREAT")
    assert provision["actor"][0]["role"]["coding"][0]["code"] == "IRCP"
    denied = {each["coding"][0]["code"] for each in provision["provision"][0]["code"]}
    assert denied >= {"notes", "self_harm", "questionnaires"} and not denied & {"ratings", "use"}


@pytest.mark.parametrize(("is_part2", "policy"), [(True, "42CFRPart2CD"), (False, "OPTIN")])
def test_a_programme_under_part_2_says_so(settings, patient, clinician, is_part2, policy):
    settings.PART2_PROGRAM = is_part2
    told = bundle(patient, disclosed(patient, clinician, EVERYTHING))
    assert of_kind(told, "Consent")[0]["policyRule"]["coding"][0]["code"] == policy
    assert ("42CFRPart2" in {label["code"] for label in told["meta"]["security"]}) is is_part2


def test_a_flag_is_a_request_to_look_and_says_so(found):
    flag = next(each for each in of_kind(found, "Flag") if each["code"]["coding"][0]["code"] == "craving_high")
    assert flag["category"][0]["coding"][0]["code"] == "behavioral"
    assert flag["code"]["coding"][0]["system"] == "https://example.org/fhir/CodeSystem/kr-rules"
    assert flag["code"]["text"].startswith("High craving. ") and "9" in flag["code"]["text"]
    assert flag["code"]["text"].endswith("(rule, not a risk assessment)")
    assert flag["author"]["reference"].startswith("Device/")


def test_a_safety_plan_that_is_shown_is_a_care_plan(found):
    plan = of_kind(found, "CarePlan")[0]
    assert plan["category"] == [{"coding": [{"system": "http://loinc.org", "code": "87626-8"}]}]
    part = plan["activity"][0]["detail"]
    assert (plan["intent"], part["code"]["coding"][0]["code"], part["description"]) == ("plan", "steps", STEP)


def test_a_plan_she_keeps_to_herself_is_in_her_own_copy_alone(patient, clinician):
    people.make_plan(patient, kind="staying-well")
    assert of_kind(bundle(patient), "CarePlan")[0]["title"] == "Staying-well plan"
    assert of_kind(bundle(patient, disclosed(patient, clinician, EVERYTHING)), "CarePlan") == []


def test_nobody_elses_plan_is_in_it(patient, other_patient, clinician):
    people.make_link(other_patient, clinician)
    people.make_plan(other_patient, is_shared=True, steps=STEP)
    assert of_kind(bundle(patient, disclosed(patient, clinician, EVERYTHING)), "CarePlan") == []


def test_a_flag_that_rests_on_what_is_not_shared_is_not_told(patient, clinician):
    one_of_everything(patient)  # where no role hides what a filter forgets
    told = of_kind(bundle(patient, disclosed(patient, clinician, ["ratings"])), "Flag")
    assert [each["code"]["coding"][0]["code"] for each in told] == ["craving_high"]


def test_a_closed_flag_has_an_end(patient):
    flag = make_flag(patient, "craving_high", state="closed", evidence=evidence("craving", today_of(patient), 8))
    type(flag).objects.update(closed_at=flag.raised_at)
    told = of_kind(bundle(patient), "Flag")[0]
    assert (told["status"], told["period"]["end"]) == ("inactive", told["period"]["start"])


def test_the_notice_is_the_first_resource_and_can_be_read(found):
    first = found["entry"][0]["resource"]
    words = base64.b64decode(first["content"][0]["attachment"]["data"]).decode()
    assert first["resourceType"] == "DocumentReference"
    assert words.startswith("Not to be passed on") and "Whose: K7-2F0A" in words


def test_she_is_named_by_code_and_the_name_she_gave(found, patient):
    who = of_kind(found, "Patient")[0]
    assert who["identifier"][0]["value"] == str(patient.code)
    assert who["name"] == [{"use": "usual", "text": "Robin"}]
    assert patient.user.username not in json.dumps(found)


def test_last_use_carries_how_sure_it_is(patient):
    people.make_episode(patient, days_ago=5, precision="about")
    told = observed(bundle(patient))["last-ketamine-use-date"]
    assert told["component"][0]["valueString"] == "about"
    assert told["valueDateTime"] < today_of(patient).isoformat()


def test_who_still_uses_has_no_date_of_last_use(patient):
    people.make_episode(patient, day0=None, precision="using")
    told = observed(bundle(patient))["last-ketamine-use-date"]
    assert told["dataAbsentReason"] and "valueDateTime" not in told


def test_a_day_written_late_says_so_at_each_answer(patient):
    people.make_entry(patient, late=True, ratings={"craving": 9})
    told = bundle(patient)
    for each in (of_kind(told, "QuestionnaireResponse")[0], observed(told)["craving"]):
        assert each["extension"][0]["url"].endswith("/written-late")


def test_a_day_edited_is_amended(patient):
    people.make_entry(patient, revision=2, ratings={"craving": 9})
    assert observed(bundle(patient))["craving"]["status"] == "amended"


@pytest.mark.parametrize("answer", ["7", True, [7], 7.5])
def test_what_is_no_answer_on_its_scale_is_left_out(patient, answer):
    people.make_entry(patient, ratings={"craving": answer, "unheard_of": 3})
    assert observed(bundle(patient)) == {}


def test_a_resource_that_is_not_fhir_stops_the_copy():
    with pytest.raises(ValidationError):
        Checked()({"resourceType": "Observation", "status": "final", "nonsense": 1})


def test_the_same_diary_has_the_same_ids_and_another_one_others(patient, other_patient):
    for each in (patient, other_patient):
        people.make_entry(each, ratings={"craving": 1})
    ids = [{each["fullUrl"] for each in bundle(who)["entry"]} for who in (patient, patient, other_patient)]
    assert ids[0] == ids[1] and not ids[0] & ids[2]
