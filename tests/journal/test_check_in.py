"""A patient writes down her day."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from journal.days import today_of
from journal.models import Entry, Symptom, UseEvent
from tests.people import make_entry

ANSWERS = {
    "used_ketamine": "no", "craving": "7", "low_mood": "5", "anxiety": "skip", "sleep_hours": "5.5", "fatigue": "0",
    "self_harm_thoughts": "0", "note": "Slept badly.",
}  # fmt: skip


def write(client, patient, answers=ANSWERS, day=None):
    return client.post(f"/journal/{day or today_of(patient)}/", answers)


def test_the_quick_check_in_asks_eight_things_the_hardest_last():
    asked = ["used_ketamine", "craving", "low_mood", "anxiety", "sleep_hours", "fatigue", "body_discomfort"]
    quick = [symptom["code"] for symptom in _shipped() if symptom["quick"]]
    assert quick == [*asked, "self_harm_thoughts"]


def _shipped():
    import json

    from journal.catalogue import FILE

    return sorted(json.loads(FILE.read_text()), key=lambda row: row["position"])


def test_it_keeps_every_answer(as_patient, patient):
    assert write(as_patient, patient).status_code == 302
    entry = Entry.objects.get(patient=patient)
    assert entry.note == "Slept badly."
    assert {code: entry.ratings[code] for code in ("craving", "sleep_hours", "fatigue", "used_ketamine")} == {
        "craving": 7, "sleep_hours": 5.5, "fatigue": 0, "used_ketamine": False,
    }  # fmt: skip


def test_skipped_and_untouched_are_never_zero(as_patient, patient):
    write(as_patient, patient)
    ratings = Entry.objects.get(patient=patient).ratings
    assert (ratings["anxiety"], ratings["body_discomfort"]) == (None, None)
    assert "irritability" not in ratings


def test_nothing_is_chosen_before_she_chooses(as_patient):
    page = as_patient.get("/journal/today/").content.decode()
    assert " checked" not in page
    assert page.count('type="radio" name="craving"') == 12


def test_saving_again_edits_the_day_and_keeps_both_versions(as_patient, patient):
    write(as_patient, patient)
    write(as_patient, patient, ANSWERS | {"craving": "3"})
    entry = Entry.objects.get(patient=patient)
    assert entry.ratings["craving"] == 3
    versions = entry.history.order_by("pgh_id")
    assert [version.ratings["craving"] for version in versions] == [7, 3]
    assert versions[1].pgh_context == {"user": patient.pk, "why": "check-in"}


def test_the_same_form_twice_is_one_entry_and_one_version(as_patient, patient):
    for _ in range(2):
        write(as_patient, patient)
    assert Entry.objects.get(patient=patient).history.count() == 1


def test_what_she_wrote_is_in_the_form_again(as_patient, patient):
    write(as_patient, patient)
    page = as_patient.get("/journal/today/").content.decode()
    assert 'name="craving" value="7" checked' in page
    assert 'name="anxiety" value="skip" checked' in page
    assert 'value="5.5"' in page
    assert "Slept badly." in page


@pytest.mark.parametrize(
    ("code", "answer"),
    [("craving", "11"), ("craving", "-1"), ("craving", "2.5"), ("craving", "x"), ("sleep_hours", "5.2"),
     ("sleep_hours", "25"), ("sleep_hours", "NaN"), ("used_ketamine", "maybe"), ("self_harm_thoughts", "4")],
)  # fmt: skip
def test_an_answer_off_the_scale_is_refused_and_nothing_is_lost(as_patient, patient, code, answer):
    page = write(as_patient, patient, ANSWERS | {code: answer})
    assert page.status_code == 422
    assert "Slept badly." in page.content.decode()
    assert not Entry.objects.filter(patient=patient).exists()


@pytest.mark.parametrize("day", ["2999-01-01", "1989-12-31"])
def test_a_day_outside_the_journal_is_refused_with_a_message(as_patient, patient, day):
    for answer in (as_patient.get(f"/journal/{day}/"), write(as_patient, patient, day=day)):
        assert answer.status_code == 400
        assert "Not this day" in answer.content.decode()
    assert not Entry.objects.exists()


def test_a_day_that_never_was_is_not_found(as_patient):
    assert as_patient.get("/journal/2026-02-30/").status_code == 404


@time_machine.travel(datetime(2026, 3, 10, 2, 30, tzinfo=UTC), tick=False)
def test_at_half_past_two_in_the_night_it_is_still_yesterday(as_patient, patient):
    page = as_patient.get("/journal/today/").content.decode()
    assert "Monday 9 March" in page and 'action="/journal/2026-03-09/"' in page


@time_machine.travel(datetime(2026, 3, 10, 5, 0, tzinfo=UTC), tick=False)
def test_a_form_opened_before_her_day_ended_still_writes_that_day(as_patient, patient):
    write(as_patient, patient, day="2026-03-09")
    assert Entry.objects.get(patient=patient).date == date(2026, 3, 9)


def test_only_days_before_yesterday_are_late(as_patient, patient):
    today = today_of(patient)
    for back in (0, 1, 2):
        write(as_patient, patient, day=today - timedelta(days=back))
    assert list(Entry.objects.filter(patient=patient).values_list("late", flat=True)) == [False, False, True]


def test_two_patients_write_the_same_day_each_for_herself(as_patient, as_other_patient, patient, other_patient):
    write(as_patient, patient)
    write(as_other_patient, other_patient, ANSWERS | {"craving": "1"})
    assert Entry.objects.get(patient=patient).ratings["craving"] == 7
    assert Entry.objects.get(patient=other_patient).ratings["craving"] == 1


def test_answers_to_other_questions_stay(as_patient, patient):
    make_entry(patient, today_of(patient), ratings={"irritability": 8})
    write(as_patient, patient)
    assert Entry.objects.get(patient=patient).ratings["irritability"] == 8


def test_a_symptom_an_administrator_adds_is_asked_and_kept(as_patient, patient):
    new = {"code": "itching", "label": "Itching", "prompt": "How itchy?", "scale": "nrs10", "group": "body"}
    Symptom.objects.create(quick=True, **new)
    write(as_patient, patient, ANSWERS | {"itching": "4"})
    assert Entry.objects.get(patient=patient).ratings["itching"] == 4


def test_staff_have_no_diary(as_clinician, as_administrator):
    for client in (as_clinician, as_administrator):
        assert client.get("/journal/today/").status_code == 404


def test_the_days_are_listed_a_page_at_a_time(as_patient, patient):
    for back in range(35):
        make_entry(patient, today_of(patient) - timedelta(days=back))
    first = as_patient.get("/journal/").content.decode()
    older = today_of(patient) - timedelta(days=29)
    assert f"?before={older}" in first
    assert as_patient.get(f"/journal/?before={older}").content.decode().count('href="/journal/20') == 5


def test_the_check_in_takes_as_many_queries_with_a_long_diary_as_with_none(as_patient, patient, count_queries):
    as_patient.get("/journal/today/")  # reads the catalogue into memory
    few = count_queries(lambda: as_patient.get("/journal/today/"))
    for back in range(1, 200):
        make_entry(patient, today_of(patient) - timedelta(days=back))
    assert count_queries(lambda: as_patient.get("/journal/today/")) == few <= 6


def test_saving_takes_as_many_queries_with_a_long_diary_as_with_none(as_patient, patient, count_queries):
    yesterday = today_of(patient) - timedelta(days=1)
    few = count_queries(lambda: write(as_patient, patient, ANSWERS | {"used_ketamine": "yes"}, day=yesterday))
    for back in range(2, 200):
        make_entry(patient, today_of(patient) - timedelta(days=back))
        UseEvent.objects.create(patient=patient, date=today_of(patient) - timedelta(days=back))
    many = count_queries(lambda: write(as_patient, patient, ANSWERS | {"used_ketamine": "yes"}))
    assert many == few <= 17  # three of them for flags


def test_an_earlier_day_is_not_called_today(as_patient, patient):
    page = as_patient.get(f"/journal/{today_of(patient) - timedelta(days=3)}/").content.decode()
    form = page[page.index("<form") : page.index("</form>")]
    assert "today" not in form.lower()
    assert "How low or down did you feel that day?" in form


def test_an_error_is_named_at_the_top_and_leads_to_its_question(as_patient, patient):
    page = write(as_patient, patient, ANSWERS | {"craving": "11"}).content.decode()
    summary = page[page.index('class="error-summary"') :].split("</ul>")[0]
    assert 'href="#div_id_craving"' in summary
    assert "Please answer from 0 to 10" in summary
    assert 'id="div_id_craving"' in page


def test_the_ends_of_a_scale_are_said_with_their_words(as_patient):
    page = as_patient.get("/journal/today/").content.decode()
    assert 'aria-label="0, not at all"' in page
    assert 'aria-label="10, as much as it could be"' in page


def test_from_any_day_the_day_before_is_one_tap_away(as_patient, patient):
    day = today_of(patient) - timedelta(days=6)
    assert f"/journal/{day - timedelta(days=1)}/" in as_patient.get(f"/journal/{day}/").content.decode()
