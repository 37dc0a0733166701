"""The caseload is kept in memory, and a kept one is never another than the one that would be read now."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts import rls
from accounts.models import CareLink, Change, ConsentRecord, Membership, Patient, User
from accounts.reach import FUNCTIONS
from assessments.models import Response
from flags.models import Flag
from journal.models import Entry, Episode, Pause, Symptom
from review import arranging, caseload
from review.caseload.page import QUARTER, finished
from review.caseload.reading import ACCESS, ASK
from review.models import EnteredInError, EntryReview, ReadUntil, ReviewPlan
from review.services import mark_reviewed
from tests import people
from tests.review.conftest import days_ago
from tests.review.raising import make_flag
from timeline.models import Phase

NOW = timezone.now()


def built(clinician, now=NOW):
    with rls.acting_as(rls.CLINICIAN, clinician.pk):
        return caseload.build(clinician, now)


def told(clinician, now=NOW):
    """What the list says, in its order, with what its filters go by; without how far she has read."""
    with rls.acting_as(rls.CLINICIAN, clinician.pk):
        everybody = caseload.build(clinician, now)
        rows = everybody.rows_of(everybody.standings, now)
    standings = [replace(each, who=replace(each.who, read_until=None)) for each in everybody.standings]
    return standings, rows, everybody.phases


def told_anew(clinician):
    finished.forget()
    return told(clinician)


@pytest.fixture
def robin(patient, clinician, stranger):
    """`patient`, with something in every table that the list rests on, and another patient of `clinician`."""
    finished.forget()
    people.make_link(people.make_patient(chosen_name="Sam"), clinician)
    people.make_episode(patient)
    for back in (0, 2, 20):
        at = NOW - timedelta(days=back, hours=3)
        people.make_entry(patient, days_ago(back), updated_at=at, recorded_at=at)
    make_flag(patient), make_flag(patient, rule="sleep_low")
    people.make_response(patient, days_ago=30), people.make_response(patient, days_ago=3)
    first = patient.entries.order_by("date")[0]
    EntryReview.objects.create(patient=patient, entry=first, clinician=stranger, entry_updated_at=first.updated_at)
    return patient


def rate(patient, **ratings):
    patient.entries.filter(date=days_ago(2)).update(ratings=ratings)


def say_in_error(patient, clinician):
    entry = patient.entries.get(date=days_ago(2))
    arranging.set_error_state(clinician=clinician, entry=entry, holds=True, note="Twice")


def pause(patient, reason="hospital"):
    Pause.objects.create(patient=patient, reason=reason, starts_on=days_ago(1), ends_on=days_ago(-3))


def read_all(patient, clinician):
    mark_reviewed(clinician=clinician, entries=patient.entries.all(), seen_until=timezone.now())


def share(patient, **fields):
    ConsentRecord.objects.filter(patient=patient).update(**fields)


# By the table that it is a change of: what is done to `patient`, or by `clinician`.
CHANGES = [
    (Patient, "a name", lambda robin, kim: Patient.objects.filter(pk=robin.pk).update(chosen_name="R.")),
    (Patient, "a time zone", lambda robin, kim: Patient.objects.filter(pk=robin.pk).update(time_zone="Etc/GMT-14")),
    (Entry, "a day more", lambda robin, kim: people.make_entry(robin, days_ago(1))),
    (Entry, "an edit", lambda robin, kim: rate(robin, craving=1)),
    (Entry, "a day less", lambda robin, kim: robin.entries.filter(date=days_ago(0)).delete()),
    (Episode, "another last use", lambda robin, kim: Episode.objects.filter(patient=robin).update(day0=days_ago(30))),
    (Pause, "a pause", lambda robin, kim: pause(robin)),
    (Flag, "a flag", lambda robin, kim: make_flag(robin, severity="urgent", rule="chest_pain")),
    (Flag, "a flag that somebody saw", lambda robin, kim: Flag.objects.filter(patient=robin).update(state="closed")),
    (Response, "a questionnaire", lambda robin, kim: people.make_response(robin, scores=2)),
    (EntryReview, "a reading", lambda robin, kim: read_all(robin, kim)),
    (EnteredInError, "an entry made in error", lambda robin, kim: say_in_error(robin, kim)),
    (
        ReviewPlan,
        "a plan",
        lambda robin, kim: arranging.plan_reviews(clinician=kim, patient=robin, every_days=7, today=days_ago(0)),
    ),
    (None, "less shared", lambda robin, kim: share(robin, scope=["use"])),
    (None, "a consent that ran out", lambda robin, kim: share(robin, expires_on=days_ago(2))),
    (None, "a link that ended", lambda robin, kim: CareLink.objects.filter(patient=robin).update(ended_at=NOW)),
    (None, "an older link", lambda robin, kim: CareLink.objects.update(started_at=NOW - timedelta(days=90))),
    (None, "one patient more", lambda robin, kim: people.make_link(people.make_patient(), kim)),
    (None, "another name of a phase", lambda robin, kim: Phase.objects.update(name="Renamed")),
    (None, "another name of a question", lambda robin, kim: Symptom.objects.update(label="Asked")),
]


@pytest.mark.parametrize(("table", "what", "change"), CHANGES, ids=[what for _, what, _ in CHANGES])
def test_each_change_is_in_the_next_look(robin, clinician, table, what, change):
    before = told(clinician)
    assert told(clinician) == before
    change(robin, clinician)
    after = told(clinician)
    assert after != before
    assert after == told_anew(clinician)


def listed_tables() -> set[str]:
    return {model._meta.db_table for model, rules in rls.patient_models().items() if rules.is_listed}


def test_there_is_a_change_for_every_listed_table():
    assert {table._meta.db_table for table, *_ in CHANGES if table} == listed_tables()


def tables_in(plan) -> set[str]:
    """The tables that the plan of a statement touches."""
    if isinstance(plan, list):
        return set().union(*map(tables_in, plan))
    if not isinstance(plan, dict):
        return set()
    return {plan["Relation Name"]} if "Relation Name" in plan else set().union(*map(tables_in, plan.values()))


def plan_of(statement, given) -> list:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", given)
        return cursor.fetchone()[0]


@pytest.fixture
def statements(robin, clinician):
    """What the list asks the database when nothing is kept."""
    asked = []

    def listen(execute, statement, given, *more):
        asked.append((statement, given))
        return execute(statement, given, *more)

    with connection.execute_wrapper(listen):
        told_anew(clinician)
    return [(words, given) for words, given in asked if words.split()[0] in ("SELECT", "WITH")]


def test_every_table_that_is_read_for_it_is_listed(statements, clinician):
    """But for what each look asks for again (`reading.ASK`), and how far she has read, which changes no answer."""
    with rls.acting_as(rls.CLINICIAN, clinician.pk):
        read = tables_in([plan_of(*each) for each in statements])
        asked_again = tables_in(plan_of(ASK, {}))
    assert listed_tables() <= read
    assert read - asked_again - listed_tables() == {ReadUntil._meta.db_table}


def test_how_far_she_has_read_changes_no_answer(robin, clinician):
    before = told_anew(clinician)
    for until in (NOW - timedelta(days=400), NOW - timedelta(days=40), NOW - timedelta(days=3)):
        ReadUntil.objects.filter(clinician=clinician).update(until=until)
        assert told_anew(clinician) == before


def test_only_of_whom_something_changed_is_read_again(robin, clinician):
    before = built(clinician).known
    rate(robin, craving=2)
    after = built(clinician).known
    assert {key for key in before if after[key] is not before[key]} == {robin.pk} < set(before)


def test_while_nothing_changes_one_query_is_enough(robin, clinician, django_assert_num_queries):
    before = built(clinician)
    with rls.acting_as(rls.CLINICIAN, clinician.pk):
        before.rows_of(before.standings, NOW)
        with django_assert_num_queries(1):
            assert caseload.build(clinician, NOW) is before
            before.rows_of(before.standings, NOW)


def test_nobody_meets_what_was_kept_for_another(robin, clinician, stranger, other_patient):
    told(clinician)
    assert {standing.name for standing in told(stranger)[0]} == {"Alex"}


def test_what_another_role_may_see_is_not_kept_for_hers(robin, clinician):
    share(robin, scope=["use"])  # a flag needs more
    with rls.acting_as(rls.SERVICE, clinician.pk):
        assert caseload.build(clinician, NOW).known[robin.pk].flags
    assert not built(clinician).known[robin.pk].flags


def test_what_a_colleague_read_counts_as_soon_as_they_share_a_team(robin, clinician, stranger):
    def unread():
        return {standing.name: standing.unread for standing in told(clinician)[0]}["Robin"]

    for entry in robin.entries.all():
        EntryReview.objects.get_or_create(
            patient=robin, entry=entry, clinician=stranger, entry_updated_at=entry.updated_at
        )
    assert unread() == 2
    people.make_team(clinician, stranger)
    assert unread() == 0


@pytest.mark.parametrize(("setting", "before"), [("app.caseload", "{0}"), ("app.shared", "{}")])
def test_what_was_remembered_a_moment_before_she_shared_holds_for_that_look_alone(robin, clinician, setting, before):
    whole = told_anew(clinician)
    finished.forget()
    with rls.acting_as(rls.CLINICIAN, clinician.pk), connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [setting, before])  # as `rls.remember` does
        assert list(caseload.build(clinician, NOW).standings) != whole[0]
    assert told(clinician) == whole


def test_a_change_that_began_before_another_and_was_committed_after_it_counts(robin, clinician):
    before = built(clinician)
    Change.objects.create(pk=-1, patient=robin, at=NOW - timedelta(hours=1))
    assert built(clinician).known[robin.pk] is not before.known[robin.pk]


def test_what_was_never_committed_is_in_nobodys_list(robin, clinician):
    before = told(clinician)
    with suppress(ZeroDivisionError), transaction.atomic():
        rate(robin, craving=0)
        assert told(clinician) != before
        _ = 1 / 0
    assert told(clinician) == before


def test_it_is_read_anew_every_quarter_of_an_hour(robin, clinician):
    start = NOW - timedelta(seconds=NOW.timestamp() % QUARTER)
    kept = built(clinician, start)
    assert built(clinician, start + timedelta(minutes=14, seconds=59)) is kept
    assert built(clinician, start + timedelta(minutes=15)) is not kept


def test_ages_go_on_while_it_is_kept(robin, clinician):
    kept = built(clinician)
    with rls.acting_as(rls.CLINICIAN, clinician.pk):
        rows = [kept.rows_of(kept.standings, NOW + timedelta(hours=hours))[0] for hours in (1, 6)]
    assert ">2 h<" in rows[0] and ">7 h<" in rows[1]


def test_a_change_shows_when_it_is_committed_and_not_before(committed, robin, clinician):
    before, has_written, may_commit = told(clinician), Event(), Event()

    def write():
        with transaction.atomic():
            rate(robin, craving=0)
            has_written.set()
            told(clinician)  # what she would see inside is kept, too
            may_commit.wait(30)
        connection.close()

    with ThreadPoolExecutor(1) as phone:
        saved = phone.submit(write)
        has_written.wait(30)
        during = told(clinician)
        may_commit.set()
        saved.result()
    assert during == before != told(clinician) == told_anew(clinician)


def end_membership(kim, ended_at):
    Membership.objects.filter(clinician=kim).update(ended_at=ended_at)


def end_link(kim, ended_at):
    CareLink.objects.exclude(team=None).update(ended_at=ended_at)


def close_account(kim, ended_at):
    User.objects.filter(pk=kim.pk).update(is_active=not ended_at)


@pytest.mark.parametrize("end", [end_membership, end_link, close_account])
def test_of_access_that_ended_during_a_look_and_began_again_nothing_half_is_kept(committed, robin, clinician, end):
    team = people.make_team(clinician)
    people.make_link(people.make_patient(chosen_name="Ada"), team)
    finished.forget()

    def listen(execute, statement, *more):
        told_what = execute(statement, *more)
        if statement == ASK:
            on_another_connection(end, clinician, timezone.now())
        return told_what

    with connection.execute_wrapper(listen):
        torn = told(clinician)
    end(clinician, None)
    assert torn != told(clinician) == told_anew(clinician)


def on_another_connection(act, *given):
    def acting():
        try:
            act(*given)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        other.submit(acting).result()


def test_everything_that_access_rests_on_is_asked_for_each_time():
    named = set(re.findall(r"accounts_[a-z]+", " ".join(FUNCTIONS)))
    names_only = {"accounts_clinician", "accounts_team"}  # their words are in what is asked
    assert {table._meta.db_table for table in ACCESS} | names_only | {"accounts_user"} == named


def test_whoever_writes_while_others_look_is_in_the_next_look(committed, robin, clinician):
    def write(number):
        rate(robin, craving=number % 11)
        connection.close()

    def look(_):
        told(clinician)
        connection.close()

    with ThreadPoolExecutor(4) as many:
        for round_ in range(5):
            list(many.map(lambda number: (look if number % 2 else write)(number), range(round_, round_ + 12)))
            assert told(clinician) == told_anew(clinician)
