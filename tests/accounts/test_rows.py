"""Rows read by a statement of our own are the same as those of the ORM."""

import pytest

from accounts import rls, rows
from accounts.models import Patient
from journal.models import Entry
from tests import people

OF_HER = "SELECT * FROM journal_entry WHERE patient_id = %s ORDER BY date"


def values(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.fixture
def entry(patient):
    return people.make_entry(patient, note="slept badly", ratings={"craving": 6, "sleep_hours": None})


def test_each_value_is_what_the_orm_says(entry, patient):
    assert values(*rows.read(Entry, OF_HER, [patient.pk])) == values(Entry.objects.get(pk=entry.pk))
    herself = "SELECT * FROM accounts_patient WHERE user_id = %s"
    assert values(*rows.read(Patient, herself, [patient.pk])) == values(Patient.objects.get(pk=patient.pk))


def test_the_order_of_the_columns_does_not_matter(entry, patient):
    names = ", ".join(f'"{field.column}"' for field in reversed(Entry._meta.concrete_fields))
    statement = f"SELECT {names}, 1 AS more FROM journal_entry WHERE patient_id = %s"  # noqa: S608  our own names
    found = rows.read(Entry, statement, [patient.pk])
    assert values(*found) == values(Entry.objects.get(pk=entry.pk))


def test_a_row_can_be_changed_and_saved(entry, patient):
    (found,) = rows.read(Entry, OF_HER, [patient.pk])
    found.note = "slept well"
    found.save(update_fields=["note"])
    assert Entry.objects.get(pk=entry.pk).note == "slept well"


def test_nothing_found_is_nothing(patient):
    assert rows.read(Entry, OF_HER, [patient.pk]) == []


def test_the_row_rules_hold(entry, patient, other_patient):
    with rls.acting_as(rls.PATIENT, other_patient.pk):
        assert rows.read(Entry, OF_HER, [patient.pk]) == []
