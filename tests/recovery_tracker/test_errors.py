"""When something is wrong on our side, the page says so, with help on it, and tells nothing else."""

import pytest
from django.db import OperationalError
from django.urls import include, path


def broken(request):
    raise RuntimeError("a private line")


def unreachable(request):
    raise OperationalError("no route to the database")


urlpatterns = [path("broken/", broken), path("unreachable/", unreachable), path("", include("recovery_tracker.urls"))]
handler500 = "recovery_tracker.views.server_error"


@pytest.mark.parametrize(("address", "status"), [("/broken/", 500), ("/unreachable/", 503)])
def test_a_fault_is_a_kind_page_with_help_and_no_details(as_patient, settings, address, status):
    settings.ROOT_URLCONF, as_patient.raise_request_exception = __name__, False
    answer = as_patient.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert "/help-now/" in page
    assert "private" not in page
    assert "route" not in page


def test_a_fault_in_a_demo_says_that_it_is_a_demo(as_patient, settings):
    settings.ROOT_URLCONF, settings.DEMO, as_patient.raise_request_exception = __name__, True, False
    assert "This is a demo" in as_patient.get("/broken/").content.decode()


def test_a_fault_takes_back_what_the_request_wrote(as_patient, patient, settings, monkeypatch):
    def save_and_fail(form, patient):
        patient.chosen_name = "Half done"
        patient.save()
        raise RuntimeError

    monkeypatch.setattr("journal.views.CheckInForm.save", save_and_fail)
    as_patient.raise_request_exception = False
    assert as_patient.post("/journal/today/", {"craving": "3"}).status_code == 500
    patient.refresh_from_db()
    assert patient.chosen_name == "Robin"
