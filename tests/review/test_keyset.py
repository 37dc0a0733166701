"""A long list of entries: page by page by the key, without counting or sorting all of them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from journal.models import Entry
from review import keyset
from review.admin import EntryAdmin
from tests import people
from tests.review.conftest import days_ago

LIST = "/admin/journal/entry/"


@pytest.fixture(autouse=True)
def short_pages(monkeypatch):
    monkeypatch.setattr(EntryAdmin, "list_per_page", 4)


@pytest.fixture
def diary(patient):
    """Eleven entries of eleven days, newest first."""
    return [people.make_entry(patient, days_ago(back)).pk for back in range(11)]


def shown(page):
    return [int(key) for key in re.findall(r"/entry/(\d+)/change/", page)]


def link(page, words):
    found = re.search(rf'<a href="([^"]+)">{words}</a>', page)
    return found and found[1].replace("&amp;", "&")


def walk(client, begin, words):
    address, seen = begin or "?", []
    while address:
        page = client.get(LIST + address).content.decode()
        seen.append(shown(page))
        address = link(page, words)
    return seen


def test_older_pages_follow_to_the_end(as_clinician, diary):
    assert walk(as_clinician, "", "Older") == [diary[:4], diary[4:8], diary[8:]]


def test_newer_pages_follow_from_the_end_to_the_beginning(as_clinician, diary):
    assert walk(as_clinician, "?last", "Newer") == [diary[7:], diary[3:7], diary[:3]]


def test_several_entries_of_one_day_are_neither_lost_nor_shown_twice(as_clinician, clinician, patient, diary):
    for number in range(5):
        other = people.make_patient(chosen_name=f"P{number}")
        people.make_link(other, clinician)
        diary.insert(0, people.make_entry(other, days_ago(0)).pk)
    assert sum(walk(as_clinician, "", "Older"), []) == diary


NONSENSE = ["?before=x", "?after=2026-01-01", "?before=2026-01-01.-3", "?before=9999-99-99.1"]


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_a_place_that_is_none_is_the_beginning(as_clinician, diary, nonsense):
    assert shown(as_clinician.get(LIST + nonsense).content.decode()) == diary[:4]


def test_a_filter_stays_from_page_to_page(as_clinician, patient, diary):
    many = 7 - (timezone.now().date() - days_ago(0)).days  # the filter goes by the days of UTC, she by hers
    assert walk(as_clinician, f"?patient={patient.pk}&days=7", "Older") == [diary[:4], diary[4:many]]


def test_a_long_list_is_counted_to_a_limit(as_clinician, diary, monkeypatch):
    monkeypatch.setattr(keyset, "COUNTED", 5)
    assert "more than 5 entries" in as_clinician.get(LIST).content.decode()
    assert walk(as_clinician, "", "Older") == [diary[:4], diary[4:8], diary[8:]]


def fill(patients, days):
    """So many entries that the planner takes them for many."""
    with connection.cursor() as cursor:
        statement = """INSERT INTO journal_entry (patient_id, date, ratings, triggers, coping, note, late, source,
            revision, client_id, catalogue_version, recorded_at, updated_at) SELECT id, date '2020-01-01' + day::int,
            '{}', '[]', '[]', '', false, 'form', 1, gen_random_uuid(), 1, now(), now()
            FROM unnest(%s::bigint[]) id, generate_series(1, %s) day"""
        cursor.execute(statement, [[patient.pk for patient in patients], days])
        cursor.execute("ANALYZE journal_entry")


@pytest.mark.parametrize("address", ["", "?last", "?before=2021-03-01.1"])
def test_no_page_reads_or_sorts_all_there_is(as_clinician, patient, other_patient, monkeypatch, address):
    fill([patient, other_patient], 4000)
    monkeypatch.setattr(keyset, "COUNTED", 1000)
    with CaptureQueriesContext(connection) as queries:
        as_clinician.get(LIST + address)
    asked = [query["sql"] for query in queries if "journal_entry" in query["sql"] and "LIMIT" in query["sql"]]
    for sql in asked:
        assert most_read(sql) <= 2100, escape(sql)


def most_read(sql):
    """The rows that the busiest scan of entries reads, with those it throws away; as the page's statements run."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        plan = cursor.fetchone()[0][0]["Plan"]
    return max((rows for rows in read_by(plan)), default=0)


def read_by(plan):
    if plan.get("Relation Name") == "journal_entry":
        yield (plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)) * plan["Actual Loops"]
    for part in plan.get("Plans", ()):
        yield from read_by(part)


def test_entries_can_be_read_in_the_order_of_the_list():
    assert [index.name for index in Entry._meta.indexes] == ["journal_entry_newest", "journal_entry_changed"]
