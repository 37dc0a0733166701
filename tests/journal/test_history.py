"""A patient looks back on her days: a month at a time, and one by one."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from journal.days import today_of
from journal.marks import Days
from journal.models import Entry, Pause, UseEvent
from tests.people import make_entry

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def then():
    """A Tuesday in November."""
    with time_machine.travel(NOW, tick=False):
        yield


def page_of(client, query=""):
    return client.get(f"/journal/{query}").content.decode()


def cells(page):
    """What stands on each day of the calendar, by its number."""
    found = re.findall(r"<td>((?:<a|<span).*?)</td>", page)
    return {int(re.search(r">(\d+)<", cell)[1]): cell for cell in found}


def marks(cell):
    return re.findall(r"<small>(.*)</small>", cell)


def name(cell):
    return re.search(r'aria-label="([^"]*)"', cell)[1]


def test_the_present_month_begins_its_weeks_on_monday(as_patient):
    page = page_of(as_patient)
    assert "<caption>November 2026</caption>" in page
    assert re.findall(r'title="(\w+)"', page)[:7] == [f"{date(2026, 11, day):%A}" for day in range(2, 9)]
    first_week = re.search(r"<tbody>\s*<tr>(.*?)</tr>", page, re.S)[1]
    assert first_week.count("<td></td>") == 6 and list(cells(first_week)) == [1]


@pytest.mark.parametrize(("month", "days"), [("2024-02", 29), ("2026-02", 28), ("2026-08", 31), ("1990-01", 31)])
def test_a_month_has_each_of_its_days_once(as_patient, month, days):
    page = page_of(as_patient, f"?month={month}")
    assert list(cells(page)) == list(range(1, days + 1))
    assert page.count("<td>") % 7 == 0


def test_a_written_day_leads_to_its_page_and_another_to_its_check_in(as_patient, patient):
    make_entry(patient, date(2026, 11, 3))
    found = cells(page_of(as_patient))
    assert 'href="/journal/2026-11-03/look/"' in found[3] and 'class="written"' in found[3]
    assert 'href="/journal/2026-11-04/"' in found[4] and "written" not in found[4]


def test_a_day_to_come_is_only_a_number(as_patient):
    found = cells(page_of(as_patient))
    assert "href" in found[24] and 'aria-current="date"' in found[24]
    assert found[25] == "<span>25</span>"


def test_a_day_without_an_entry_is_a_gap(as_patient):
    found = cells(page_of(as_patient))
    assert marks(found[4]) == []
    assert name(found[4]) == "4 November: no entry"


@pytest.mark.parametrize(
    ("fields", "short", "full"),
    [
        ({}, "entry", "an entry"),
        ({"note": "Slept."}, "note", "with a note"),
        ({"late": True}, "later", "written later"),
        ({"source": "import", "late": True, "note": "x"}, "note older", "with a note, from an older diary"),
        ({"ratings": {"used_ketamine": True}}, "used entry", "ketamine used, an entry"),
        ({"ratings": {"used_ketamine": None}}, "entry", "an entry"),
    ],
)
def test_a_day_is_marked_in_words_and_named_in_full(as_patient, patient, fields, short, full):
    make_entry(patient, date(2026, 11, 3), **fields)
    cell = cells(page_of(as_patient))[3]
    assert (marks(cell), name(cell)) == ([short], f"3 November: {full}")


def test_use_on_a_prescription_is_told_apart(as_patient, patient):
    make_entry(patient, date(2026, 11, 3), ratings={"used_ketamine": True})
    UseEvent.objects.create(patient=patient, date=date(2026, 11, 3), kind="prescribed")
    for kind in ("prescribed", "non_prescribed"):
        UseEvent.objects.create(patient=patient, date=date(2026, 11, 5), kind=kind)
    found = cells(page_of(as_patient))
    assert (marks(found[3]), marks(found[5])) == (["dose entry"], ["used dose"])


@pytest.mark.parametrize("written", [[], [date(2026, 11, 9)]])
def test_use_is_marked_also_where_nothing_is_written(as_patient, patient, written):
    UseEvent.objects.create(patient=patient, date=date(2026, 11, 3))
    for day in written:
        make_entry(patient, day)
    cell = cells(page_of(as_patient))[3]
    assert marks(cell) == ["used"] and 'href="/journal/2026-11-03/"' in cell


def test_use_that_was_taken_back_is_not_marked(as_patient, patient):
    UseEvent.objects.create(patient=patient, date=date(2026, 11, 3), taken_back_at=NOW)
    assert marks(cells(page_of(as_patient))[3]) == []


def test_a_pause_is_marked_where_nothing_is_written(as_patient, patient):
    Pause.objects.create(patient=patient, reason="hospital", starts_on=date(2026, 11, 22), ends_on=date(2026, 11, 26))
    make_entry(patient, date(2026, 11, 23))
    found = cells(page_of(as_patient))
    assert [day for day, cell in found.items() if marks(cell) == ["pause"]] == [22, 24, 25, 26]
    assert marks(found[23]) == ["entry"]
    assert "href" not in found[26]


def test_what_the_words_mean_is_said(as_patient):
    legend = page_of(as_patient).split("What the words mean")[1]
    for short in ("entry", "note", "later", "older", "used", "dose", "pause"):
        assert f"<dt>{short}</dt>" in legend


def test_the_months_beside_it_are_one_tap_away(as_patient):
    page = page_of(as_patient, "?month=2026-01")
    assert 'href="?month=2025-12"' in page and 'href="?month=2026-02"' in page


def test_there_is_no_way_into_the_future_or_before_the_journal(as_patient):
    assert "?month=2026-12" not in page_of(as_patient)
    assert "?month=1989-12" not in page_of(as_patient, "?month=1990-01")


@pytest.mark.parametrize(
    ("asked", "why"),
    [("2026-12", "still to come"), ("1989-12", "begins in 1990"), ("", "like 2026-03"), ("2026-13", "like 2026-03"),
     ("soon&quot;", "like 2026-03")],
)  # fmt: skip
def test_a_month_that_cannot_be_is_refused_and_stays_in_the_field(as_patient, asked, why):
    answer = as_patient.get(f"/journal/?month={asked.replace('&quot;', '%22')}")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert why in page and f'value="{asked}"' in page
    assert "<caption>November 2026</caption>" in page


def test_a_month_lists_its_own_days_the_newest_first(as_patient, patient):
    for day in (date(2026, 9, 30), date(2026, 10, 2), date(2026, 10, 30), date(2026, 11, 1)):
        make_entry(patient, day)
    listed = re.findall(r'<li><a href="/journal/([\d-]+)/look/">', page_of(as_patient, "?month=2026-10"))
    assert listed == ["2026-10-30", "2026-10-02"]


def test_the_list_says_in_words_what_there_is(as_patient, patient):
    make_entry(patient, date(2026, 11, 3), note="x", same_as=date(2026, 11, 2))
    make_entry(patient, date(2026, 11, 9), same_as=date(2026, 11, 2), ratings={"used_ketamine": True})
    page = page_of(as_patient)
    assert "<span>With a note · About the same as the day before</span>" in page
    assert "<span>Ketamine used · About the same as 2 November 2026</span>" in page


def test_going_back_through_the_list_reaches_every_day_once(as_patient, patient):
    days = [TODAY - timedelta(days=back) for back in range(0, 150, 2)]
    for day in days:
        make_entry(patient, day)
    page, listed = page_of(as_patient), []
    while True:
        listed += re.findall(r'<li><a href="/journal/([\d-]+)/look/">', page)
        older = re.search(r'href="(\?before=[\d-]+)"', page)
        if not older:
            break
        page = page_of(as_patient, older[1])
    assert listed == [str(day) for day in days]


@pytest.mark.parametrize("query", ["before=0001-01-01", "before=9999-12-31", "before=x", "before=2026-11-01&month=x"])
def test_any_day_to_go_back_from_is_answered(as_patient, query):
    assert as_patient.get(f"/journal/?{query}").status_code == 200


def test_nothing_of_anybody_else_is_in_it(as_patient, other_patient):
    day = date(2026, 11, 3)
    make_entry(other_patient, day, note="Hers.")
    UseEvent.objects.create(patient=other_patient, date=day)
    Pause.objects.create(patient=other_patient, reason="not_now", starts_on=day, ends_on=day)
    for query in ("", "?month=2026-11", "?before=2026-11-20"):
        page = page_of(as_patient, query)
        assert "look/" not in page and "<small>" not in page


def test_the_statement_itself_asks_for_one_patient(patient, other_patient):
    day = date(2026, 11, 3)
    make_entry(other_patient, day)
    UseEvent.objects.create(patient=other_patient, date=day)
    Pause.objects.create(patient=other_patient, reason="not_now", starts_on=day, ends_on=day)
    found = Days(patient, day, day, since=date(1990, 1, 1))
    assert (found.rows, found.marks(day)) == ({}, [])


def test_a_day_kept_for_one_patient_says_nothing_of_another(as_patient, as_other_patient, patient, other_patient):
    make_entry(patient, date(2026, 11, 3), note="x")
    make_entry(other_patient, date(2026, 11, 3))
    assert marks(cells(page_of(as_patient))[3]) == ["note"]
    assert marks(cells(page_of(as_other_patient))[3]) == ["entry"]


def test_no_note_is_read_for_it(as_patient, patient):
    entry = make_entry(patient, date(2026, 11, 3), note="Mine.")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET note = 'not to be deciphered' WHERE id = %s", [entry.pk])
    assert as_patient.get("/journal/").status_code == 200
    assert as_patient.get(f"/journal/{entry.date}/look/").status_code == 503


@pytest.mark.parametrize("query", ["", "?month=2026-10", "?before=2026-11-20"])
def test_it_asks_as_much_of_a_long_diary_as_of_none(as_patient, patient, count_queries, query):
    few = count_queries(lambda: page_of(as_patient, query))
    days = [TODAY - timedelta(days=back) for back in range(400)]
    Entry.objects.bulk_create(Entry(patient=patient, date=day, note="x") for day in days)
    UseEvent.objects.bulk_create(UseEvent(patient=patient, date=day) for day in days)
    Pause.objects.create(patient=patient, reason="no_phone", starts_on=days[-1], ends_on=days[0])
    assert count_queries(lambda: page_of(as_patient, query)) == few <= 6  # one of them is what came from her team


def test_staff_have_no_days_to_look_back_on(as_clinician, as_stranger, as_administrator):
    for client in (as_clinician, as_stranger, as_administrator):
        for query in ("", "?month=2026-11", "?month=x", "?before=2026-11-01"):
            assert client.get(f"/journal/{query}").status_code == 404


def test_nothing_can_be_sent_to_it(as_patient):
    assert as_patient.post("/journal/").status_code == 405


def test_the_month_is_that_of_her_day(as_patient, patient):
    with time_machine.travel(datetime(2026, 12, 1, 3, 0, tzinfo=UTC), tick=False):
        assert today_of(patient) == date(2026, 11, 30)
        assert "<caption>November 2026</caption>" in page_of(as_patient)
