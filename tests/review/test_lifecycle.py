"""From open to closed: who was first, what a step needs, and what stays for good."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import ProgrammingError, connection

from accounts import rls
from accounts.models import AccessLog
from flags import lifecycle
from flags.models import Flag, FlagStep
from review import acting
from tests import people
from tests.review.raising import make_flag

CALLED = FlagStep.Action.CALLED_REACHED


def kinds(flag):
    return [(step.kind, step.action_code, step.note) for step in flag.steps.all()]


def test_closing_an_open_flag_takes_it_on_notes_what_was_done_and_closes_it(clinician, flag):
    lifecycle.close(flag=flag, clinician=clinician, shown="open", action=CALLED, note="Fine again.")
    flag.refresh_from_db()
    assert (flag.state, flag.acknowledged_by, bool(flag.closed_at)) == ("closed", clinician, True)
    assert kinds(flag) == [("acknowledged", "", ""), ("actioned", CALLED, "Fine again."), ("closed", "", "")]
    assert AccessLog.objects.get(patient=flag.patient, what="action").reference == str(flag.pk)


def test_one_can_take_it_on_note_something_and_close_it_later(clinician, flag):
    lifecycle.acknowledge(flag=flag, clinician=clinician)
    lifecycle.act(flag=flag, clinician=clinician, shown="acknowledged", action="called_no_answer")
    lifecycle.act(flag=flag, clinician=clinician, shown="actioned", action=CALLED)
    lifecycle.close(flag=flag, clinician=clinician, shown="actioned", action="seen", note="Met.")
    flag.refresh_from_db()
    assert flag.state == "closed"
    assert [kind for kind, *_ in kinds(flag)] == ["acknowledged", "actioned", "actioned", "actioned", "closed"]


@pytest.mark.parametrize(
    ("severity", "action", "note", "missing"),
    [("attention", "", "x", "action"), ("attention", CALLED, "  ", "note"), ("urgent", CALLED, "", "note")],
)
def test_what_closing_needs(clinician, patient, severity, action, note, missing):
    flag = make_flag(patient, severity)
    with pytest.raises(lifecycle.NotEnough) as refusal:
        lifecycle.close(flag=flag, clinician=clinician, shown="open", action=action, note=note)
    flag.refresh_from_db()
    assert (refusal.value.code, flag.state, kinds(flag)) == (missing, "open", [])


def test_one_for_information_closes_without_a_note(clinician, patient):
    flag = make_flag(patient, "info")
    lifecycle.close(flag=flag, clinician=clinician, shown="open", action="no_action_reason")
    assert Flag.objects.get().state == "closed"


def test_whoever_comes_second_is_told_who_was_first_and_writes_nothing(clinician, stranger, patient, flag):
    people.make_link(patient, stranger)
    lifecycle.acknowledge(flag=flag, clinician=stranger)
    with pytest.raises(lifecycle.Meanwhile) as told:
        lifecycle.close(flag=flag, clinician=clinician, shown="open", action=CALLED, note="x")
    assert (told.value.name, told.value.at) == ("Pat Stranger, Town Service", flag.steps.get().at)
    assert kinds(flag) == [("acknowledged", "", "")]


def test_a_closed_flag_stays_closed(clinician, flag):
    lifecycle.close(flag=flag, clinician=clinician, shown="open", action=CALLED, note="x")
    for step in (lifecycle.act, lifecycle.close):
        with pytest.raises(lifecycle.Meanwhile):
            step(flag=flag, clinician=clinician, shown="acknowledged", action=CALLED, note="x")
    assert len(kinds(flag)) == 3


def test_one_that_a_rule_took_over_says_so_without_a_name(clinician, flag):
    Flag.objects.update(state="superseded")
    with pytest.raises(lifecycle.Meanwhile) as told:
        lifecycle.acknowledge(flag=flag, clinician=clinician)
    assert (told.value.name, told.value.at) == ("", None)


def try_it(user, flag, clinician):
    try:
        with rls.acting_as(rls.CLINICIAN, user.pk):
            lifecycle.close(flag=flag, clinician=clinician, shown="open", action=CALLED, note=clinician.name)
        return "first"
    except lifecycle.Meanwhile as meanwhile:
        return meanwhile.name
    finally:
        connection.close()


def test_of_two_clinicians_at_once_one_is_first_and_the_other_is_told(committed):
    patient, both = people.make_patient(), [people.make_clinician(name=name, organisation="") for name in ("A", "B")]
    for each in both:
        people.make_link(patient, each)
    for number in range(8):
        flag = make_flag(patient, about=str(number))
        with ThreadPoolExecutor(2) as rooms:
            said = list(rooms.map(lambda each, flag=flag: try_it(each.user, flag, each), both))
        assert sorted(said) in (["A", "first"], ["B", "first"])
        assert said.index("first") == [each.name for each in both].index(min(said))
        assert [note for *_, note in kinds(flag)] == ["", min(said), ""]


def test_all_flags_of_a_form_or_none(clinician, patient):
    flags = [make_flag(patient, "info"), make_flag(patient, about="other")]
    Flag.objects.filter(pk=flags[1].pk).update(state="closed")
    shown = [(flag, "open") for flag in flags]
    with pytest.raises(lifecycle.Meanwhile):
        acting.deal_with(flags=shown, clinician=clinician, what="close", action=CALLED, note="x")
    assert Flag.objects.get(pk=flags[0].pk).state == "open" and not FlagStep.objects.exists()


def test_two_urgent_ones_are_never_dealt_with_at_once(clinician, patient):
    shown = [(make_flag(patient, "urgent", about=str(number)), "open") for number in range(2)]
    with pytest.raises(acting.OneUrgentAtATime):
        acting.deal_with(flags=shown, clinician=clinician, what="close", action=CALLED, note="x")
    assert not FlagStep.objects.exists()


def test_the_database_takes_no_step_in_another_name_and_lets_none_be_changed(clinician, stranger, patient, flag):
    lifecycle.acknowledge(flag=flag, clinician=clinician)
    row = {"patient": patient, "flag": flag, "kind": "note", "clinician_name": "x"}
    for author, viewer in ((stranger, clinician), (stranger, stranger)):
        with pytest.raises(ProgrammingError), rls.acting_as(rls.CLINICIAN, viewer.pk):
            FlagStep.objects.create(**row, clinician=author)
    for change in (lambda: FlagStep.objects.update(note="x"), lambda: FlagStep.objects.all()._raw_delete("default")):
        with pytest.raises(ProgrammingError), rls.acting_as(rls.CLINICIAN, clinician.pk):
            change()
