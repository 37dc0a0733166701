"""What was confirmed must survive: the check that refuses a database that answers too early."""

import pytest
from django.db import connection
from django.db.utils import ConnectionHandler

from recovery_tracker import database, preflight
from recovery_tracker.checks import durable, modest_login, notes_keys, roles_exist
from recovery_tracker.embedded import running
from tests import people


@pytest.mark.django_db
@pytest.mark.parametrize("name", preflight.DURABLE)
def test_each_switch_that_is_off_is_named(name):
    # The suite's own server has them all off, to be quick.
    assert name in preflight.durability(connection)
    assert name in durable(None, ["default"])[0].msg


@pytest.mark.django_db
def test_our_own_server_is_durable_as_it_comes(tmp_path):
    with running(tmp_path) as server:
        given = {"ENGINE": "django.db.backends.postgresql", **database.parse_url(server.url("postgres", "postgres"))}
        ours = ConnectionHandler({"default": given})["default"]
        assert preflight.durability(ours) == ""
        with ours.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
        assert "synchronous_commit is off" in preflight.durability(ours)
        ours.close()


def test_missing_roles_are_told(db):
    assert roles_exist(None, ["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute("ALTER ROLE rt_service RENAME TO rt_gone")
    assert "rt_service" in roles_exist(None, ["default"])[0].msg


def test_a_superusers_login_is_told(db):
    assert "superuser" in modest_login(None, ["default"])[0].msg


def test_a_note_written_with_another_key_is_told(patient, settings):
    people.make_entry(patient, note="slept badly")
    assert preflight.notes_key(connection) == ""
    settings.NOTES_KEYS = ["MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="]
    assert "the notes key" in preflight.notes_key(connection)


def test_a_notes_key_that_is_none_is_told(settings):
    settings.NOTES_KEYS = ["not a key"]
    assert notes_keys(None)[0].id == "recovery_tracker.E001"
