"""Notes are ciphertext in the database, and never on a page."""

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection

from accounts.encrypted import WrongNotesKey, seal, unseal
from journal.models import Entry
from tests.people import make_entry

SECRET = "Walked by the sea"


def stored(table="journal_entry"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT note FROM {table}")  # noqa: S608
        return [note for (note,) in cursor.fetchall()]


def test_a_note_is_ciphertext_in_the_table_and_in_its_history(patient):
    make_entry(patient, note=SECRET)
    for note in stored() + stored("journal_entryevent"):
        assert note.startswith("gAAAA")
        assert SECRET not in note


def test_it_reads_as_it_was_written(patient):
    entry = make_entry(patient, note=SECRET)
    assert Entry.objects.get(pk=entry.pk).note == SECRET


def test_no_note_stays_no_note(patient):
    make_entry(patient, note="")
    assert stored() == [""]


def test_a_wrong_key_is_a_clear_error_and_never_ciphertext(patient, settings):
    make_entry(patient, note=SECRET)
    settings.NOTES_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(WrongNotesKey, match="isn't the one"):
        list(Entry.objects.all())


def test_a_page_with_a_wrong_key_says_what_is_wrong(as_patient, patient, settings):
    entry = make_entry(patient, note=SECRET)
    settings.NOTES_KEYS = [Fernet.generate_key().decode()]
    answer = as_patient.get(f"/journal/{entry.date}/")
    assert answer.status_code == 503
    assert "gAAAA" not in answer.content.decode()


def test_a_tampered_note_is_refused():
    token = seal(SECRET)
    with pytest.raises(WrongNotesKey):
        unseal(token[:-2] + "AA")


def test_notes_can_not_be_searched_in_the_database(patient):
    with pytest.raises(FieldError):
        Entry.objects.filter(note="x").exists()


def test_a_new_key_takes_over_from_the_old_one(patient, settings):
    make_entry(patient, note=SECRET)
    old, new = settings.NOTES_KEYS, Fernet.generate_key().decode()
    settings.NOTES_KEYS = [new, *old]
    call_command("rotate_notes_key", verbosity=0)
    settings.NOTES_KEYS = [new]
    assert Entry.objects.get().note == SECRET
    assert [event.note for event in Entry.objects.get().history.all()] == [SECRET]
