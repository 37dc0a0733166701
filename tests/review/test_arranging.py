"""Notes, marks on the timeline, replies, pauses, plans and entries in error, as a clinician makes them."""

import pytest
from django.db import ProgrammingError, connection

from accounts import rls
from accounts.models import AccessLog, ConsentRecord
from journal.models import Entry, Pause
from review import arranging
from review.models import (
    ClinicianNote,
    EnteredInError,
    PauseByTeam,
    Reply,
    ReplyTemplate,
    ReviewPlan,
    TimelineEvent,
    in_error,
    without_errors,
)
from tests import people
from tests.review.conftest import days_ago
from tests.review.test_patient_page import page_of

MODELS = [ClinicianNote, TimelineEvent, Reply, ReviewPlan, PauseByTeam, EnteredInError]


def act(client, patient, what, **told):
    return client.post(f"/admin/accounts/patient/{patient.pk}/{what}/", told)


def error(client, entry, **told):
    return client.post(f"/admin/journal/entry/{entry.pk}/error/", {"holds": "yes", "note": "Twice the same"} | told)


def test_a_note_is_kept_encrypted_and_shown_to_its_writer(as_clinician, patient):
    act(as_clinician, patient, "note", note="Called the GP.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM review_cliniciannote")
        assert "Called" not in cursor.fetchone()[0]
    assert "Called the GP." in page_of(as_clinician, patient)
    assert AccessLog.objects.filter(patient=patient, what="action").count() == 1


def test_a_correction_takes_its_place_and_keeps_what_was_said(as_clinician, patient):
    act(as_clinician, patient, "note", note="Called the GP.")
    first = ClinicianNote.objects.get()
    form = as_clinician.get(f"/admin/accounts/patient/{patient.pk}/note/?corrects={first.pk}").content.decode()
    act(as_clinician, patient, "note", note="Called the nurse.", corrects=first.pk)
    page = page_of(as_clinician, patient)
    assert "Called the GP." in form
    assert "Corrected 1 time" in page and "<s>Called the GP.</s>" in page


def test_a_note_is_corrected_once_and_the_second_is_told(as_clinician, patient):
    act(as_clinician, patient, "note", note="One")
    first = ClinicianNote.objects.get()
    for words in ("Two", "Three"):
        answer = act(as_clinician, patient, "note", note=words, corrects=first.pk)
    assert "Somebody has done that already" in as_clinician.get(answer.url).content.decode()
    assert ClinicianNote.objects.count() == 2


def test_a_note_of_a_colleague_is_neither_shown_nor_corrected(as_clinician, stranger, patient):
    people.make_link(patient, stranger)
    note = arranging.write_note(clinician=stranger, patient=patient, note="Theirs")
    assert "Theirs" not in page_of(as_clinician, patient)
    assert act(as_clinician, patient, "note", note="x", corrects=note.pk).status_code == 404


def test_an_event_stands_under_the_chart_for_both(as_clinician, as_patient, patient, entry):
    act(as_clinician, patient, "event", day=days_ago(1), kind="dose", note="a little less")
    for page in (page_of(as_clinician, patient), as_patient.get("/timeline/").content.decode()):
        assert "Change of a dose: a little less" in page and 'class="chart event-strip"' in page


def test_an_event_taken_off_is_gone_from_both_and_kept(as_clinician, as_patient, patient, entry):
    act(as_clinician, patient, "event", day=days_ago(1), kind="visit", note="with the GP")
    for _ in range(2):
        act(as_clinician, patient, "event", takes_back=TimelineEvent.objects.earliest("pk").pk)
    for page in (page_of(as_clinician, patient), as_patient.get("/timeline/").content.decode()):
        assert "with the GP" not in page
    assert TimelineEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("what", "told", "words"),
    [
        ("note", {"note": " "}, "Please write something."),
        ("event", {"day": "2001-01-01", "kind": "dose"}, "within a year"),
        ("event", {"day": "soon", "kind": "dose"}, "Enter a valid date"),
        ("reply", {"text": " "}, "Please choose a line, or write one."),
        ("reply", {"text": "x" * 201}, "at most 200"),
        ("plan", {"every_days": "5"}, "not one of the available choices"),
        ("pause", {"reason": "hospital", "ends_on": "2001-01-01"}, "from today on"),
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_kept(as_clinician, patient, what, told, words):
    answer = act(as_clinician, patient, what, **told)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not any(model.objects.exists() for model in MODELS)


def test_a_reply_from_a_line_or_in_own_words(as_clinician, patient, entry):
    line = ReplyTemplate.objects.filter(active=True).first()
    page = as_clinician.get(f"/admin/accounts/patient/{patient.pk}/reply/?entry={entry.pk}").content.decode()
    act(as_clinician, patient, "reply", line=line.pk, entry=entry.pk)
    act(as_clinician, patient, "reply", line=line.pk, text="My own words.")
    assert line.text in page and "call" in page
    assert [(each.note, each.entry) for each in Reply.objects.all()] == [("My own words.", None), (line.text, entry)]
    assert AccessLog.objects.filter(patient=patient, what="reply").count() == 2


def test_a_line_that_is_set_aside_is_not_offered(as_clinician, patient):
    line = ReplyTemplate.objects.first()
    ReplyTemplate.objects.filter(pk=line.pk).update(active=False)
    assert act(as_clinician, patient, "reply", line=line.pk).status_code == 422


def test_an_administrator_looks_after_the_lines(as_administrator, as_clinician):
    assert as_administrator.get("/admin/review/replytemplate/add/").status_code == 200
    assert as_clinician.get("/admin/review/replytemplate/").status_code == 404


def test_a_plan_says_when_the_next_look_is_due(as_clinician, patient):
    act(as_clinician, patient, "plan", every_days=7)
    assert f"by {days_ago(-7).day} {days_ago(-7):%b}" in page_of(as_clinician, patient)
    ReviewPlan.objects.update(looked_on=days_ago(8))
    assert "due since" in page_of(as_clinician, patient)
    act(as_clinician, patient, "plan", every_days=0)
    assert ReviewPlan.objects.get().due_on is None


def test_a_pause_is_set_shown_and_ended_by_whoever_set_it(as_clinician, as_patient, patient):
    act(as_clinician, patient, "pause", reason="hospital", ends_on=days_ago(-5))
    assert "set by Kim Keyworker" in page_of(as_clinician, patient)
    assert "You are paused until" in as_patient.get("/journal/pause/").content.decode()
    assert "already" in act(as_clinician, patient, "pause", reason="not_now", ends_on=days_ago(-9)).content.decode()
    act(as_clinician, patient, "unpause")
    assert not Pause.objects.on(days_ago(0)).exists()


def test_a_pause_of_her_own_is_not_a_clinicians_to_end(as_clinician, patient):
    Pause.objects.create(patient=patient, reason="not_now", starts_on=days_ago(0), ends_on=days_ago(-3))
    page = page_of(as_clinician, patient)
    act(as_clinician, patient, "unpause")
    assert "set by the patient" in page and "End it" not in page
    assert Pause.objects.on(days_ago(0)).exists()


def test_entered_in_error_is_a_state_with_a_reason_and_can_be_taken_back(as_clinician, patient, entry):
    error(as_clinician, entry)
    assert "Entered in error." in page_of(as_clinician, patient) and "Twice the same" in page_of(as_clinician, patient)
    assert [each.in_error for each in in_error(Entry.objects.all())] == [True]
    assert not without_errors(Entry.objects.filter(patient=patient)).exists()
    error(as_clinician, entry, holds="no", note="It was right.")
    assert "Entered in error." not in page_of(as_clinician, patient)
    assert without_errors(Entry.objects.filter(patient=patient)).exists()
    assert EnteredInError.objects.count() == 2


def test_the_entry_itself_is_left_as_it_is(as_clinician, entry):
    before = (entry.ratings, entry.note, entry.updated_at, entry.history.count())
    error(as_clinician, entry)
    error(as_clinician, entry)  # again is the same
    entry.refresh_from_db()
    assert (entry.ratings, entry.note, entry.updated_at, entry.history.count()) == before
    assert EnteredInError.objects.count() == 1
    assert error(as_clinician, entry, note="").status_code == 422


def filled(patient, clinician, entry):
    hers = {"clinician": clinician, "patient": patient}
    arranging.write_note(**hers, note="x")
    arranging.put_event(**hers, day=days_ago(0), kind="dose", note="x")
    arranging.send_reply(**hers, note="x", entry=entry)
    arranging.plan_reviews(**hers, every_days=3, today=days_ago(0))
    arranging.pause_for(**hers, reason="hospital", ends_on=days_ago(0), today=days_ago(0))
    arranging.set_error_state(clinician=clinician, entry=entry, holds=True, note="x")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nothing_of_it_can_be_deleted_and_strangers_meet_none(patient, clinician, stranger, entry, model):
    filled(patient, clinician, entry)
    with rls.acting_as(rls.CLINICIAN, stranger.pk):
        assert not model.objects.exists()
    for role, who in ((rls.CLINICIAN, clinician), (rls.PATIENT, patient)):
        with rls.acting_as(role, who.pk):
            assert model.objects.count() == 1
        with pytest.raises(ProgrammingError, match="permission denied"), rls.acting_as(role, who.pk):
            model.objects.all()._raw_delete("default")


@pytest.mark.parametrize("model", [model for model in MODELS if model is not ReviewPlan], ids=lambda m: m.__name__)
def test_nothing_of_it_can_be_changed_or_written_in_another_name(patient, clinician, stranger, entry, model):
    filled(patient, clinician, entry)
    people.make_link(patient, stranger)
    row = model.objects.get()
    row.pk, row.clinician, row._state.adding = None, stranger, True
    with pytest.raises(ProgrammingError, match="row-level"), rls.acting_as(rls.CLINICIAN, clinician.pk):
        row.save()
    with pytest.raises(ProgrammingError, match="permission denied"), rls.acting_as(rls.CLINICIAN, clinician.pk):
        model.objects.update(clinician_name="x")


def test_nothing_is_written_onto_an_entry_of_somebody_else(patient, other_patient, clinician, others_entry):
    for write in (Reply, EnteredInError):
        told = {"patient": patient, "clinician": clinician, "clinician_name": "x", "note": "x", "entry": others_entry}
        with pytest.raises(ProgrammingError, match="row-level"), rls.acting_as(rls.CLINICIAN, clinician.pk):
            write.objects.create(**told, **({"holds": True} if write is EnteredInError else {}))


def test_with_the_consent_gone_all_of_it_is_gone_for_the_clinician(as_clinician, patient, clinician, entry):
    filled(patient, clinician, entry)
    ConsentRecord.objects.update(expires_on=days_ago(1))
    for what in ("note", "event", "reply", "plan", "pause", "unpause", "deal"):
        assert act(as_clinician, patient, what, note="x").status_code == 404
    with rls.acting_as(rls.CLINICIAN, clinician.pk):
        assert not any(model.objects.exists() for model in MODELS)


def test_a_team_reads_what_its_members_wrote_and_corrects_only_its_own(as_stranger, stranger, clinician, patient):
    team = people.make_team(clinician, stranger)
    people.make_link(patient, team)
    note = arranging.write_note(clinician=clinician, patient=patient, note="Called the GP.")
    arranging.put_event(clinician=clinician, patient=patient, day=days_ago(0), kind="dose", note="less")
    people.make_entry(patient)
    page = page_of(as_stranger, patient)
    assert "Called the GP." in page and "Change of a dose: less" in page and "Take off" not in page
    assert act(as_stranger, patient, "note", note="x", corrects=note.pk).status_code == 404
