"""Every look leaves a line, and she can read who looked."""

import pytest

from accounts.models import AccessLog
from journal.services import record_entry
from tests import people
from tests.review import walk


def looks(patient):
    return list(AccessLog.objects.filter(patient=patient).order_by("pk").values_list("what", "reference"))


def test_the_caseload_logs_the_patients_it_shows(as_clinician, clinician, patient, other_patient):
    another = people.make_patient(chosen_name="Quentin")
    people.make_link(another, clinician)
    as_clinician.get("/admin/?q=Robin")
    assert looks(patient) == [("caseload", "")]
    assert looks(another) == looks(other_patient) == []


def test_each_page_logs_what_it_showed(as_clinician, patient, entry):
    as_clinician.get(f"/admin/accounts/patient/{patient.pk}/change/")
    as_clinician.get(f"/admin/journal/entry/{entry.pk}/change/")
    as_clinician.get("/admin/journal/entry/")
    assert looks(patient) == [("patient", str(patient.pk)), ("entry", str(entry.pk)), ("entries", "")]


def test_earlier_versions_are_a_look_of_their_own(as_clinician, patient, entry):
    record_entry(patient=patient, day=entry.date, ratings={"craving": 1}, note="", used=None, why="check-in")
    as_clinician.get(f"/admin/journal/entry/{entry.pk}/change/")
    looked = [(what, str(entry.pk)) for what in ("entry", "history", "flags")]  # she told of harm that day
    assert looks(patient) == looked


def test_a_refused_look_is_none(as_stranger, patient, entry):
    as_stranger.get(f"/admin/accounts/patient/{patient.pk}/change/")
    assert looks(patient) == []


def test_a_list_logs_all_its_patients_with_one_statement(as_clinician, clinician, django_assert_max_num_queries):
    for number in range(5):
        patient = people.make_patient(chosen_name=f"P{number}")
        people.make_link(patient, clinician)
        people.make_entry(patient)
    as_clinician.get("/admin/journal/entry/")
    assert AccessLog.objects.filter(what="entries").count() == 5
    assert AccessLog.objects.values("occasion").distinct().count() == 1


def test_nothing_of_her_is_shown_anywhere_without_a_line(as_clinician, patient, clinician, rows, secrets):
    known = {"pk": patient.pk, "code": patient.code, "username": patient.user.username, "clinician": clinician.pk}
    silent = []
    for path in walk.everything(rows, **known):
        before = AccessLog.objects.filter(patient=patient, actor=clinician.pk).count()
        told = as_clinician.get(path).content.decode()
        shown = {"Robin", patient.short_code, "Walked by the sea."} - set(path.split("="))
        if any(secret in told for secret in shown):
            silent += [path] * (AccessLog.objects.filter(patient=patient, actor=clinician.pk).count() == before)
    assert silent == []


@pytest.mark.parametrize("words", ["Kim Keyworker, Town Service", "your page with the timeline", "an entry"])
def test_she_reads_who_looked_at_what(as_clinician, as_patient, patient, entry, words):
    as_clinician.get(f"/admin/accounts/patient/{patient.pk}/change/")
    as_clinician.get(f"/admin/journal/entry/{entry.pk}/change/")
    assert words in as_patient.get("/privacy/").content.decode()


def test_a_long_name_still_fits_the_log(as_clinician, clinician, patient):
    clinician.name, clinician.organisation = "K" * 80, "O" * 120
    clinician.save()
    as_clinician.get("/admin/")
    assert len(AccessLog.objects.get(patient=patient).actor_name) == 150
