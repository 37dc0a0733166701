"""Who changed the content of the timeline, when, from what to what: an administrator reads it beside the row."""

from html import unescape

import pytest
from django.contrib.auth import get_user_model

from tests.timeline.test_phase_admin import LIST, limits
from timeline import catalogue
from timeline.models import Phase, PhaseExpectation
from timeline.versions import versions

pytestmark = pytest.mark.django_db
TEXTS = ("name", "expect", "helps", "seek_help", "source", "evidence")


def edit_phase(client, **changed):
    phase = Phase.objects.get(code="acute")
    form = {name: getattr(phase, name) for name in TEXTS} | changed
    assert client.post(f"/admin/timeline/phase/{phase.pk}/change/", form).status_code == 302
    return phase


def history(client, row):
    return unescape(client.get(f"/admin/timeline/{row._meta.model_name}/{row.pk}/history/").content.decode())


def test_the_versions_of_a_phase_say_who_and_what(as_administrator, administrator):
    phase = edit_phase(as_administrator, evidence="Surer now.")
    newest, first = versions(phase)
    assert (newest.by, newest.is_first, first.is_first) == (administrator.username, False, True)
    assert [(each.label, each.now) for each in newest.changes] == [("how sure anyone is", "Surer now.")]
    page = history(as_administrator, phase)
    assert administrator.username in page and "Surer now." in page and "Not very sure." in page


def test_saving_the_same_words_makes_no_version(as_administrator):
    phase = edit_phase(as_administrator)
    assert len(versions(phase)) == 1
    phase.refresh_from_db()
    assert phase.edited_on is None


def test_a_review_holds_for_the_words_that_were_read(as_administrator):
    phase = edit_phase(as_administrator, evidence="Surer now.", reviewed_on="2026-10-01")
    assert Phase.objects.get(pk=phase.pk).reviewed_on is not None
    edit_phase(as_administrator, evidence="Not that sure.", reviewed_on="2026-10-01")
    assert Phase.objects.get(pk=phase.pk).reviewed_on is None
    assert "the date of the review was taken off" in as_administrator.get("/admin/").text


def test_a_release_with_other_words_takes_a_review_off(monkeypatch, tmp_path):
    PhaseExpectation.objects.update(reviewed_on="2026-10-01")
    newer = tmp_path / "expectations.json"
    newer.write_text(catalogue.EXPECTATIONS_FILE.read_text().replace('"version": 1', '"version": 3', 1))
    monkeypatch.setattr(catalogue, "EXPECTATIONS_FILE", newer)
    assert catalogue.load_expectations() == PhaseExpectation.objects.filter(reviewed_on=None).count() == 1


def test_of_a_long_text_only_the_lines_that_differ_are_told(as_administrator):
    lines = Phase.objects.get(code="acute").helps_lines
    phase = edit_phase(as_administrator, helps="\n".join([*lines[:-1], "Call somebody."]))
    change = versions(phase)[0].changes[0]
    assert (change.was, change.now) == (lines[-1], "Call somebody.")


def test_a_text_in_another_order_is_told_whole(as_administrator):
    lines = Phase.objects.get(code="acute").helps_lines
    phase = edit_phase(as_administrator, helps="\n".join(lines[::-1]))
    assert versions(phase)[0].changes[0].now.splitlines() == list(lines[::-1])


def test_limits_moved_in_the_list_are_told(as_administrator):
    as_administrator.post(LIST, limits(acute_end_day=10, subacute_start_day=11, acute_peak_end_day=None))
    changes = versions(Phase.objects.get(code="acute"))[0].changes
    assert [(each.was, each.now) for each in changes] == [("7", "10"), ("3", "nothing")]


def test_the_versions_of_an_expectation_use_words_and_dates(as_administrator):
    row = PhaseExpectation.objects.get(symptom__code="sweating", phase__code="acute")
    form = {"level": "possible", "source": row.source, "evidence": row.evidence, "reviewed_on": "2026-10-01"}
    as_administrator.post(f"/admin/timeline/phaseexpectation/{row.pk}/change/", form)
    changes = versions(row)[0].changes
    assert [(each.was, each.now) for each in changes] == [("expected", "possible"), ("nothing", "1 October 2026")]
    assert "1 October 2026" in history(as_administrator, row)


def test_what_a_release_wrote_is_told_as_that():
    PhaseExpectation.objects.all().delete()
    assert catalogue.load_all()["expectations"] > 100
    assert versions(PhaseExpectation.objects.first())[0].by == "a release"


def test_a_change_past_the_admin_is_kept_all_the_same():
    Phase.objects.filter(code="acute").update(evidence="From a console.")
    newest = versions(Phase.objects.get(code="acute"))[0]
    assert newest.by == "a command, outside these pages" and newest.changes[0].now == "From a console."


def test_the_hand_of_an_account_that_is_gone_is_kept(as_administrator, administrator):
    phase = edit_phase(as_administrator, evidence="Surer now.")
    get_user_model().objects.filter(pk=administrator.pk).delete()
    assert versions(phase)[0].by == "an account that is gone"


@pytest.mark.parametrize("who", ["as_clinician", "as_stranger", "as_patient"])
def test_nobody_else_reads_them(who, request, cast):
    answer = request.getfixturevalue(who).get(f"/admin/timeline/phase/{Phase.objects.first().pk}/history/")
    assert answer.status_code == 404
