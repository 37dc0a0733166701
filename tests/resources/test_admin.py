"""Editing in the admin: an administrator's, and what she saved is hers."""

import pytest
from django.urls import reverse
from django.utils import timezone

from resources import catalogue
from resources.models import CrisisLine, Resource

pytestmark = pytest.mark.django_db


def change(model, slug) -> str:
    row = model.objects.get(slug=slug)
    return reverse(f"admin:resources_{model._meta.model_name}_change", args=[row.pk])


def typed(client, address) -> dict:
    """What the form of a row would send if nothing were touched."""
    form = client.get(address).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    flat = {name: ",".join(value) if isinstance(value, list) else value for name, value in values.items()}
    return {name: value for name, value in flat.items() if value is not None}


@pytest.mark.parametrize("model", [Resource, CrisisLine])
def test_an_administrator_finds_and_filters_rows(as_administrator, model):
    listing = reverse(f"admin:resources_{model._meta.model_name}_changelist")
    assert as_administrator.get(listing, {"q": "samaritans", "status": "active"}).status_code == 200


@pytest.mark.parametrize("model, slug", [(Resource, "frank"), (CrisisLine, "gb-frank")])
def test_what_an_administrator_saves_is_kept_by_the_next_load(as_administrator, model, slug):
    address = change(model, slug)
    answer = as_administrator.post(address, typed(as_administrator, address) | {"editor_note": "Her words."})
    assert answer.status_code == 302
    assert model.objects.get(slug=slug).edited_on == timezone.localdate()
    catalogue.load()
    assert model.objects.get(slug=slug).editor_note == "Her words."


@pytest.mark.parametrize("wrong", [{"evidence": "R"}, {"tel": "0999"}, {"countries": "GB,XX"}, {"phases": "later"}])
def test_a_wrong_row_gets_a_message_and_is_not_saved(as_administrator, wrong):
    address = change(Resource, "frank")
    answer = as_administrator.post(address, typed(as_administrator, address) | wrong)
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert Resource.objects.get(slug="frank").edited_on is None


@pytest.mark.parametrize("model, slug", [(Resource, "frank"), (CrisisLine, "gb-frank")])
def test_a_clinician_may_not_edit_the_directory(as_clinician, model, slug):
    assert as_clinician.get(change(model, slug)).status_code in (403, 404)


def test_a_patient_may_not_edit_the_directory(as_patient):
    assert as_patient.get(change(Resource, "frank")).status_code in (302, 404)
