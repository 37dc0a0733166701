"""All she wrote as JSON: a shape that is written down, true types, hers only."""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.urls import reverse

from accounts.models import AccessLog
from journal.exporting import FORMAT, diary_document
from journal.models import Entry, Episode, OwnTag, Pause, Symptom, Urge, UseEvent
from tests.people import make_entry, make_episode

FIRST, SECOND = date(2026, 3, 1), date(2026, 3, 2)
NOON = datetime.combine(FIRST, time(12), UTC)
PARTS = ["format", "time_zone", "symptoms", "tags", "entries", "urges", "use_events", "episodes", "pauses"]
PARTS += ["questionnaires", "responses"]


def exported(client) -> dict:
    return json.loads(client.get(reverse("diary_export_json")).content)


def test_it_has_the_shape_that_is_written_down(as_patient):
    told = exported(as_patient)
    assert list(told) == PARTS and told["format"] == FORMAT == "recovery-tracker-diary/1"
    described = (Path(__file__).parents[2] / "docs/formats.md").read_text()
    assert not [part for part in [*PARTS, FORMAT] if f"`{part}`" not in described]


def test_answers_keep_their_types(as_patient, patient):
    ratings = {"craving": 0, "low_mood": None, "sleep_hours": 6.5, "used_ketamine": False, "used_other": ["Alcohol"]}
    make_entry(patient, FIRST, ratings=ratings)
    assert exported(as_patient)["entries"][0]["ratings"] == ratings


def test_an_entry_tells_all_of_its_day_and_the_oldest_comes_first(as_patient, patient):
    tag = OwnTag.objects.create(patient=patient, kind="coping", label="Piano 🎹")
    make_entry(patient, SECOND, same_as=FIRST, late=True, triggers=["payday"], coping=[tag.code], note="=1\n“ü”")
    make_entry(patient, FIRST, source="import")
    first, second = exported(as_patient)["entries"]
    assert (first["date"], first["source"], second["date"], second["same_as"]) == (
        "2026-03-01", "import", "2026-03-02", "2026-03-01",
    )  # fmt: skip
    assert (second["triggers"], second["coping"], second["note"]) == (["payday"], [tag.code], "=1\n“ü”")
    assert second["late"] is True and second["revision"] == 1 and second["recorded_at"].endswith("Z")


def test_it_explains_the_questions_that_were_answered_and_no_others(as_patient, patient):
    make_entry(patient, FIRST, ratings={"motivation": 3, "used_other": []})
    used, motivation = exported(as_patient)["symptoms"]
    assert (used["code"], used["choices"][0], used["scale"]) == ("used_other", "Alcohol", "multi")
    assert (motivation["direction"], motivation["maximum"]) == ("higher is better", 10)
    assert motivation["prompt"] == Symptom.objects.get(code="motivation").prompt


def test_it_explains_the_words_that_were_tapped_also_hidden_ones(as_patient, patient):
    tag = OwnTag.objects.create(patient=patient, kind="coping", label="Piano", hidden_at=NOON)
    OwnTag.objects.create(patient=patient, kind="coping", label="Unused")
    make_entry(patient, FIRST, triggers=["payday"])
    Urge.objects.create(patient=patient, before=7, strategies=[tag.code])
    assert exported(as_patient)["tags"] == [
        {"code": "payday", "kind": "trigger", "label": "Payday", "own": False},
        {"code": tag.code, "kind": "coping", "label": "Piano", "own": True},
    ]


def test_urges_use_episodes_and_pauses_belong_to_it(as_patient, patient):
    Urge.objects.create(patient=patient, at=NOON, before=7, after=3, minutes=15, tool="delay", strategies=["walk"])
    UseEvent.objects.create(patient=patient, date=FIRST, restarts_count=False)
    make_episode(patient, day0=FIRST)
    Pause.objects.create(patient=patient, reason="hospital", starts_on=FIRST, ends_on=SECOND)
    told = exported(as_patient)
    assert told["urges"][0] | {"ended_at": 0} == {
        "at": "2026-03-01T12:00:00Z", "before": 7, "tool": "delay", "strategies": ["walk"], "after": 3, "minutes": 15,
        "ended_at": 0,
    }  # fmt: skip
    assert (told["use_events"][0]["date"], told["use_events"][0]["restarts_count"]) == ("2026-03-01", False)
    assert (told["episodes"][0]["day0"], told["episodes"][0]["precision"]) == ("2026-03-01", "exact")
    assert (told["pauses"][0]["reason"], told["pauses"][0]["ends_on"]) == ("hospital", "2026-03-02")


def test_it_holds_nothing_of_anybody_else(patient, other_patient):
    tag = OwnTag.objects.create(patient=other_patient, kind="coping", label="theirs")
    make_entry(other_patient, FIRST, note="theirs", coping=[tag.code])
    Urge.objects.create(patient=other_patient, before=5)
    UseEvent.objects.create(patient=other_patient, date=FIRST)
    make_episode(other_patient)
    Pause.objects.create(patient=other_patient, reason="not_now", starts_on=FIRST, ends_on=FIRST)
    told = diary_document(patient)  # where no role hides what a filter forgets
    assert not any(part for part in told.values() if isinstance(part, list))


def test_it_is_a_file_with_a_neutral_name_that_nobody_keeps(as_patient):
    answer = as_patient.get(reverse("diary_export_json"))
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"] == 'attachment; filename="journal.json"'
    assert "no-store" in answer["Cache-Control"]


def test_taking_it_out_is_logged(as_patient, patient):
    exported(as_patient)
    log = AccessLog.objects.get(patient=patient)
    assert (log.actor_id, log.what) == (patient.pk, AccessLog.What.EXPORT)


@pytest.mark.parametrize("name", ["diary_export", "diary_export_json", "diary_export_fhir"])
def test_its_statements_do_not_grow_with_the_days(as_patient, patient, count_queries, name):
    tag = OwnTag.objects.create(patient=patient, kind="coping", label="Piano")
    make_entry(patient, FIRST, coping=[tag.code])
    few = count_queries(lambda: as_patient.get(reverse(name)))
    days = [date(2020, 1, day) for day in range(1, 32)]
    Entry.objects.bulk_create(Entry(patient=patient, date=day, coping=[tag.code, "walk"]) for day in days)
    UseEvent.objects.bulk_create(UseEvent(patient=patient, date=day) for day in days)
    Urge.objects.bulk_create(Urge(patient=patient, before=5) for _ in days)
    Episode.objects.bulk_create(Episode(patient=patient, day0=day, ended_on=day) for day in days)
    assert count_queries(lambda: as_patient.get(reverse(name))) == few


@pytest.mark.parametrize("page", ["more", "privacy"])
@pytest.mark.parametrize("name", ["diary_export", "diary_export_json", "diary_export_fhir"])
def test_pages_lead_to_all_files(as_patient, page, name):
    assert reverse(name) in as_patient.get(reverse(page)).content.decode()
