"""The caseload: what asks for a look, in words and numbers, and who comes first because of it."""

from datetime import UTC, datetime, time, timedelta

import pytest

from accounts import rls
from accounts.models import ConsentRecord, Patient
from flags.models import Flag
from journal.models import Entry
from review import access, caseload
from review.ages import told as age
from review.caseload.lines import SWITCHED_OFF
from review.caseload.reading import ask
from review.models import EntryReview, unread
from tests import people
from tests.review.conftest import days_ago, lines_for

NOON = datetime.combine(days_ago(0), time(12), UTC)
CRAVING = [{"code": "craving", "date": days_ago(n).isoformat(), "value": value} for n, value in ((1, 9), (0, 8))]


def raise_flag(patient, severity="attention", hours=3, code="craving_high", needs=("ratings",), **fields):
    at = NOON - timedelta(hours=hours)
    fields = {"evidence": CRAVING, "about": f"{code} {hours}", "day": at.date()} | fields
    told = {"rule_code": code, "severity": severity, "needs": list(needs), "raised_at": at, "rule_version": 1}
    return Flag.objects.create(patient=patient, **told, **fields)


def linked(clinician, name):
    patient = people.make_patient(chosen_name=name)
    people.make_link(patient, clinician)
    return patient


def line_of(clinician, patient):
    return next(line for line in lines_for(clinician, NOON) if line.patient.pk == patient.pk)


def names(clinician):
    return [line.name for line in lines_for(clinician, NOON)]


def test_a_flag_says_how_soon_what_since_when_and_why(as_clinician, clinician, patient):
    raise_flag(patient, hours=52)
    flag = line_of(clinician, patient).flags[0]
    assert (flag.word, flag.sign, flag.title, age(NOON - flag.since)) == ("Attention", "▲", "High craving", "52 h")
    page = as_clinician.get("/admin/").content.decode()
    assert flag.why.startswith("Craving was ")
    assert "Attention</b> High craving" in page


def test_flags_of_one_kind_stand_together_with_the_age_of_the_oldest(clinician, patient):
    for hours in (3, 100):
        raise_flag(patient, hours=hours)
    line = line_of(clinician, patient)
    assert [(flag.title, age(NOON - flag.since)) for flag in line.flags] == [("High craving ×2", "100 h (4 d)")]


def test_only_the_first_kinds_are_spelled_out(clinician, patient):
    for code in ("craving_high", "sleep_low", "distress_sustained", "confidence_drop", "blood_in_urine"):
        raise_flag(patient, code=code)
    line = line_of(clinician, patient)
    assert (len(line.flags), line.more) == (3, 2)


def test_without_any_it_says_that_this_is_no_all_clear(as_clinician, patient):
    assert "No rules matched. This does not mean the person is safe." in as_clinician.get("/admin/").content.decode()


def test_where_flags_are_switched_off_it_says_that_instead(clinician, patient, settings):
    settings.ENABLE_FLAGS = False
    assert line_of(clinician, patient).nothing == SWITCHED_OFF


def test_urgent_comes_first_then_attention_by_age_then_who_waits(clinician, patient):
    calm, old, young, urgent = (linked(clinician, name) for name in ("Calm", "Old", "Young", "Urgent"))
    raise_flag(young, hours=2)
    raise_flag(old, hours=40)
    raise_flag(urgent, "urgent", hours=1, code="chest_pain")
    raise_flag(calm, "info", hours=90, code="any_use")
    people.make_entry(patient, updated_at=NOON - timedelta(days=3))
    assert names(clinician) == ["Urgent", "Old", "Young", "Robin", "Calm"]


def test_what_nobody_took_on_comes_before_what_somebody_did(clinician, patient):
    taken, free = linked(clinician, "Taken"), linked(clinician, "Free")
    raise_flag(taken, "urgent", hours=50, state="acknowledged", acknowledged_name="Kim")
    raise_flag(free, "urgent", hours=2)
    assert names(clinician)[:2] == ["Free", "Taken"]
    assert line_of(clinician, taken).flags[0].taken == "seen by Kim"


def test_what_is_over_is_not_shown(clinician, patient):
    raise_flag(patient, state="closed")
    raise_flag(patient, state="superseded", hours=5)
    assert line_of(clinician, patient).flags == ()


def test_a_flag_whose_evidence_is_not_shared_is_neither_shown_nor_counted(as_clinician, patient):
    ConsentRecord.objects.filter(patient=patient).update(scope=["use", "notes"])
    raise_flag(patient, "urgent")
    page = as_clinician.get("/admin/").content.decode()
    assert "High craving</option>" in page
    assert "Urgent</b>" not in page
    assert "with an urgent flag" not in page


def test_flags_of_somebody_elses_patient_are_not_there(as_clinician, other_patient, patient):
    raise_flag(other_patient, "urgent")
    page = as_clinician.get("/admin/").content.decode()
    assert "Alex" not in page
    assert "with an urgent flag" not in page


def test_a_flag_that_cannot_be_worded_takes_no_line_away(clinician, patient):
    raise_flag(patient, code="phq9_rise", needs=["questionnaires"], evidence=[{"code": "?", "date": "x", "value": 1}])
    flag = line_of(clinician, patient).flags[0]
    assert (flag.title, flag.why) == ("PHQ-9 total up", "")


@pytest.mark.parametrize(("scope", "told"), [(["questionnaires"], "PHQ-9 9 → 18"), (["ratings"], "not shared")])
def test_totals_stand_beside_the_ones_before_with_consent(clinician, patient, scope, told):
    for days, score in ((30, 1), (2, 2)):
        people.make_response(patient, days_ago=days, scores=score)
    ConsentRecord.objects.filter(patient=patient).update(scope=scope)
    assert told in line_of(clinician, patient).totals


def test_who_shares_at_this_moment_is_who_is_listed(clinician, stranger, patient, other_patient):
    ended = linked(clinician, "Ended")
    ConsentRecord.objects.filter(patient=ended).update(expires_on=days_ago(2))
    for viewer in (clinician, stranger):
        listed = {line.patient.pk for line in lines_for(viewer, NOON)}
        assert listed == set(Patient.objects.visible_to(viewer.user).values_list("pk", flat=True))


def test_what_is_shared_is_the_same_however_it_is_asked_for(clinician, stranger, patient, other_patient):
    ConsentRecord.objects.filter(patient=patient).update(scope=["use", "notes"])
    linked(clinician, "Another")
    for viewer in (clinician, stranger):
        with rls.acting_as(rls.CLINICIAN, viewer.pk):
            assert access.sharing_told(viewer, ask().consents) == access.sharing_with(viewer) != {}


def test_what_waits_is_the_same_however_it_is_asked_for(clinician, patient, entry):
    old = linked(clinician, "Old")
    for back, source in ((1, "form"), (30, "form"), (2, "import")):
        at = NOON - timedelta(days=back)
        people.make_entry(old, days_ago(back), updated_at=at, recorded_at=at, source=source)
    EntryReview.objects.create(patient=patient, entry=entry, clinician=clinician, entry_updated_at=entry.updated_at)
    with rls.acting_as(rls.CLINICIAN, clinician.pk):
        told = {each.patient.pk: each.unread for each in caseload.build(clinician, NOON).standings}
        assert told == {key: unread(Entry.objects.filter(patient=key), clinician).count() for key in told}
        assert sorted(told.values()) == [0, 1]
