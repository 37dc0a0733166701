"""`manage.py seed`: invented people by the hundred, and never among real ones."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import CareLink, User
from flags.models import Flag
from journal.models import Entry
from recovery_tracker import seed
from tests import people

SMALL = {"patients": 6, "days": 30, "flags": 20, "caseload": 4}


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def test_it_refuses_outside_a_demo(db):
    with pytest.raises(CommandError, match="belong in the database of a demo"):
        call_command("seed", **SMALL)


def test_it_refuses_a_database_with_real_people(db, settings):
    people.make_user()
    settings.DEMO = True
    with pytest.raises(CommandError, match="real people"):
        call_command("seed", **SMALL)


def test_it_writes_as_many_as_were_asked_for(db, demo, capsys):
    call_command("seed", **SMALL)
    assert CareLink.objects.filter(clinician__user__username="seed-clinician").count() == 4
    assert Flag.objects.standing().count() == 20
    assert 100 < Entry.objects.count() <= 180
    assert Entry.history.rel.related_model.objects.count() == Entry.objects.count()
    assert "Log in as seed-clinician" in capsys.readouterr().out


def test_everybody_belongs_to_the_demo(db, demo):
    call_command("seed", **SMALL)
    assert not User.objects.filter(is_demo=False).exists()


def test_again_it_changes_nothing(db, demo, capsys):
    for _ in range(2):
        call_command("seed", **SMALL)
    assert "stay as they are" in capsys.readouterr().out
    assert User.objects.count() == 8


def test_what_is_written_afterwards_is_kept_again(db, demo):
    call_command("seed", **SMALL)
    entry = Entry.objects.first()
    entry.late = True
    entry.save()
    assert entry.history.count() == 2
    assert seed.is_there(seed.Shape())
