"""What is described of a symptom in a phase, in the admin: an administrator edits it, within what may be said."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from journal.models import Symptom
from timeline import catalogue
from timeline.models import Phase, PhaseExpectation

pytestmark = pytest.mark.django_db
LIST = "/admin/timeline/phaseexpectation/"
DESCRIBED = {"level": "easing", "source": "A new study", "evidence": "a little surer", "reviewed_on": "2026-10-01"}


def row(symptom="sweating", phase="acute"):
    return PhaseExpectation.objects.get(symptom__code=symptom, phase__code=phase)


def save(client, which, **fields):
    return client.post(f"{LIST}{which.pk}/change/", DESCRIBED | fields)


def test_an_edited_row_is_ours_from_then_on(as_administrator):
    assert save(as_administrator, row()).status_code == 302
    edited = row()
    assert (edited.level, edited.source, edited.evidence) == ("easing", "A new study", "a little surer")
    assert edited.edited_on is not None and edited.version == 2


def test_which_symptom_and_phase_it_is_about_never_changes(as_administrator):
    save(as_administrator, row(), symptom=Symptom.objects.get(code="craving").pk, phase=Phase.objects.last().pk)
    assert (row().symptom.code, row().phase.code, row().level) == ("sweating", "acute", "easing")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"source": "  "}, "This field is required."),
        ({"level": "certain"}, "Select a valid choice."),
        ({"evidence": ""}, "Please say how sure anyone is."),
        ({"reviewed_on": (timezone.localdate() + timedelta(days=9)).isoformat()}, "This day lies in the future."),
    ],
)
def test_what_says_nothing_sure_is_refused_and_stays_in_the_form(as_administrator, fields, why):
    page = unescape(save(as_administrator, row(), **fields).content.decode())
    assert why in page and ("A new study" in page or "source" in fields)
    assert row().level == "expected"


def test_nobody_is_told_to_expect_a_warning_sign(as_administrator):
    page = save(as_administrator, row("blood_in_urine")).content.decode()
    assert "A yes is a warning sign" in page
    assert row("blood_in_urine").level == "not_described"


def test_a_symptom_of_ones_own_gets_its_rows(as_administrator):
    own = Symptom.objects.create(code="itching", label="Itching", prompt="How itchy?", scale="nrs10", group="body")
    added = DESCRIBED | {"symptom": own.pk, "phase": Phase.objects.first().pk}
    assert as_administrator.post(f"{LIST}add/", added).status_code == 302
    again = as_administrator.post(f"{LIST}add/", added)
    assert "already exists" in again.content.decode()
    assert own.expectations.count() == 1


def test_no_row_is_taken_away(as_administrator):
    as_administrator.post(f"{LIST}{row().pk}/delete/", {"post": "yes"})
    as_administrator.post(LIST, {"action": "delete_selected", "_selected_action": row().pk, "post": "yes"})
    assert row().level == "expected"


def rows_of(page):
    return [row.symptom.label for row in page.context["cl"].result_list]


def test_the_list_is_searched_by_symptom_and_filtered_by_phase_and_level(as_administrator):
    assert rows_of(as_administrator.get(LIST, {"q": "sweat"})) == ["Sweating"] * 3
    peaks = rows_of(as_administrator.get(LIST, {"level__exact": "peak"}))
    assert peaks == ["Craving", "Anxiety", "Trouble sleeping"]
    later = Phase.objects.get(code="paws")
    assert rows_of(as_administrator.get(LIST, {"phase__id__exact": later.pk, "level__exact": "peak"})) == []


def test_the_list_costs_the_same_however_many_rows_it_has(as_administrator, count_queries):
    as_administrator.get(LIST)  # the session notes that she is there
    many = count_queries(lambda: as_administrator.get(LIST))
    PhaseExpectation.objects.exclude(symptom__code__in=["low_mood", "memory", "sweating"]).delete()
    assert count_queries(lambda: as_administrator.get(LIST)) == many <= 8


def test_the_page_shows_what_patients_read(as_administrator):
    assert "Many people notice this in the first week." in as_administrator.get(f"{LIST}{row().pk}/change/").text
    assert "Nothing is said." in as_administrator.get(f"{LIST}{row('nasal').pk}/change/").text


@pytest.mark.parametrize("who", ["as_clinician", "as_stranger", "as_patient", "client"])
def test_only_administrators_edit_or_read_them_here(who, request, cast):
    anybody = request.getfixturevalue(who)
    pages = [LIST, f"{LIST}add/", f"{LIST}{row().pk}/change/", f"{LIST}{row().pk}/history/"]
    assert {anybody.get(page).status_code for page in pages} <= {302, 404}
    assert save(anybody, row()).status_code in (302, 404)
    assert row().level == "expected"


def test_a_release_leaves_an_edited_row_alone(as_administrator, monkeypatch, tmp_path):
    save(as_administrator, row())
    newer = tmp_path / "expectations.json"
    newer.write_text(catalogue.EXPECTATIONS_FILE.read_text().replace('"version": 1', '"version": 3'))
    monkeypatch.setattr(catalogue, "EXPECTATIONS_FILE", newer)
    assert catalogue.load_expectations() == PhaseExpectation.objects.count() - 1
    assert row().source == "A new study"
