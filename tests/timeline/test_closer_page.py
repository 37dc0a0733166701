"""/timeline/closer/ as a page: hers alone, of a fixed cost, help first, and nothing in an address."""

import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from journal.days import today_of
from journal.models import Symptom, UseEvent
from tests.people import make_entry, make_episode
from tests.timeline.diaries import ago, use, write, write_daily
from timeline.closer import bladder, build, trouble_of

URL = "/timeline/closer/"
MOST_QUERIES = 12
BLADDER = {"urinary_frequency": 11, "nocturia": 3, "urinary_urgency": 5, "urinary_pain": 4, "urine_leak": True}


def text(response) -> str:
    return response.content.decode()


def page(client, query="") -> str:
    answer = client.get(URL + query)
    assert answer.status_code == 200
    return text(answer)


def test_it_shows_sleep_bladder_and_cramps_each_with_its_table(as_patient, patient):
    write_daily(patient, 10, sleep_hours=6.5, nightmares=1, k_cramps=2, blood_in_urine=False, **BLADDER)
    shown = page(as_patient)
    assert shown.count('<svg class="closer"') == 3
    assert shown.count("<summary>The same as a table</summary>") == 3
    assert shown.count('<td class="number">6.5</td>') == 10
    assert "About the same: 6.5 hours, was 6.5 (7 and 3 nights)" not in shown  # three nights are too few
    assert "Too few answers to compare yet (7 and 3 nights)." in shown


def test_it_puts_this_week_beside_the_week_before_and_two_weeks_beside_two(as_patient, patient):
    write_daily(patient, 7, sleep_hours=5, nocturia=2)
    write_daily(patient, 21, until=7, sleep_hours=7, nocturia=4)
    shown = page(as_patient)
    assert "Less: 5.0 hours, was 7.0 (7 and 7 nights)." in shown
    assert "Fewer: 3.0 a night, was 4.0 (14 and 14 days)." in shown


def test_an_answer_of_once_a_week_is_compared_too(as_patient, patient):
    write(patient, {days: {"urinary_pain": 6 if days > 13 else 3} for days in (1, 8, 15, 22)})
    assert "Lower: 3.0, was 6.0 (2 and 2 days)." in page(as_patient)


def test_it_names_what_was_not_answered(as_patient, patient):
    write_daily(patient, 2, sleep_hours=6, sleep_trouble=None, urinary_pain=0)
    shown = page(as_patient)
    assert "Without an answer here: Trouble sleeping, Nightmares." in shown
    assert "Without an answer here: Trips to pee, Night-time trips, Sudden urge to pee, Blood" in shown


def test_before_anything_is_written_it_says_what_to_do(as_patient, patient):
    shown = page(as_patient)
    assert "Write about today" in shown and '<svg class="closer"' not in shown
    assert shown.count(f'href="{reverse("entry_day", args=[today_of(patient)])}?full=1"') == 2
    assert reverse("questions") in shown and "It takes 14 days with an answer." in shown


def test_skipped_questions_were_asked_and_make_no_picture(as_patient, patient):
    write_daily(patient, 5, sleep_hours=None, urinary_pain=None, k_cramps=None)
    shown = page(as_patient)
    assert shown.count("No answers in the last 28 days.") == 3 and '<svg class="closer"' not in shown
    assert "so there is nothing to draw" in page(as_patient, "?range=all")


def test_older_answers_are_one_tap_away(as_patient, patient):
    assert "?range=all" not in page(as_patient)
    write_daily(patient, 3, until=400, nocturia=2)
    assert 'No answers in the last 28 days. <a href="?range=all">' in page(as_patient)
    assert '<svg class="closer"' in page(as_patient, "?range=all")


def test_all_days_of_a_long_diary_are_weeks(as_patient, patient):
    write_daily(patient, 300, sleep_hours=7, nocturia=2)
    shown = page(as_patient, "?range=all")
    assert "weeks, not days" in shown and "2 (7)" in shown


@pytest.mark.parametrize(
    "query", ["?range=all&show=2", "?range=%00<b>", "?show=99", "?show=-1", "?show=x", "?range=28"]
)
def test_any_address_has_a_page(as_patient, patient, query):
    write_daily(patient, 20, craving=3, low_mood=2, sleep_hours=6)
    assert page(as_patient, query)


def test_a_sign_of_the_last_week_comes_first_with_whom_to_call(as_patient, patient):
    write(patient, {6: {"cannot_urinate": True}, 0: {"blood_in_urine": True}})
    shown = page(as_patient)
    places = [
        shown.index(words) for words in ("Get help now</h2>", "tel:999", "See a doctor today</h2>", "On this page")
    ]
    assert places == sorted(places)
    assert f"You wrote this about {ago(patient, 6):%A} {ago(patient, 6).day}" in shown
    assert shown.count("You wrote this about") == 1


@pytest.mark.parametrize("answers", [{7: {"blood_in_urine": True}}, {0: {"blood_in_urine": False}}, {0: {}}])
def test_without_a_sign_in_seven_days_there_is_no_such_advice(as_patient, patient, answers):
    write(patient, answers)
    assert 'id="sign-' not in page(as_patient)


def test_very_strong_cramps_of_the_last_week_bring_advice(as_patient, patient):
    write(patient, {3: {"k_cramps": 8}})
    assert "Very strong tummy cramps</h3>" in page(as_patient)
    write(patient, {1: {"k_cramps": 7}})
    assert f"You wrote this about {ago(patient, 3):%A}" in page(as_patient)


def test_what_is_known_has_its_source(as_patient, patient):
    shown = page(as_patient)
    assert "60 in 100 had bladder trouble" in shown and "56 in 100 had tummy cramps" in shown
    assert shown.count("Harding and others, 2025") == 2
    assert "Please ask a doctor about pain." in shown


def test_its_queries_stay_the_same_up_to_ten_years(as_patient, patient, count_queries):
    patient.help_block_until = timezone.now() + timedelta(hours=1)
    patient.save()
    make_episode(patient, day0=ago(patient, 3649))
    told = {"craving": 5, "sleep_hours": 5, "blood_in_urine": True, "k_cramps": 9, **BLADDER}
    write(patient, {0: told, 3649: told})
    few = count_queries(lambda: as_patient.get(URL)), count_queries(lambda: as_patient.get(URL + "?range=all"))
    write(patient, {days: told for days in range(1, 3649)}, triggers=["argument", "own-1"])
    use(patient, *range(100, 3600, 50))
    many = count_queries(lambda: as_patient.get(URL)), count_queries(lambda: as_patient.get(URL + "?range=all"))
    assert few == many and max(many) <= MOST_QUERIES


def test_nobody_else_s_days_are_on_it(as_other_patient, patient, other_patient):
    write_daily(patient, 20, sleep_hours=6, k_cramps=9, blood_in_urine=True, craving=7, **BLADDER)
    shown = page(as_other_patient)
    assert '<svg class="closer"' not in shown and 'id="sign-' not in shown


def test_it_reads_one_patient_even_where_the_database_would_show_more(patient, other_patient):
    make_episode(patient, day0=ago(patient, 40))
    write_daily(patient, 40, craving=5, sleep_hours=5, k_cramps=9, blood_in_urine=True, **BLADDER)
    make_episode(other_patient, day0=ago(other_patient, 40))
    today = today_of(other_patient)
    view = build(other_patient, today=today, wanted="all")
    assert not any(part.asked for part in (view.sleep, view.bladder, view.cramps))
    assert (view.signs, view.goes_on, view.strong_cramps, view.together.rows) == ((), None, None, ())
    assert build(other_patient, today=today).ranges == () and trouble_of(other_patient, today) is None


@pytest.mark.parametrize("address", [URL, URL + "letter/"])
@pytest.mark.parametrize("who", ["as_clinician", "as_stranger", "as_administrator"])
def test_staff_find_nothing_here(who, address, request, cast):
    assert request.getfixturevalue(who).get(address).status_code == 404


@pytest.mark.parametrize("address", [URL, URL + "letter/"])
def test_a_visitor_logs_in_first(client, db, address):
    assert client.get(address).url.startswith(reverse("account_login"))


def test_no_question_is_in_an_address_or_the_page_s_title(as_patient, patient):
    make_episode(patient, day0=ago(patient, 60))
    write_daily(patient, 61, craving=5, sleep_hours=5, k_cramps=3, **BLADDER)
    shown = page(as_patient, "?range=all&show=3")
    assert re.search(r"<title>(.*?)</title>", shown)[1] == "A closer look"
    addresses = " ".join(re.findall(r'(?:href|action)="([^"]*)"', shown)).lower()
    words = {symptom.code for symptom in Symptom.objects.all()} | {"sleep", "bladder", "cramp", "pee", "urin"}
    assert not {word for word in words if word in addresses}


def test_it_is_reached_from_more(as_patient, patient):
    assert f'href="{URL}"' in text(as_patient.get(reverse("more")))


def test_others_see_the_strip_only_where_ratings_are_shared(patient, count_queries):
    write_daily(patient, 20, **BLADDER)
    UseEvent.objects.create(patient=patient, date=ago(patient, 2))
    today = today_of(patient)
    assert bladder(patient, today=today, scope=["use", "notes"]) is None
    section = bladder(patient, today=today, scope=["ratings"])
    assert section == bladder(patient, today=today)
    assert len(section.strip.rows) == 5 and len(section.table.rows) == 20
    assert count_queries(lambda: bladder(patient, today=today, scope=["ratings"])) == 3


def test_the_strip_for_others_speaks_to_nobody_and_not_of_use(patient):
    write_daily(patient, 20, **BLADDER)
    for wanted in ("", "all"):
        section = bladder(patient, today=today_of(patient), scope=["ratings"], wanted=wanted)
        shown = render_to_string("timeline/_bladder.html", {"section": section})
        assert '<svg class="closer"' in shown and "Night-time trips" in shown
        assert not re.search(r"\b(?:you|your|her|ketamine|use|used)\b", re.sub(r"<[^>]+>", " ", shown), re.I)


def test_an_entry_of_an_own_word_that_is_gone_does_no_harm(as_patient, patient):
    for days in range(20):
        make_entry(
            patient, ago(patient, days), ratings={"craving": 4}, triggers=["own-999", "gone_tag"] if days % 2 else []
        )
    shown = page(as_patient)
    assert "“own words”" in shown and "“gone tag”" in shown
