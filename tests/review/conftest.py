"""A diary with something in every place where it could show."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts import rls
from accounts.models import Invitation, Patient
from accounts.models.people import PatientQuerySet
from clinical.phases import local_day
from flags.models import Flag
from journal.models import Entry
from plans.models import Plan
from review import caseload
from tests import people
from tests.review.raising import make_flag

NOTE = "Walked by the sea."
IN_A_PLAN = "Sit on the old bench."


@pytest.fixture
def entry(patient):
    """Today's entry of `patient`, with a note."""
    people.make_episode(patient, days_ago=5)
    return people.make_entry(patient, note=NOTE, ratings={"craving": 6, "low_mood": None, "self_harm_thoughts": 1})


@pytest.fixture
def others_entry(other_patient):
    """Today's entry of the stranger's patient."""
    return people.make_entry(other_patient, note="Something else.")


@pytest.fixture
def flag(patient):
    """An attention flag on today's entry of `patient`."""
    return make_flag(patient)


@pytest.fixture
def rows(patient, clinician, entry, flag):
    """A row of `patient` for every model of patients in the admin."""
    used = Invitation.issue(clinician)[0]
    Invitation.objects.filter(pk=used.pk).update(used_by=patient, used_at=timezone.now())
    plan = people.make_plan(patient, is_shared=True, steps=IN_A_PLAN)
    return {Patient: patient, Entry: entry, Invitation: used, Plan: plan, Flag: flag}


@pytest.fixture
def secrets(patient, entry):
    """What must not be found by whoever may not know of `patient`."""
    pages = (f"/patient/{patient.pk}/", f"/entry/{entry.pk}/", f"entry-{entry.pk}")
    codes = (patient.short_code, str(patient.code), patient.code.hex, patient.user.username)
    return {"Robin", *codes, NOTE, IN_A_PLAN, *pages}


@pytest.fixture(params=["both guards", "the filters alone", "the database alone"])
def guards(request, monkeypatch):
    """Nobody relies on a single guard, so each has to hold by itself."""
    if request.param == "the filters alone":
        monkeypatch.setattr(rls, "role_of", lambda user: rls.SERVICE)
    if request.param == "the database alone":
        monkeypatch.setattr(PatientQuerySet, "visible_to", lambda rows, viewer: rows.all())
    return request.param


def days_ago(days: int):
    """The date so many days back, for the cast: they live in London."""
    return local_day(timezone.now(), ZoneInfo("Europe/London")) - timedelta(days=days)


def lines_for(clinician, now):
    """The caseload's lines as `clinician` sees them, asked for in the database's role of clinicians."""
    with rls.acting_as(rls.CLINICIAN, clinician.pk):
        everybody = caseload.build(clinician, now)
        return everybody.lines_of(everybody.standings)
