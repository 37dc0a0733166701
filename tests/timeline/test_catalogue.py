"""The phases that ship, and how they reach the database."""

import json
import re

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from clinical.phases import DEFAULT_PHASES, validate_phases
from timeline import catalogue
from timeline.models import Phase

pytestmark = pytest.mark.django_db
MOST_WORDS = 20


def test_they_are_the_clinical_defaults():
    assert tuple(phase.rule for phase in Phase.objects.all()) == DEFAULT_PHASES


def test_loading_again_changes_nothing():
    assert catalogue.load() == 0
    assert Phase.objects.count() == 3


def test_missing_rows_come_back():
    Phase.objects.all().delete()
    assert catalogue.load() == 3
    assert validate_phases(phase.rule for phase in Phase.objects.all()) == []


def test_a_newer_version_updates_what_nobody_edited(monkeypatch, tmp_path):
    rows = [row | {"version": 2, "evidence": "Newer."} for row in json.loads(catalogue.FILE.read_text())]
    newer = tmp_path / "phases.json"
    newer.write_text(json.dumps(rows))
    monkeypatch.setattr(catalogue, "FILE", newer)
    Phase.objects.filter(code="acute").update(edited_on=timezone.now(), evidence="Ours.")
    assert catalogue.load() == 2
    assert sorted(Phase.objects.values_list("evidence", flat=True)) == ["Newer.", "Newer.", "Ours."]


def test_rows_that_do_not_fit_together_are_refused_and_change_nothing():
    Phase.objects.filter(code="paws").delete()
    Phase.objects.filter(code="subacute").update(end_day=20, edited_on=timezone.now())
    with pytest.raises(ValueError, match="No phase covers days 21 to 28"):
        catalogue.load()
    assert not Phase.objects.filter(code="paws").exists()


def test_the_database_itself_refuses_shared_days():
    with pytest.raises(IntegrityError, match="no_shared_days"), transaction.atomic():
        Phase.objects.filter(code="acute").update(end_day=9)
        check_now()


def check_now():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("row", catalogue.shipped_rows(), ids=lambda row: row["code"])
def test_what_patients_read_is_in_short_sentences(row):
    text = "\n".join(row[name] for name in ("expect", "helps", "seek_help", "evidence"))
    for sentence in re.split(r"[.?!]\s", text):
        assert len(sentence.split()) <= MOST_WORDS, sentence


def test_every_phase_says_how_sure_anyone_is_and_from_where():
    for row in catalogue.shipped_rows():
        assert row["evidence"] and row["source"] and row["expect"] and row["helps"] and row["seek_help"]
