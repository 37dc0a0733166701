"""Two tabs, two phones: nothing goes over something newer without a question."""

import re
from datetime import timedelta

import pytest

from journal.days import today_of
from journal.models import Entry, HeldSave
from tests.people import make_entry

ANSWERS = {"craving": "7", "low_mood": "5", "note": "First."}


@pytest.fixture
def address(patient):
    return f"/journal/{today_of(patient)}/"


def form_of(client, address) -> dict:
    """The hidden fields of the form, as a browser would send them back."""
    page = client.get(address).content.decode()
    return dict(re.findall(r'type="hidden" name="(save_id|seen|owner)" value="([^"]+)"', page))


def send(client, address, form, as_json=False, **answers):
    headers = {"accept": "application/json"} if as_json else {}
    return client.post(address, form | ANSWERS | answers, headers=headers)


@pytest.fixture
def two_tabs(as_patient, address):
    """Two forms of the same day, opened before anything was saved; the first one is saved."""
    first, second = form_of(as_patient, address), form_of(as_patient, address)
    send(as_patient, address, first)
    return first, second


def test_the_second_tab_is_shown_both_and_nothing_is_overwritten(as_patient, patient, address, two_tabs):
    answer = send(as_patient, address, two_tabs[1], craving="2", note="Second.")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in page for words in ("7 of 10", "2 of 10", "First.", "Second."))
    assert Entry.objects.get(patient=patient).ratings["craving"] == 7


@pytest.mark.parametrize(("take", "craving", "note"), [("1", 2, "Second."), ("0", 7, "First.")])
def test_she_says_which_one_holds(as_patient, patient, address, two_tabs, take, craving, note):
    send(as_patient, address, two_tabs[1], craving="2", note="Second.")
    held = HeldSave.objects.get(patient=patient)
    as_patient.post(f"{address}choose/", {"held": held.client_id, "take": take})
    entry = Entry.objects.get(patient=patient)
    assert (entry.ratings["craving"], entry.note) == (craving, note)
    assert HeldSave.objects.get().told["note"] == "Second."


def test_the_day_asks_again_until_she_has_answered(as_patient, address, two_tabs):
    send(as_patient, address, two_tabs[1], craving="2")
    assert "There are two versions" in as_patient.get(address).content.decode()
    held = HeldSave.objects.get()
    as_patient.post(f"{address}choose/", {"held": held.client_id, "take": "0"})
    assert "There are two versions" not in as_patient.get(address).content.decode()


def test_the_same_answers_from_two_tabs_are_no_question(as_patient, address, two_tabs):
    assert send(as_patient, address, two_tabs[1]).status_code == 302
    assert not HeldSave.objects.exists()


def test_a_save_sent_again_is_the_same_save_even_after_a_newer_one(as_patient, patient, address, two_tabs):
    newer = form_of(as_patient, address)
    send(as_patient, address, newer, craving="1")
    answer = send(as_patient, address, two_tabs[0], as_json=True)
    assert answer.status_code == 200
    assert answer.json()["save_id"] == two_tabs[0]["save_id"]
    assert Entry.objects.get(patient=patient).ratings["craving"] == 1


def test_a_held_save_sent_again_is_held_once(as_patient, address, two_tabs):
    answers = [send(as_patient, address, two_tabs[1], as_json=True, craving="2") for _ in range(3)]
    assert {answer.status_code for answer in answers} == {409}
    assert HeldSave.objects.count() == 1


def test_other_answers_under_the_name_of_an_earlier_save_are_never_dropped(as_patient, patient, address):
    form = form_of(as_patient, address)
    send(as_patient, address, form)
    answers = [send(as_patient, address, form, craving="2", note="Gone back.") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert "Gone back." in answers[0].content.decode()
    assert send(as_patient, address, form).status_code == 302
    assert (Entry.objects.get(patient=patient).ratings["craving"], HeldSave.objects.count()) == (7, 1)


def test_without_a_version_to_go_by_they_are_an_edit(as_patient, patient, address):
    form = form_of(as_patient, address) | {"seen": ""}
    for craving in ("7", "2", "2"):
        assert send(as_patient, address, form, craving=craving).status_code == 302
    entry = Entry.objects.get(patient=patient)
    assert (entry.ratings["craving"], entry.history.count()) == (2, 2)


def test_other_answers_under_the_name_of_a_held_save_are_held_beside_it(as_patient, address, two_tabs):
    for craving in ("2", "1", "1", "2"):
        assert send(as_patient, address, two_tabs[1], craving=craving).status_code == 409
    assert [held.told["ratings"]["craving"] for held in HeldSave.objects.order_by("pk")] == [2, 1]


def test_a_choice_goes_over_nothing_that_was_saved_meanwhile(as_patient, patient, address):
    tabs = [form_of(as_patient, address) for _ in range(2)]
    send(as_patient, address, tabs[0])
    third = form_of(as_patient, address)
    page = send(as_patient, address, tabs[1], craving="2").content.decode()
    choice = dict(re.findall(r'type="hidden" name="(held|seen)" value="([^"]+)"', page))
    send(as_patient, address, third, craving="9")
    answer = as_patient.post(f"{address}choose/", choice | {"take": "1"})
    assert (answer.status_code, "9 of 10" in answer.content.decode()) == (409, True)
    assert Entry.objects.get(patient=patient).ratings["craving"] == 9
    assert HeldSave.objects.get().settled_at is None


def test_a_form_that_comes_back_with_an_error_still_knows_what_it_was_made_from(as_patient, patient, address, two_tabs):
    answer = send(as_patient, address, two_tabs[1], craving="99", note="Second.")
    form = dict(re.findall(r'type="hidden" name="(save_id|seen|owner)" value="([^"]+)"', answer.content.decode()))
    assert (answer.status_code, form["seen"]) == (422, "0")
    assert send(as_patient, address, form, craving="9", note="Second.").status_code == 409
    assert Entry.objects.get(patient=patient).ratings["craving"] == 7


def test_a_second_version_of_another_day_is_told_wherever_she_is(as_patient, as_other_patient, patient, address):
    make_entry(patient, today_of(patient) - timedelta(days=3), revision=2)
    as_patient.post(f"/journal/{today_of(patient) - timedelta(days=3)}/", {"craving": "1", "seen": "1"})
    words = f"There are two versions of {today_of(patient) - timedelta(days=3):%A %-d %B}"
    assert words in as_patient.get(address).content.decode()
    assert words not in as_other_patient.get(address).content.decode()


def test_a_line_break_is_the_same_whichever_browser_sends_it(as_patient, patient, address, two_tabs):
    for note in ("One.\nTwo.", "One.\r\nTwo."):
        send(as_patient, address, form_of(as_patient, address), note=note)
    assert Entry.objects.get(patient=patient).revision == 2


def test_a_form_of_somebody_else_is_not_saved_here(as_other_patient, as_patient, other_patient, address):
    form = form_of(as_patient, address)
    assert send(as_other_patient, address, form).status_code == 403
    assert send(as_other_patient, address, form, as_json=True).json() == {"owner": True}
    assert not Entry.objects.filter(patient=other_patient).exists()


def test_nobody_else_can_choose(as_other_patient, as_clinician, address, two_tabs, as_patient):
    send(as_patient, address, two_tabs[1], craving="2")
    held = HeldSave.objects.get()
    for client in (as_other_patient, as_clinician):
        assert client.post(f"{address}choose/", {"held": held.client_id, "take": "1"}).status_code == 404
    assert HeldSave.objects.get().settled_at is None


@pytest.mark.parametrize("held", ["", "x", "6f0f4a52-6f3c-4c8e-9a70-1d1f6a1c2e55"])
def test_a_choice_of_nothing_is_not_found(as_patient, address, held):
    assert as_patient.post(f"{address}choose/", {"held": held, "take": "1"}).status_code == 404


def test_every_change_makes_a_new_revision(as_patient, patient, address):
    for number, craving in enumerate(("7", "7", "3"), start=1):
        send(as_patient, address, form_of(as_patient, address), craving=craving)
        assert Entry.objects.get(patient=patient).revision == (1 if number < 3 else 2)


def test_both_are_shown_in_as_many_queries_with_a_long_diary(as_patient, patient, address, two_tabs, count_queries):
    send(as_patient, address, two_tabs[1], craving="2")
    few = count_queries(lambda: as_patient.get(address))
    for back in range(1, 60):
        make_entry(patient, today_of(patient) - timedelta(days=back))
    assert count_queries(lambda: as_patient.get(address)) == few <= 11
