"""What an administrator can and can't put into the catalogue."""

import pytest

from journal.models import Symptom, Tag

NEW = {"code": "itching", "label": "Itching", "prompt": "How itchy?", "scale": "nrs10", "minimum": "0", "maximum": "10",
       "group": "body", "position": "300", "cadence": "daily", "active": "on", "choices": "[]", "sources": "[]",
       "codings": "[]", "version": "1"}  # fmt: skip


def add(client, **fields):
    return client.post("/admin/journal/symptom/add/", NEW | fields)


def test_a_new_question_is_kept_with_the_hand_that_made_it(as_administrator):
    assert add(as_administrator).status_code == 302
    assert Symptom.objects.get(code="itching").edited_on is not None


@pytest.mark.parametrize(
    "fields",
    [{"code": "note"}, {"code": "save_id"}, {"code": "after"}, {"code": "elements"}, {"red_flag": "on"},
     {"scale": "multi"}, {"scale": "ord4"}, {"minimum": "1"}, {"maximum": "100"}, {"maximum": "9.5"},
     {"scale": "count", "minimum": "-3"}, {"scale": "ord4", "choices": '["a", "b", "c"]', "maximum": "1"}],
)  # fmt: skip
def test_what_could_not_be_asked_or_heard_is_refused(as_administrator, fields):
    assert add(as_administrator, **fields).status_code == 200
    assert not Symptom.objects.filter(code=fields.get("code", "itching")).exists()


@pytest.mark.parametrize(
    "choices", ['"abc"', '{"a": 1}', "[1, 2]", '[["a"]]', '[""]', '["a", " A"]', '["None", "a"]', '["skip", "a"]']
)
@pytest.mark.parametrize("scale", ["multi", "ord4"])
def test_words_that_could_not_be_told_apart_are_refused(as_administrator, scale, choices):
    answer = add(as_administrator, scale=scale, choices=choices)
    assert "a list of different words" in answer.content.decode()


@pytest.mark.parametrize("name", ["choices", "sources", "codings"])
def test_an_emptied_box_is_an_empty_list(as_administrator, name):
    assert add(as_administrator, **{name: ""}).status_code == 302
    assert getattr(Symptom.objects.get(code="itching"), name) == []


def test_all_that_ships_could_be_asked_and_heard(db):
    for symptom in Symptom.objects.all():
        symptom.full_clean()


def test_a_tag_keeps_its_code_and_can_be_put_to_rest(as_administrator):
    tag = Tag.objects.first()
    form = {"code": "other", "kind": tag.kind, "group": tag.group, "label": "Other words", "position": "1"}
    form["version"] = "1"
    assert as_administrator.post(f"/admin/journal/tag/{tag.pk}/change/", form).status_code == 302
    code = tag.code
    tag.refresh_from_db()
    assert (tag.code, tag.label, tag.active) == (code, "Other words", False)


def test_nobody_but_an_administrator_edits_the_catalogue(as_clinician, as_stranger, as_patient):
    for client in (as_clinician, as_stranger, as_patient):
        assert add(client).status_code in (302, 403, 404)
    assert not Symptom.objects.filter(code="itching").exists()
