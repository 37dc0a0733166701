"""The catalogue is kept in memory, and is read again the moment a row changes, whoever changes it."""

import pytest
from django.db import connection

from journal.catalogue import catalogue
from journal.models import Symptom, Tag

pytestmark = pytest.mark.django_db


def labels():
    return {symptom.code: symptom.label for symptom in catalogue().symptoms}


def test_it_is_read_once_while_nothing_changes(django_assert_num_queries):
    catalogue()
    with django_assert_num_queries(1):
        catalogue()


def test_a_new_symptom_is_there_at_once():
    catalogue()
    Symptom.objects.create(code="itching", label="Itching", prompt="How itchy?", scale="nrs10", group="body")
    assert labels()["itching"] == "Itching"


def test_a_change_past_the_models_is_seen():
    catalogue()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_symptom SET label = 'Other words' WHERE code = 'craving'")
    assert labels()["craving"] == "Other words"


def test_a_tag_taken_out_is_gone():
    gone = catalogue().tags[0].code
    Tag.objects.get(code=gone).delete()
    assert gone not in {tag.code for tag in catalogue().tags}


def test_what_was_rolled_back_leaves_no_trace():
    before = labels()
    point = connection.savepoint()
    Symptom.objects.filter(code="craving").update(label="Not meant")
    assert labels() != before
    connection.savepoint_rollback(point)
    assert labels() == before
