"""A view that forgets every filter still shows each person no more than they may see: the database holds the line."""

import json

import pytest
from django.http import JsonResponse
from django.urls import include, path

from accounts import privacy, rls
from accounts.models import AccessLog
from tests.people import make_entry, make_episode


def everything(request):
    """All rows of all patients' tables, as a careless view would list them: whose they are."""
    found = {}
    for model, rules in rls.patient_models().items():
        found[model._meta.label] = sorted(
            {key for key in model._base_manager.values_list(rules.key, flat=True) if key is not None}
        )
    return JsonResponse(found)


urlpatterns = [path("careless/", everything), path("", include("recovery_tracker.urls"))]


@pytest.fixture
def shown(settings, cast):
    """shown(client): the patients whose rows the careless view shows."""
    settings.ROOT_URLCONF = __name__
    for person in (cast["patient"], cast["other_patient"]):
        make_entry(person)
        make_episode(person)
        AccessLog.objects.record(person.user, [person], AccessLog.What.EXPORT)
    return lambda client: set().union(*map(set, json.loads(client.get("/careless/").content).values()))


def test_the_careless_view_would_show_everybody(shown, patient, other_patient):
    for person in (patient, other_patient):
        held = [model for model in rls.patient_models() if privacy.rows_of(model, person).exists()]
        assert len(held) >= 6


def test_a_patient_sees_herself(shown, as_patient, patient):
    assert shown(as_patient) == {patient.pk}


def test_a_clinician_sees_the_caseload(shown, as_clinician, patient):
    assert shown(as_clinician) == {patient.pk}


def test_a_stranger_sees_the_strangers_own_patient(shown, as_stranger, other_patient):
    assert shown(as_stranger) == {other_patient.pk}


def test_an_administrator_sees_nobody(shown, as_administrator):
    assert shown(as_administrator) == set()


def test_a_clinician_sees_nobody_once_it_is_taken_back(shown, as_clinician, as_patient, patient):
    as_patient.post(f"/privacy/end/{patient.care_links.get().pk}/")
    assert shown(as_clinician) == set()
