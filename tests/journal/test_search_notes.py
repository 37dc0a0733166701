"""A patient finds a day by what she wrote."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection

from journal.models import Entry, OwnTag
from journal.searching import MOST_HITS, plain, search
from tests.people import make_entry

DAY = date(2026, 3, 3)


def days_found(patient, question):
    return [hit.day for hit in search(patient, question).hits]


def pieces(parts):
    """A snippet, with what was found in brackets."""
    return "".join(f"[{words}]" if is_found else words for words, is_found in parts)


@pytest.mark.parametrize(
    ("note", "question"),
    [("Slept badly.", "slept"), ("Slept badly.", "SLEPT"), ("Slept badly.", "sle"), ("Café with Zoë", "cafe zoe"),
     ("cafe with zoe", "CAFÉ ZOË"), ("Cafe\u0301", "café"), ("Straße", "strasse"), ("Smørrebrød", "smorrebrod"),
     ("we met at 8pm", "8p"), ("don’t want to", "don't"), ("昨日はよく眠れた", "眠れた"), ("والقهوة", "قهوة"),
     ("one\n\ntwo", "two one"), ("İstanbul", "istanbul")],
)  # fmt: skip
def test_it_is_found(patient, note, question):
    make_entry(patient, DAY, note=note)
    assert days_found(patient, question) == [DAY]


@pytest.mark.parametrize(
    ("note", "question"),
    [("Slept badly.", "lept"), ("Slept badly.", "slept well"), ("Slept badly.", "sleep"), ("", "a"), ("a_b", "b"),
     ("a.c", "abc"), ("xxx badly.", "xx .* y")],
)  # fmt: skip
def test_it_is_not_found(patient, note, question):
    make_entry(patient, DAY, note=note)
    assert days_found(patient, question) == []


def test_the_newest_come_first(patient):
    for back in (3, 1, 2):
        make_entry(patient, DAY - timedelta(days=back), note="A walk.")
    assert days_found(patient, "walk") == [DAY - timedelta(days=back) for back in (1, 2, 3)]


def test_own_words_of_a_day_count_with_its_line(patient):
    karaoke = OwnTag.objects.create(patient=patient, kind="coping", label="Karaoke at Jo’s")
    make_entry(patient, DAY, note="Slept well.", coping=[karaoke.code])
    make_entry(patient, DAY - timedelta(days=1), note="Slept well.")
    (hit,) = search(patient, "karaoke slept").hits
    assert (pieces(hit.note), pieces(hit.own)) == ("[Slept] well.", "[Karaoke] at Jo’s")


def test_nobody_elses_words_are_found(patient, other_patient):
    own = OwnTag.objects.create(patient=other_patient, kind="trigger", label="a walk")
    make_entry(other_patient, DAY, note="A walk.")
    make_entry(patient, DAY, triggers=[own.code], note="x")
    assert days_found(patient, "walk") == []


@pytest.mark.parametrize(
    ("note", "question", "shown"),
    [("I walked to the river.", "walk riv", "I [walked] to the [river]."),
     ("word " * 30 + "walk" + " after" * 30, "walk",
      "… word word word word word word word [walk]" + " after" * 16 + " …"),
     ("x" * 200 + " walk", "walk", "… " + "x" * 39 + " [walk]"),
     ("walk " + "a " * 200 + "talk", "walk talk", "[walk]" + " a" * 49 + " … " + "a " * 19 + "[talk]")],
)  # fmt: skip
def test_what_stands_around_it_is_shown(patient, note, question, shown):
    make_entry(patient, DAY, note=note)
    assert pieces(search(patient, question).hits[0].note) == shown


def test_of_a_long_line_only_some_places_are_shown(patient):
    make_entry(patient, DAY, note=("walk " + "a " * 200) * 9)
    assert pieces(search(patient, "walk").hits[0].note).count("[walk]") == 3


def test_accents_may_take_any_form():
    assert plain("ÉÀÇÑ ØŁĐ ﬁ") == "eacn old fi"


def ask(client, words):
    return client.post("/journal/search/", {"words": words})


def test_a_found_day_leads_to_its_page_with_the_words_marked(as_patient, patient):
    make_entry(patient, DAY, note="<b>Walked</b> & more")
    page = ask(as_patient, "walk").content.decode()
    assert f'href="/journal/{DAY}/look/"' in page
    assert "&lt;b&gt;<mark>Walked</mark>&lt;/b&gt; &amp; more" in page
    assert 'value="walk"' in page and "1 day" in page


def test_no_word_stands_in_an_address_and_none_is_taken_from_one(as_patient, patient):
    make_entry(patient, DAY, note="A walk.")
    page = as_patient.get("/journal/search/?words=walk").content.decode()
    assert "<mark>" not in page and "walk" not in page
    assert re.search(r'<form[^>]*action="/journal/search/"[^>]*method="post"', page)
    assert not re.search(r'(href|action)="[^"]*walk', ask(as_patient, "walk").content.decode())


def test_nothing_of_it_may_be_kept_by_the_browser(as_patient):
    for answer in (as_patient.get("/journal/search/"), ask(as_patient, "walk")):
        assert "no-store" in answer["Cache-Control"]
        assert 'autocomplete="off"' in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "why"), [("", "type a word"), ("  ", "type a word"), ("?!", "type a word"), ("x" * 101, "at most 100")]
)
def test_a_question_without_words_gets_a_message(as_patient, typed, why):
    answer = ask(as_patient, typed)
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_that_nothing_was_found_is_said(as_patient):
    assert "No day has these words" in ask(as_patient, "walk").content.decode()


def test_with_many_days_the_newest_are_shown_and_the_rest_is_not_even_read(as_patient, patient):
    days = [DAY - timedelta(days=back) for back in range(MOST_HITS + 5)]
    Entry.objects.bulk_create(Entry(patient=patient, date=day, note="A walk.") for day in days)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET note = 'not to be deciphered' WHERE date = %s", [days[-1]])
    page = ask(as_patient, "walk").content.decode()
    assert page.count("<mark>") == MOST_HITS
    assert "The newest 100 days" in page and "One more word finds fewer" in page


def test_exactly_as_many_as_are_shown_are_all(patient):
    days = [DAY - timedelta(days=back) for back in range(MOST_HITS)]
    Entry.objects.bulk_create(Entry(patient=patient, date=day, note="A walk.") for day in days)
    found = search(patient, "walk")
    assert (len(found.hits), found.is_all) == (MOST_HITS, True)


def test_it_asks_as_much_of_a_long_diary_as_of_none(as_patient, patient, count_queries):
    few = count_queries(lambda: ask(as_patient, "walk"))
    own = [OwnTag.objects.create(patient=patient, kind="coping", label=f"walk {number}") for number in range(9)]
    days = [DAY - timedelta(days=back) for back in range(1000)]
    fields = {"patient": patient, "note": "Home.", "coping": [tag.code for tag in own]}
    Entry.objects.bulk_create(Entry(date=day, **fields) for day in days)
    assert count_queries(lambda: ask(as_patient, "swim")) == few <= 6


def test_staff_find_nothing(as_clinician, as_stranger, as_administrator):
    for client in (as_clinician, as_stranger, as_administrator):
        assert client.get("/journal/search/").status_code == 404
        assert ask(client, "walk").status_code == 404
