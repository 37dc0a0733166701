"""Our own codes, as they are published."""

import json

import pytest

from journal.models import Symptom
from recovery_tracker.management.commands.write_code_systems import FOLDER, text_of
from tests.timeline.copies import bundle, one_of_everything
from timeline.fhir.checking import model_of
from timeline.fhir.code_systems import NAMES, code_system


@pytest.mark.parametrize("name", NAMES)
def test_what_is_published_is_what_there_is(name):
    # After a new question: manage.py write_code_systems
    assert (FOLDER / f"CodeSystem-{name}.json").read_text() == text_of(name)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_fhir_and_says_nothing_twice(name):
    read = model_of("CodeSystem").model_validate(code_system(name))
    codes = [each.code for each in read.concept]
    assert read.count == len(codes) == len(set(codes))


def test_every_question_is_in_it(db):
    codes = {each["code"] for each in code_system("kr-items")["concept"]}
    assert set(Symptom.objects.values_list("code", flat=True)) <= codes


def test_every_code_of_ours_in_a_bundle_is_published(patient):
    one_of_everything(patient)
    ours = json.dumps(bundle(patient)).split('"system": "https://example.org/fhir/CodeSystem/kr-items", "code": "')[1:]
    published = {each["code"] for each in code_system("kr-items")["concept"]}
    assert len(ours) > 8 and {part.split('"')[0] for part in ours} <= published
