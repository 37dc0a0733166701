"""Taking out a copy: for a reason, under a notice, on record, and seen by the patient."""

import json
import uuid
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from accounts import rls
from accounts.models import AccessLog, BreakGlass, CareLink
from review.models import EnteredInError, ExportRecord
from tests import people
from tests.review.exports import REASON, address, body, take, text_of
from tests.timeline.copies import one_of_everything
from tests.timeline.visits import opened

KINDS = ["summary", "entries", "fhir"]


def looks(patient):
    return list(AccessLog.objects.filter(patient=patient, what="export").values_list("reference", flat=True))


@pytest.mark.parametrize("missing", ["what", "purpose", "reason"])
def test_without_a_reason_nothing_goes_out(as_clinician, patient, missing):
    answer = take(as_clinician, patient, **{missing: ""})
    assert answer.status_code == 422
    assert not ExportRecord.objects.exists() and not looks(patient)
    kept = answer.content.decode()
    assert (REASON in kept) is (missing != "reason") and "error" in kept


@pytest.mark.parametrize("reason", [".", "          ", "x" * 301])
def test_a_reason_is_a_few_words(as_clinician, patient, reason):
    assert take(as_clinician, patient, reason=reason).status_code == 422


@pytest.mark.parametrize("what", KINDS)
def test_a_copy_is_kept_on_record_with_all_that_the_law_asks(as_clinician, patient, clinician, what):
    assert take(as_clinician, patient, what).status_code == 200
    kept = ExportRecord.objects.get()
    assert (kept.patient, kept.clinician, kept.what, kept.reason) == (patient, clinician, what, REASON)
    assert (kept.purpose, kept.scope) == ("care", sorted(people.EVERYTHING))
    assert kept.consents == [patient.consents.get().pk] and len(kept.notice_hash) == 64
    assert looks(patient) == [f"{what} {kept.pk}"]


@pytest.mark.parametrize("what", KINDS)
def test_she_reads_who_took_what_and_why(as_clinician, as_patient, patient, what):
    take(as_clinician, patient, what)
    page = as_patient.get("/privacy/").content.decode()
    assert "Copies taken out, and why" in page and "took a copy out" in page
    assert f"“{REASON}”" in page and "Kim Keyworker, Town Service" in page
    assert ExportRecord.What(what).label.replace("&", "&amp;") in page


def test_others_do_not_read_it(as_clinician, as_other_patient, patient):
    take(as_clinician, patient)
    assert REASON not in as_other_patient.get("/privacy/").content.decode()


def test_the_same_form_twice_is_one_record_and_two_looks(as_clinician, patient):
    form = {"save_id": str(uuid.uuid4())}
    first, second = (take(as_clinician, patient, **form) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert ExportRecord.objects.count() == 1 and len(looks(patient)) == 2


def test_another_wish_on_the_same_page_is_another_record(as_clinician, patient):
    form = {"save_id": str(uuid.uuid4())}
    take(as_clinician, patient, "fhir", **form)
    take(as_clinician, patient, "entries", **form)
    take(as_clinician, patient, "entries", **form | {"reason": "For the new keyworker."})
    assert ExportRecord.objects.count() == 3


def test_the_page_shows_what_will_be_in_it_and_is_a_look(as_clinician, patient):
    page = as_clinician.get(address(patient)).content.decode()
    assert "Robin" in page and "answers about self-harm" in page and "Not" in page
    assert AccessLog.objects.filter(patient=patient, what="patient").count() == 1
    assert address(patient) in as_clinician.get(f"/admin/accounts/patient/{patient.pk}/change/").content.decode()


@pytest.mark.parametrize("what", KINDS)
def test_a_file_name_says_nothing(as_clinician, patient, what):
    name = take(as_clinician, patient, what)["Content-Disposition"].lower()
    assert not [word for word in ("robin", patient.short_code.lower(), "ketamine", "recovery") if word in name]


def test_the_summary_begins_with_the_notice_on_a_page_of_its_own(as_clinician, patient):
    one_of_everything(patient)
    file = opened(body(take(as_clinician, patient, "summary")))
    cover, sheet = (" ".join(page.extract_text().split()) for page in file.pages)
    assert cover.startswith("Not to be passed on") and "This copy" in cover
    assert f"Robin · {patient.short_code}" in cover and f"Robin · {patient.short_code}" in sheet
    assert "until" in cover and "Kim Keyworker" in cover and REASON not in cover
    assert sheet.startswith("Summary of 28 days")


def test_a_table_begins_with_the_notice_in_lines_of_one_cell(as_clinician, patient):
    people.make_entry(patient)
    told = body(take(as_clinician, patient, "entries")).decode("utf-8")
    lines = told.removeprefix("\ufeff").split("\r\n")
    notice = [line for line in lines if line.startswith("# ")]
    assert told.startswith("\ufeff# NOT TO BE PASSED ON") and lines[: len(notice)] == notice
    assert lines[len(notice)].startswith("date,") and not [line for line in notice if "," in line or '"' in line]


def test_the_notice_is_in_the_operators_words_where_there_are_some(as_clinician, patient, settings):
    settings.REDISCLOSURE_NOTICE = "Clause one, of our counsel.\nClause two."
    assert "Clause one; of our counsel." in text_of(take(as_clinician, patient, "entries"))
    for what in ("summary", "fhir"):
        assert "Clause one, of our counsel." in text_of(take(as_clinician, patient, what))


def test_a_programme_under_part_2_says_what_part_2_prohibits(as_clinician, patient, settings):
    settings.PART2_PROGRAM = True
    for what in KINDS:
        assert "42 CFR part 2 prohibits" in text_of(take(as_clinician, patient, what))


def test_a_note_that_a_spreadsheet_would_run_is_only_text(as_clinician, patient):
    people.make_entry(patient, note="=1+1")
    assert ",'=1+1" in text_of(take(as_clinician, patient, "entries"))


def test_an_entry_made_in_error_says_so(as_clinician, clinician, patient):
    entry = people.make_entry(patient)
    EnteredInError.objects.create(patient=patient, clinician=clinician, entry=entry, holds=True)
    assert ",form,yes," in text_of(take(as_clinician, patient, "entries"))
    told = [each["resource"].get("status") for each in json.loads(text_of(take(as_clinician, patient)))["entry"]]
    assert told.count("entered-in-error") == 1 + len(entry.ratings)


def test_the_bundle_is_of_her_alone_and_of_this_consent(as_clinician, patient, stranger):
    people.make_link(patient, stranger, scope=["ratings"])
    told = text_of(take(as_clinician, patient))
    assert "Pat Stranger" not in told
    assert [each["resource"]["resourceType"] for each in json.loads(told)["entry"]].count("Consent") == 1


def test_a_copy_for_a_team_names_the_team(patient, stranger, as_stranger):
    people.make_link(patient, people.make_team(stranger, name="River Team"), recipient="River Team")
    told = json.loads(text_of(take(as_stranger, patient)))
    teams = [each["resource"] for each in told["entry"] if each["resource"]["resourceType"] == "CareTeam"]
    assert [each["name"] for each in teams] == ["River Team, Town Service"] and "Kim Keyworker" not in str(told)


def test_in_an_emergency_nothing_is_taken_out(patient, stranger, as_stranger):
    people.make_team(stranger)
    patient.consents.update(emergency=True)
    now = timezone.now()
    fields = {"started_at": now, "ends_at": now + timedelta(hours=8), "reason": "Found unconscious."}
    BreakGlass.objects.create(patient=patient, clinician=stranger, clinician_name="Pat", **fields)
    assert as_stranger.get(address(patient).replace("export", "change")).status_code == 200
    assert as_stranger.get(address(patient)).status_code == take(as_stranger, patient).status_code == 404
    assert not ExportRecord.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_no_page_for_it(guards, as_stranger, as_administrator, as_patient, patient, method):
    for client in (as_stranger, as_administrator, as_patient):
        if method == "get":
            assert client.get(address(patient)).status_code == 404
        else:
            assert take(client, patient).status_code == 404
    assert not ExportRecord.objects.exists()


def test_a_visitor_is_asked_to_log_in(client, patient):
    assert client.get(address(patient)).url.startswith("/accounts/login/")


def test_when_sharing_has_ended_there_is_nothing_to_take(as_clinician, patient):
    CareLink.objects.update(ended_at=patient.created_at)
    assert take(as_clinician, patient).status_code == 404


def test_the_database_lets_nobody_write_a_record_for_somebody_else(as_clinician, clinician, patient, other_patient):
    fields = {"clinician": clinician, "what": "fhir", "purpose": "care", "reason": REASON}
    for role, wrong in ((rls.CLINICIAN, {"patient": other_patient}), (rls.PATIENT, {"patient": patient})):
        with pytest.raises(ProgrammingError), rls.acting_as(role, clinician.pk):
            ExportRecord.objects.create(**fields, **wrong)


@pytest.mark.parametrize("what", KINDS)
def test_a_long_diary_takes_no_more_questions(as_clinician, patient, count_queries, what):
    one_of_everything(patient)
    take(as_clinician, patient, what)
    few = count_queries(lambda: take(as_clinician, patient, what))
    begin = date(2025, 1, 1)
    for back in range(40):
        people.make_entry(patient, day=begin + timedelta(days=back))
    assert count_queries(lambda: take(as_clinician, patient, what)) == few < 30
