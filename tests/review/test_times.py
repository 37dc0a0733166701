"""A clinician reads times by the patient's clock."""

from datetime import UTC, datetime

from tests.people import make_entry


def test_when_an_entry_was_written_is_told_by_the_patients_clock(as_clinician, patient):
    patient.time_zone = "America/Toronto"
    patient.save()
    at_night = datetime(2026, 11, 1, 3, 17, tzinfo=UTC)
    entry = make_entry(patient, at_night.date(), recorded_at=at_night, updated_at=at_night)
    for address in (f"/admin/journal/entry/{entry.pk}/change/", f"/admin/accounts/patient/{patient.pk}/change/"):
        assert "31 Oct, 23:17" in as_clinician.get(address).content.decode(), address
