"""The database notes that something changed, for lists that are kept in memory."""

from datetime import timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from accounts import privacy, rls
from accounts.models import Change, Patient
from accounts.models.change import OF_CASELOAD
from journal.models import Entry
from tests.people import make_entry


def noted(who):
    return Change.objects.filter(patient=who).count()


def test_each_write_to_a_listed_table_is_noted_once_and_for_its_patient_only(patient, other_patient):
    before, others = noted(patient), noted(other_patient)
    entry = make_entry(patient)
    Entry.objects.filter(pk=entry.pk).update(late=True)
    Patient.objects.filter(pk=patient.pk).update(chosen_name="Robin R.")
    rls_rows = privacy.rows_of(Entry, patient)
    rls_rows._raw_delete("default")
    assert (noted(patient) - before, noted(other_patient) - others) == (4, 0)


def test_many_rows_of_one_statement_are_one_note_a_patient(patient, other_patient):
    for person in (patient, other_patient):
        make_entry(person)
        make_entry(person, timezone.now().date() - timedelta(days=3))
    before = Change.objects.count()
    Entry.objects.update(late=True)
    assert Change.objects.count() == before + 2


def test_a_change_that_is_taken_back_leaves_no_note(patient):
    before = noted(patient)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_entry(patient)
        _ = 1 / 0
    assert noted(patient) == before


def marks_as(clinician):
    with rls.acting_as(rls.CLINICIAN, clinician.pk), connection.cursor() as cursor:
        cursor.execute(f"SELECT {OF_CASELOAD}")
        return cursor.fetchone()[0]


def test_a_clinician_reads_another_mark_of_whom_something_changed(patient, other_patient, clinician, stranger):
    make_entry(patient), make_entry(other_patient)
    before = marks_as(clinician), marks_as(stranger)
    Entry.objects.filter(patient=patient).update(late=True)
    after = marks_as(clinician), marks_as(stranger)
    assert [set(marks) for marks in before] == [{str(patient.pk)}, {str(other_patient.pk)}]
    assert before[0] != after[0] and before[1] == after[1]


@pytest.mark.parametrize("command", ["run_daily", "raise_flags"])
def test_old_notes_count_for_nothing_and_are_thrown_away(patient, clinician, command):
    Change.objects.all().delete()
    now = timezone.now()
    for hours in (1, 3):
        Change.objects.create(patient=patient, at=now - timedelta(hours=hours))
    before = marks_as(clinician)
    call_command(command, stdout=StringIO())
    assert Change.objects.count() == 1
    assert marks_as(clinician) == before != {}


def test_whoever_goes_back_to_an_earlier_version_leaves_no_trigger(db):
    migration = import_module("accounts.migrations.0008_notes_of_changes")
    with connection.cursor() as cursor:
        cursor.execute(migration.NO_TRIGGERS)
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'rt_note_%'")
        assert cursor.fetchone() == (0,)


def test_without_the_usual_schemas_at_hand_a_change_is_noted_all_the_same(patient):
    make_entry(patient)
    before = noted(patient)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = ''")  # as a restore sets it
        cursor.execute("UPDATE public.accounts_patient SET country = 'GB' WHERE user_id = %s", [patient.pk])
        cursor.execute("SET LOCAL search_path = DEFAULT")
    assert noted(patient) == before + 1


def test_every_listed_table_has_its_triggers_and_no_other_one(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'rt_note_%'")
        found = [table for (table,) in cursor.fetchall()]
    listed = {model._meta.db_table: rules for model, rules in rls.patient_models().items() if rules.is_listed}
    assert {table: found.count(table) for table in found} == {
        table: 1 if rules.key == "user_id" else 3 for table, rules in listed.items()
    }
