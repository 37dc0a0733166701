"""What she notes on her chart: on a day that has been, in few words, hers alone unless she shares her notes."""

from datetime import timedelta

import pytest

from journal.days import today_of
from tests.people import make_episode
from tests.timeline.diaries import ago, write_daily
from timeline.builder import build
from timeline.models import ChartNote

URL, TIMELINE = "/timeline/notes/", "/timeline/"
WORDS = "Began with counselling <b>"


def note(patient, days_ago=2, text=WORDS) -> ChartNote:
    return ChartNote.objects.create(patient=patient, date=ago(patient, days_ago), text=text)


def test_it_stands_on_the_chart_under_its_number_and_in_the_table(as_patient, patient):
    make_episode(patient, day0=ago(patient, 9))
    write_daily(patient, 10)
    answer = as_patient.post(URL, {"date": ago(patient, 2).isoformat(), "text": WORDS}, follow=True)
    assert "It is on your chart." in answer.content.decode()
    page = as_patient.get(TIMELINE).content.decode()
    assert 'class="noted"' in page and "counselling <b>" not in page
    assert page.count("Began with counselling &lt;b&gt;") == 2


@pytest.mark.parametrize(
    ("days_ahead", "text", "why"),
    [(1, WORDS, "still to come"), (-20000, WORDS, "journal begins in 1990"), (0, "", "write a few words"),
     (0, "x" * 61, "60 letters at most")],
)  # fmt: skip
def test_what_cannot_stand_there_is_refused_in_words_and_kept_in_the_form(as_patient, patient, days_ahead, text, why):
    day = today_of(patient) + timedelta(days=days_ahead)
    answer = as_patient.post(URL, {"date": day.isoformat(), "text": text})
    page = answer.content.decode()
    assert (answer.status_code, ChartNote.objects.count()) == (422, 0)
    assert why in page and day.isoformat() in page


def test_the_same_words_sent_twice_are_one_note(as_patient, patient):
    for _ in range(2):
        as_patient.post(URL, {"date": ago(patient, 1).isoformat(), "text": WORDS})
    assert ChartNote.objects.filter(patient=patient).count() == 1


def test_she_takes_it_off_again(as_patient, patient):
    made = note(patient)
    assert as_patient.post(URL, {"remove": made.pk}).status_code == 302
    assert not ChartNote.objects.filter(patient=patient).exists()


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "-1", ""])
def test_what_is_not_there_cannot_be_taken_off(as_patient, patient, number):
    note(patient)
    assert as_patient.post(URL, {"remove": number}).status_code == 404
    assert ChartNote.objects.filter(patient=patient).count() == 1


def test_nobody_else_takes_off_or_reads_hers(as_other_patient, patient, other_patient):
    made = note(patient)
    assert as_other_patient.post(URL, {"remove": made.pk}).status_code == 404
    assert "Began with" not in as_other_patient.get(URL).content.decode()
    assert build(other_patient, today=today_of(other_patient)).chart is None


@pytest.mark.parametrize("who", ["as_clinician", "as_stranger", "as_administrator"])
def test_staff_find_nothing_here(who, request, cast):
    assert request.getfixturevalue(who).get(URL).status_code == 404


@pytest.mark.parametrize(("scope", "seen"), [(("ratings", "use"), 0), (("ratings", "notes"), 1)])
def test_a_clinician_reads_it_where_notes_are_shared(patient, scope, seen):
    note(patient)
    write_daily(patient, 10)
    assert len(build(patient, today=today_of(patient), scope=scope).chart.noted) == seen


def test_it_is_kept_encrypted(patient):
    from django.db import connection

    note(patient)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM timeline_chartnote")
        assert "counselling" not in cursor.fetchone()[0]


def test_its_queries_stay_the_same(as_patient, patient, count_queries):
    few = count_queries(lambda: as_patient.get(URL))
    for back in range(30):
        note(patient, back, f"Note {back}")
    assert count_queries(lambda: as_patient.get(URL)) == few <= 6


def test_there_is_a_most(as_patient, patient):
    ChartNote.objects.bulk_create(ChartNote(patient=patient, date=ago(patient, n), text="x") for n in range(200))
    answer = as_patient.post(URL, {"date": ago(patient, 1).isoformat(), "text": WORDS})
    assert answer.status_code == 422 and "200 is the most" in answer.content.decode()
