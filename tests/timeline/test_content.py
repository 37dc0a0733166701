"""Phases and what is described in them are kept in memory, and read again the moment a row changes, whoever does it."""

from threading import Thread

import pytest
from django.db import connection, transaction

from clinical.phases import DEFAULT_PHASES
from journal import catalogue
from journal.models import Symptom
from timeline.content import STAMP, content
from timeline.models import Phase, PhaseExpectation

IN_MEMORY = pytest.mark.django_db


def level():
    return content().level("acute", "craving")


def rename(words):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE timeline_phase SET name = %s WHERE code = 'acute'", [words])


@IN_MEMORY
def test_it_is_read_once_while_nothing_changes(django_assert_num_queries):
    content()
    with django_assert_num_queries(1):
        content()


@IN_MEMORY
def test_one_statement_asks_whether_it_or_the_catalogue_changed(django_assert_num_queries):
    content(), catalogue.catalogue()
    with django_assert_num_queries(1), connection.cursor() as cursor:
        cursor.execute(f"SELECT {catalogue.STAMP}, {STAMP}")
        asked, described = cursor.fetchone()
        assert catalogue.catalogue(asked).symptoms and content(described).phases


@IN_MEMORY
def test_a_new_expectation_is_there_at_once():
    content()
    symptom = Symptom.objects.create(code="itching", label="Itching", prompt="How itchy?", scale="nrs10", group="body")
    PhaseExpectation.objects.create(phase=Phase.objects.first(), symptom=symptom, level="easing", source="A study")
    assert content().sentence(content().rules[0], symptom) == "For many people this eases in the first week."


@IN_MEMORY
def test_a_change_past_the_models_is_seen():
    content()
    rename("First ten days")
    assert content().phases[0].name == "First ten days"


@IN_MEMORY
def test_each_of_two_changes_in_one_transaction_is_seen():
    for words in ("First ten days", "Days at first"):
        rename(words)
        assert content().phases[0].name == words


@IN_MEMORY
def test_an_expectation_taken_out_is_gone():
    assert level() == "peak"
    PhaseExpectation.objects.filter(phase__code="acute", symptom__code="craving").delete()
    assert level() == "not_described"


@IN_MEMORY
def test_what_was_rolled_back_leaves_no_trace():
    before = content()
    point = connection.savepoint()
    PhaseExpectation.objects.update(level="possible")
    assert level() == "possible"
    connection.savepoint_rollback(point)
    assert content().expectations == before.expectations
    assert level() == "peak"


@IN_MEMORY
def test_rows_that_do_not_fit_together_give_the_phases_that_ship():
    Phase.objects.filter(code="subacute").update(end_day=20)
    assert content().rules == DEFAULT_PHASES


@IN_MEMORY
def test_nobody_can_change_what_is_shared():
    with pytest.raises(TypeError):
        content().expectations["acute", "craving"] = None


def elsewhere(work):
    """Do `work` in another thread, which has a connection of its own."""

    def and_close():
        try:
            work()
        finally:
            connection.close()

    thread = Thread(target=and_close)
    thread.start()
    thread.join()


def test_a_change_from_elsewhere_is_seen_by_the_next_who_asks(committed):
    assert content().phases[0].name == "First week"
    elsewhere(lambda: rename("Days at first"))
    assert content().phases[0].name == "Days at first"


def packed():
    """Every row moves to where a tidy table has it, so that places alone tell nothing."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM FULL timeline_phase")


def test_a_change_is_seen_though_the_table_was_tidied_up_after_it(committed):
    packed()
    content()
    rename("Days at first")
    packed()
    assert {phase.name for phase in content().phases} == {"Days at first", "Weeks 2–4", "After the first month"}


def test_what_somebody_else_has_not_committed_is_theirs_alone(committed):
    with transaction.atomic():
        rename("Not yet")
        theirs, mine = content().phases[0].name, []
        elsewhere(lambda: mine.append(content().phases[0].name))
        assert (theirs, mine) == ("Not yet", ["First week"])
        assert content().phases[0].name == "Not yet"
