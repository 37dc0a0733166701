"""After an answer about harming herself: help first, one question, and help that stays at hand (brief 4.2)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.html import escape

from accounts import rls
from journal.days import today_of
from journal.importing.mapping import Day
from journal.importing.writing import import_days
from journal.models import AdviceShown, Entry, HeldSave, Supporter, Symptom
from journal.safety import BLOCK, LINK, NOTHING, kept_at_hand
from journal.services import record_entry
from resources.models import CrisisLine
from tests.people import make_entry
from timeline.saved import SafeNowForm

PINNED = 'class="at-hand"'


def save(client, patient, answer, day=None, **more):
    return client.post(f"/journal/{day or today_of(patient)}/", {"self_harm_thoughts": answer} | more)


def saved_page(client, patient):
    return client.get(f"/journal/{today_of(patient)}/saved/").content.decode()


def say(client, patient, answer, day=None):
    return client.post(f"/journal/{day or today_of(patient)}/safe/", {"safe_now": answer})


def at_hand(patient, after=timedelta()):
    patient.refresh_from_db()
    return kept_at_hand(patient, timezone.now() + after)


@pytest.mark.parametrize("answer", [1, 2, 3])
def test_every_such_answer_puts_help_before_all_else(as_patient, patient, answer):
    assert save(as_patient, patient, answer).status_code == 302
    page = saved_page(as_patient, patient)
    assert page.index("Thank you for telling us") < page.index("tel:999") < page.index("is written down")
    assert "tel:116123" in page


@pytest.mark.parametrize("answer", [0, "skip"])
def test_no_and_prefer_not_to_say_bring_no_panel_and_pin_nothing(as_patient, patient, answer):
    save(as_patient, patient, answer)
    assert "Thank you for telling us" not in saved_page(as_patient, patient)
    assert at_hand(patient) == NOTHING


@pytest.mark.parametrize("country", ["US", "IE", "AU", "NZ", "CA", "FR"])
def test_the_numbers_are_those_of_her_country(as_patient, patient, country):
    patient.country = country
    patient.save()
    make_entry(patient, today_of(patient), ratings={"self_harm_thoughts": 2})
    page = saved_page(as_patient, patient)
    lines = CrisisLine.objects.published().filter(country=country, kind="crisis")
    assert lines
    assert all(escape(line.name) in page for line in lines[:3])


@pytest.mark.parametrize("country", ["", "HK"])
def test_a_country_without_numbers_is_told_so_and_led_on(as_patient, patient, country):
    CrisisLine.objects.filter(country="HK").update(status="suspended")
    patient.country = country
    patient.save()
    save(as_patient, patient, 2)
    page = saved_page(as_patient, patient)
    assert "call your local emergency number" in page
    assert "Find A Helpline" in page
    assert "tel:999" not in page
    assert "tel:112" not in page


def test_help_is_pinned_with_the_save_itself_before_she_has_said_anything_more(as_patient, patient):
    save(as_patient, patient, 1)
    assert at_hand(patient) == BLOCK
    assert at_hand(patient, timedelta(hours=23, minutes=55)) == BLOCK
    assert at_hand(patient, timedelta(hours=24, minutes=5)) == LINK
    assert at_hand(patient, timedelta(days=7, hours=1)) == NOTHING


def test_it_is_pinned_as_well_when_the_answer_comes_from_the_phones_outbox(as_patient, patient):
    sent = {"self_harm_thoughts": "2", "save_id": "5f0f4a52-6f3c-4c8e-9a70-1d1f6a1c2e55", "seen": "0"}
    answer = as_patient.post(f"/journal/{today_of(patient)}/", sent, headers={"accept": "application/json"})
    assert answer.json()["next"].endswith("/saved/")
    assert at_hand(patient) == BLOCK


def test_it_is_pinned_as_well_when_the_answer_waits_beside_a_newer_version(as_patient, patient):
    make_entry(patient, today_of(patient), ratings={"self_harm_thoughts": 0}, revision=2)
    answer = save(as_patient, patient, 3, seen="1", save_id="5f0f4a52-6f3c-4c8e-9a70-1d1f6a1c2e55")
    assert (answer.status_code, HeldSave.objects.count()) == (409, 1)
    assert PINNED in answer.content.decode()


def test_an_older_diary_pins_nothing(patient):
    day = today_of(patient) - timedelta(days=400)
    import_days(patient=patient, days={day: Day(ratings={"self_harm_thoughts": 3}, note="")}, replace=False)
    assert Entry.objects.filter(patient=patient).exists()
    assert at_hand(patient) == NOTHING


def test_asking_for_more_questions_does_not_lead_past_the_help(as_patient, patient):
    assert save(as_patient, patient, 2, more="1").url.endswith("/saved/")
    assert save(as_patient, patient, 0, more="1").url.endswith("?full=1")


@pytest.mark.django_db
def test_the_question_is_asked_in_the_words_of_the_catalogue():
    prompt = SafeNowForm.base_fields["safe_now"].label
    assert Symptom.objects.get(code="safe_now").prompt == prompt


def test_a_yes_is_kept_as_a_version_and_leaves_a_link_for_a_week(as_patient, patient):
    save(as_patient, patient, 2, note="A line.", craving="4")
    assert say(as_patient, patient, "yes").url.endswith("/saved/")
    entry = Entry.objects.get(patient=patient)
    assert (entry.ratings["safe_now"], entry.ratings["craving"], entry.note) == (True, 4, "A line.")
    assert (entry.revision, entry.history.count()) == (2, 2)
    assert at_hand(patient) == LINK
    assert at_hand(patient, timedelta(days=6, hours=23)) == LINK


def test_a_no_keeps_help_pinned_for_another_day(as_patient, patient):
    with time_machine.travel(timezone.now() - timedelta(hours=5)):
        save(as_patient, patient, 2)
        day = today_of(patient)
    say(as_patient, patient, "no", day)
    assert Entry.objects.get(patient=patient).ratings["safe_now"] is False
    assert at_hand(patient, timedelta(hours=23)) == BLOCK


def test_after_a_yes_people_and_lines_come_before_the_emergency_number(as_patient, patient):
    save(as_patient, patient, 2)
    asked = saved_page(as_patient, patient)
    say(as_patient, patient, "yes")
    told = saved_page(as_patient, patient)
    assert asked.index("tel:999") < asked.index("tel:116123")
    assert told.index("tel:116123") < told.index("tel:999")


def test_after_a_no_the_emergency_number_comes_first_and_a_yes_stays_open(as_patient, patient):
    save(as_patient, patient, 2)
    say(as_patient, patient, "no")
    page = saved_page(as_patient, patient)
    assert page.index("Please call now") < page.index("tel:999") < page.index("tel:116123")
    assert "I am safe for now" in page
    say(as_patient, patient, "yes")
    assert at_hand(patient) == LINK


@pytest.mark.parametrize("sent", [{}, {"safe_now": "maybe"}])
def test_neither_a_yes_nor_a_no_is_asked_again_and_changes_nothing(as_patient, patient, sent):
    save(as_patient, patient, 2)
    answer = as_patient.post(f"/journal/{today_of(patient)}/safe/", sent)
    assert answer.status_code == 422
    assert "Please choose one of the two" in answer.content.decode()
    assert "safe_now" not in Entry.objects.get(patient=patient).ratings
    assert at_hand(patient) == BLOCK


def test_a_day_that_tells_of_no_harm_takes_no_such_answer(as_patient, patient):
    save(as_patient, patient, 0)
    assert say(as_patient, patient, "no").status_code == 302
    assert "safe_now" not in Entry.objects.get(patient=patient).ratings


def test_another_answer_about_harm_asks_afresh(as_patient, patient):
    save(as_patient, patient, 1)
    say(as_patient, patient, "yes")
    save(as_patient, patient, 3)
    assert "safe_now" not in Entry.objects.get(patient=patient).ratings
    assert at_hand(patient) == BLOCK
    assert "Are you able to keep yourself safe right now?" in saved_page(as_patient, patient)


def test_the_same_answer_again_shows_the_panel_and_asks_nothing_again(as_patient, patient):
    save(as_patient, patient, 1)
    say(as_patient, patient, "yes")
    save(as_patient, patient, 1, craving="5")
    assert Entry.objects.get(patient=patient).ratings["safe_now"] is True
    assert at_hand(patient) == LINK
    assert "Thank you for telling us" in saved_page(as_patient, patient)


def test_a_wrong_tap_put_right_takes_the_numbers_down(as_patient, patient):
    save(as_patient, patient, 2)
    save(as_patient, patient, 0)
    assert at_hand(patient) == LINK


def test_taking_it_back_into_silence_takes_nothing_down(as_patient, patient):
    save(as_patient, patient, 2)
    save(as_patient, patient, "skip")
    assert at_hand(patient) == BLOCK


def test_a_wrong_tap_put_right_leaves_what_another_day_called_for(as_patient, patient):
    save(as_patient, patient, 2, day=today_of(patient) - timedelta(days=1))
    save(as_patient, patient, 2)
    save(as_patient, patient, 0)
    assert at_hand(patient) == BLOCK


def test_the_question_changes_its_place_from_one_such_save_to_the_next(as_patient, patient):
    for day, asked_first in ((today_of(patient) - timedelta(days=1), False), (today_of(patient), True)):
        save(as_patient, patient, 2, day=day)
        page = as_patient.get(f"/journal/{day}/saved/").content.decode()
        assert (page.index('id="safe-now"') < page.index("tel:116123")) is asked_first
        assert page.index("tel:999") < page.index('id="safe-now"')


def test_whom_she_wrote_down_can_be_called_from_the_panel(as_patient, patient, other_patient):
    Supporter.objects.create(patient=patient, name="My sister", phone="07700 900 123")
    Supporter.objects.create(patient=other_patient, name="Somebody else", phone="07700 900 999")
    save(as_patient, patient, 1)
    page = saved_page(as_patient, patient)
    assert "My sister" in page
    assert 'href="tel:07700900123"' in page
    assert "Somebody else" not in page


def test_it_says_honestly_who_sees_the_answer(as_patient, patient):
    save(as_patient, patient, 3)
    assert "shown to Kim Keyworker" in saved_page(as_patient, patient)


def test_it_says_so_when_the_answer_is_not_shared(as_patient, patient):
    patient.consents.update(scope=["ratings", "use"])
    save(as_patient, patient, 3)
    assert "Kim Keyworker does not see this answer" in saved_page(as_patient, patient)


def test_it_says_so_when_nobody_sees_it(as_patient, patient):
    patient.care_links.update(ended_at="2026-01-01T00:00Z")
    save(as_patient, patient, 3)
    assert "No one from a service sees this" in saved_page(as_patient, patient)


def test_that_it_was_shown_is_noted_once_a_version_without_any_answer(as_patient, patient):
    save(as_patient, patient, 3)
    for _ in range(3):
        saved_page(as_patient, patient)
    noted = AdviceShown.objects.get(patient=patient)
    assert (noted.kind, noted.codes, noted.country) == ("self_harm", ["self_harm_thoughts"], "GB")
    say(as_patient, patient, "no")
    saved_page(as_patient, patient)
    assert AdviceShown.objects.filter(patient=patient, kind="self_harm").count() == 2


def test_nothing_is_noted_as_shown_before_it_was(as_patient, patient):
    save(as_patient, patient, 3)
    assert not AdviceShown.objects.exists()


def test_no_clinician_meets_the_note(patient, clinician):
    AdviceShown.objects.create(patient=patient, kind="self_harm")
    with rls.acting_as(rls.CLINICIAN, clinician.pk):
        assert not AdviceShown.objects.exists()


def test_only_she_is_asked(as_other_patient, as_stranger, as_clinician, as_administrator, patient):
    make_entry(patient, today_of(patient), ratings={"self_harm_thoughts": 2})
    for client in (as_other_patient, as_stranger, as_clinician, as_administrator):
        assert say(client, patient, "yes").status_code == 404
    assert "safe_now" not in Entry.objects.get(patient=patient).ratings


def test_it_is_answered_by_sending_only(as_patient, patient):
    make_entry(patient, today_of(patient), ratings={"self_harm_thoughts": 2})
    assert as_patient.get(f"/journal/{today_of(patient)}/safe/").status_code == 405


def test_a_clinician_without_that_consent_reads_nothing_of_how_safe_she_is(as_clinician, patient):
    patient.consents.update(scope=["ratings", "use"])
    day = today_of(patient)
    told = {"self_harm_thoughts": 2, "safe_now": False, "craving": 3}
    entry = record_entry(patient=patient, day=day, ratings=told, note="", used=None, why="check-in")
    page = as_clinician.get(f"/admin/journal/entry/{entry.pk}/change/").content.decode()
    assert "Craving" in page
    assert "Safe right now" not in page
