"""The directory as a file and back: nothing lost, nothing done before it was shown, no way round the second person."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from resources import moving
from resources.models import Change, CrisisLine, Resource
from resources.two_people import Person
from tests.resources.rows import make_resource

pytestmark = pytest.mark.django_db
KIM = Person(1, "kim")
IMPORT = reverse("admin:resources_import")
WRITE = {"csv": moving.to_csv, "json": moving.to_json}


def file_of(*rows) -> str:
    return json.dumps({"rows": list(rows)})


def send(client, text, table="resources", **more):
    given = SimpleUploadedFile("rows.csv", text.encode()) if isinstance(text, str) else text
    return client.post(IMPORT, {"table": table, "file": given, **more})


@pytest.mark.parametrize("form", WRITE)
@pytest.mark.parametrize("table", moving.TABLES)
def test_what_goes_out_comes_back_as_it_was(table, form):
    model = moving.TABLES[table]
    plan = moving.plan(model, WRITE[form](model))
    assert (plan.rows, plan.wrong, plan.same) == ([], [], model.objects.count())


def test_a_file_that_a_spreadsheet_saved_comes_back_as_it_was():
    text = "\ufeff" + moving.to_csv(Resource).replace("\r\n", "\n").replace("\n", "\r\n")
    assert moving.plan(Resource, text).rows == []


def test_nothing_in_a_table_is_worked_out_by_a_spreadsheet():
    make_resource(slug="formula", description="=HYPERLINK(1)", name="-1", note="+49")
    line = next(line for line in csv.DictReader(io.StringIO(moving.to_csv(Resource))) if line["slug"] == "formula")
    assert (line["description"], line["name"], line["note"]) == ("'=HYPERLINK(1)", "'-1", "'+49")
    assert moving.plan(Resource, moving.to_csv(Resource)).rows == []


def test_a_plan_says_what_would_change_and_changes_nothing():
    plan = moving.plan(Resource, file_of({"slug": "frank", "description": "Other."}, {"slug": "release", "note": ""}))
    assert [(each.name, each.after) for each in plan.changed[0].differences] == [("description", "Other.")]
    assert plan.same == 1
    assert Resource.objects.get(slug="frank").description != "Other."


def test_carrying_out_takes_the_check_off_and_holds_against_the_next_load():
    Resource.objects.filter(slug="frank").update(verified_on="2026-01-02", verified_by="Kim")
    moving.carry_out(moving.plan(Resource, file_of({"slug": "frank", "description": "Other."})), KIM)
    frank = Resource.objects.get(slug="frank")
    assert (frank.description, frank.verified_on) == ("Other.", None)
    assert frank.edited_on


def test_a_new_row_can_be_found_at_once():
    row = {"slug": "quokka", "name": "Quokka Centre", "kind": "helpline", "status": "active", "evidence": "C"}
    row |= {"description": "A place.", "url": "https://example.org"}
    moving.carry_out(moving.plan(Resource, file_of(row)), KIM)
    assert Resource.objects.published().get(slug="quokka").search_name == "quokka centre "


def test_a_check_can_not_be_brought_in():
    plan = moving.plan(Resource, file_of({"slug": "frank", "verified_on": "2026-01-02", "verified_by": "Nobody"}))
    assert plan.rows == []


@pytest.mark.parametrize("row, why", [
    ({"slug": "frank", "evidence": "R"}, "unconfirmed"), ({"slug": "frank", "tel": "11"}, "digits of the number"),
    ({"slug": "frank", "kind": "gossip"}, "gossip"), ({"slug": "frank", "countries": "GB\nXX"}, "XX"),
    ({"slug": ""}, "slug of its own"), ({"slug": "new"}, "blank"), ({"slug": "frank", "position": "first"}, "integer"),
    ({"slug": "frank", "self_refer": "maybe"}, "yes, no"), ({"slug": "frank", "url": "javascript:alert(1)"}, "URL"),
])
def test_a_wrong_row_is_named_with_its_place_and_nothing_can_be_done(row, why):
    plan = moving.plan(Resource, file_of(row, {"slug": "release", "note": "Other."}))
    assert plan.wrong[0][0].startswith("1: ")
    assert why in plan.wrong[0][1]
    assert not plan.can_be_done


def test_a_slug_that_is_there_twice_is_wrong():
    assert "twice" in moving.plan(Resource, file_of({"slug": "frank"}, {"slug": "frank"})).wrong[0][1]


@pytest.mark.parametrize("text", [
    "", "nonsense", "{", "[]", '{"rows": 1}', '{"rows": []}', '{"rows": [1]}', "slug,name\nfrank",
    "slug,colour\nfrank,red", "a,b\n1,2", '"',
])
def test_a_file_that_is_none_of_ours_says_what_to_do(text):
    with pytest.raises(moving.Unreadable):
        moving.plan(Resource, text)


CELLS = ['["a"]', '{"a": 1}', "1e400", "1.5", r'"a\u0000b"', r'"\ud800"', '["a", ["b"]]', "[" * 100_000]


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("column", ["slug", "name", "countries", "position"])
def test_json_that_no_column_can_hold_is_answered_in_words(as_administrator, column, cell):
    slug = "" if column == "slug" else '"slug": "new-one", '
    text = f'{{"rows": [{{{slug}"{column}": {cell}}}]}}'
    answer = as_administrator.post(IMPORT, {"table": "resources", "text": text})
    assert answer.status_code in {200, 422} and not Resource.objects.filter(slug="new-one").exists()


def test_what_a_crisis_line_shows_waits_for_a_second_person():
    plan = moving.plan(CrisisLine, file_of({"slug": "gb-samaritans", "number_display": "116 124", "tel": "116124"}))
    assert moving.carry_out(plan, KIM) == 1
    assert CrisisLine.objects.get(slug="gb-samaritans").tel == "116123"
    assert Change.objects.get().after == {"number_display": "116 124", "tel": "116124"}


def test_a_new_crisis_line_comes_as_a_draft():
    row = {"slug": "gb-new", "name": "New", "kind": "crisis", "country": "GB", "status": "active", "evidence": "C"}
    moving.carry_out(moving.plan(CrisisLine, file_of(row | {"number_display": "11", "tel": "11"})), KIM)
    assert CrisisLine.objects.get(slug="gb-new").status == "draft"
    assert Change.objects.get().after == {"status": "active"}


def test_the_page_shows_first_and_does_when_told(as_administrator):
    text = "slug,description\nfrank,Other words.\n"
    shown = send(as_administrator, text)
    assert "Other words." in shown.text
    assert Resource.objects.get(slug="frank").description != "Other words."
    as_administrator.post(IMPORT, {"table": "resources", "text": text, "do": "1"})
    assert Resource.objects.get(slug="frank").description == "Other words."


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"nonsense", b"", b"x" * 1_000_001])
def test_the_page_answers_a_bad_file_in_words(as_administrator, content):
    answer = send(as_administrator, SimpleUploadedFile("x.csv", content))
    assert answer.status_code == 422
    assert "errornote" in answer.text


@pytest.mark.parametrize("form", WRITE)
@pytest.mark.parametrize("table", moving.TABLES)
def test_the_page_hands_out_files(as_administrator, table, form):
    answer = as_administrator.get(reverse("admin:resources_export", args=[table, form]))
    assert answer["Content-Disposition"] == f'attachment; filename="{table}.{form}"'
    assert answer.text == WRITE[form](moving.TABLES[table])


@pytest.mark.parametrize("who", ["as_clinician", "as_stranger", "as_patient", "client"])
def test_files_are_the_editors_alone(request, cast, who):
    other = request.getfixturevalue(who)
    for address in (IMPORT, reverse("admin:resources_export", args=["resources", "csv"])):
        assert other.get(address).status_code in (302, 403, 404)
    assert send(other, "slug,description\nfrank,Other.\n", do="1").status_code in (302, 403, 404)


def test_the_page_wants_its_token(administrator):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator)
    assert client.post(IMPORT, {"table": "resources", "text": "slug\nfrank\n", "do": "1"}).status_code == 403


def test_the_command_only_tells_until_it_is_told(tmp_path, administrator, capsys):
    file = tmp_path / "rows.csv"
    file.write_text("slug,description\nfrank,Other words.\n")
    call_command("import_directory", "resources", str(file))
    assert "0 new, 1 changed" in capsys.readouterr().out
    assert Resource.objects.get(slug="frank").description != "Other words."
    call_command("import_directory", "resources", str(file), "--apply", "--by", administrator.username)
    assert Resource.objects.get(slug="frank").description == "Other words."


def test_the_command_asks_who_answers_for_it(tmp_path, clinician):
    file = tmp_path / "rows.csv"
    file.write_text("slug,description\nfrank,Other words.\n")
    for by in ([], ["--by", clinician.user.username]):
        with pytest.raises(CommandError, match="administrator"):
            call_command("import_directory", "resources", str(file), "--apply", *by)


def test_the_command_writes_what_it_can_read(capsys):
    call_command("export_directory", "crisis-lines", "--format", "json")
    assert moving.plan(CrisisLine, capsys.readouterr().out).rows == []
