"""Phases in the admin: an administrator edits them, and can't leave a gap."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from timeline.models import Phase

LIST = "/admin/timeline/phase/"


def limits(**changed):
    """The list as its form sends it, with limits by `code_field`."""
    phases = list(Phase.objects.all())
    data = {"form-TOTAL_FORMS": len(phases), "form-INITIAL_FORMS": len(phases), "_save": "Save"}
    for number, phase in enumerate(phases):
        data[f"form-{number}-id"] = phase.pk
        for field in ("start_day", "end_day", "peak_end_day"):
            value = changed.get(f"{phase.code}_{field}", getattr(phase, field))
            data[f"form-{number}-{field}"] = "" if value is None else value
    return data


def test_a_boundary_moves_in_one_save_and_the_rows_are_ours_from_then_on(as_administrator):
    answer = as_administrator.post(LIST, limits(acute_end_day=10, subacute_start_day=11))
    assert answer.status_code == 302
    assert list(Phase.objects.values_list("start_day", "end_day")) == [(0, 10), (11, 28), (29, None)]
    assert [phase.edited_on is not None for phase in Phase.objects.all()] == [True, True, False]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"acute_end_day": 6}, "No phase covers days 7 to 7."),
        ({"acute_end_day": 9}, "share days."),
        ({"paws_end_day": 90}, "must have no last day."),
        ({"acute_start_day": 1}, "must start on day 0."),
    ],
)
def test_limits_that_do_not_fit_are_refused_in_words(as_administrator, change, why):
    answer = as_administrator.post(LIST, limits(**change))
    assert why in answer.content.decode()
    assert list(Phase.objects.values_list("start_day", "end_day")) == [(0, 7), (8, 28), (29, None)]


def test_texts_are_edited_one_by_one_and_limits_are_not(as_administrator):
    phase = Phase.objects.get(code="acute")
    fields = ("name", "expect", "helps", "seek_help", "source")
    data = {name: getattr(phase, name) for name in fields} | {"evidence": "Better now.", "end_day": 3}
    assert as_administrator.post(f"{LIST}{phase.pk}/change/", data).status_code == 302
    phase.refresh_from_db()
    assert (phase.evidence, phase.end_day, phase.edited_on is None) == ("Better now.", 7, False)


def test_a_list_that_shows_only_some_is_checked_beside_the_rest(as_administrator):
    later = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "_save": "Save"}
    later |= {"form-0-id": Phase.objects.get(code="paws").pk, "form-0-start_day": 40, "form-0-end_day": ""}
    answer = as_administrator.post(f"{LIST}?code__exact=paws", later)
    assert "No phase covers days 29 to 39." in answer.content.decode()
    assert Phase.objects.get(code="paws").start_day == 29


@pytest.mark.parametrize(
    ("field", "words", "why"),
    [
        ("source", " \n ", "This field is required."),
        ("evidence", "", "This field is required."),
        ("name", "weeks 2–4", "Another phase has this name."),
        ("reviewed_on", (timezone.localdate() + timedelta(days=9)).isoformat(), "This day lies in the future."),
    ],
)
def test_texts_that_say_too_little_are_refused_and_stay_in_the_form(as_administrator, field, words, why):
    phase = Phase.objects.get(code="acute")
    data = {name: getattr(phase, name) for name in ("name", "expect", "seek_help", "source", "evidence")}
    answer = as_administrator.post(f"{LIST}{phase.pk}/change/", data | {"helps": "Typed just now.", field: words})
    page = unescape(answer.content.decode())
    assert why in page and "Typed just now." in page
    assert "Typed just now." not in Phase.objects.get(code="acute").helps


def test_a_renamed_phase_shows_how_it_reads_in_a_sentence(as_administrator):
    Phase.objects.filter(code="acute").update(name="Settling")
    page = as_administrator.get(f"{LIST}{Phase.objects.get(code='acute').pk}/change/").content.decode()
    assert "Many people notice this in the phase “Settling”." in unescape(page)


def test_no_phase_is_added_or_removed(as_administrator):
    phase = Phase.objects.first()
    as_administrator.post(f"{LIST}add/", {"code": "more", "name": "More", "start_day": 99})
    as_administrator.post(f"{LIST}{phase.pk}/delete/", {"post": "yes"})
    assert Phase.objects.count() == 3


@pytest.mark.parametrize("who", ["as_clinician", "as_stranger", "as_patient"])
def test_only_administrators_edit_phases(who, request, cast):
    answer = request.getfixturevalue(who).post(LIST, limits(acute_end_day=10, subacute_start_day=11))
    assert answer.status_code in (302, 403, 404)
    assert Phase.objects.get(code="acute").end_day == 7
