"""Rows of several tables by one statement are the same as those of the ORM."""

from accounts import rls, rows
from accounts.models import ConsentRecord, Patient
from journal.models import Entry, Pause
from tests import people
from tests.accounts.test_rows import values

STATEMENTS = {
    Entry: "SELECT * FROM journal_entry WHERE patient_id = %(patient)s ORDER BY date DESC LIMIT 2",
    Patient: "SELECT * FROM accounts_patient WHERE user_id = %(patient)s",
    ConsentRecord: "SELECT * FROM accounts_consentrecord WHERE clinician_id = %(clinician)s ORDER BY id",
    Pause: "SELECT * FROM journal_pause WHERE patient_id = %(patient)s",
}


def test_each_value_is_what_the_orm_says_in_the_order_asked_for(patient, clinician, count_queries):
    for back in range(3):
        day = people.today_of(patient).replace(day=back + 1)
        people.make_entry(patient, day, note=f"“{back}”", ratings={"a": None, "b": 0.5})
    given = {"patient": patient.pk, "clinician": clinician.pk}
    found = rows.gather(STATEMENTS, given)
    asked = {
        Entry: Entry.objects.filter(patient=patient).order_by("-date")[:2],
        Patient: Patient.objects.filter(pk=patient.pk),
        ConsentRecord: ConsentRecord.objects.filter(clinician=clinician).order_by("pk"),
        Pause: Pause.objects.filter(patient=patient),
    }
    assert {model: list(map(values, each)) for model, each in found.items()} == {
        model: list(map(values, each)) for model, each in asked.items()
    }
    assert count_queries(lambda: rows.gather(STATEMENTS, given)) == 1


def test_the_row_rules_hold(patient, other_patient):
    people.make_entry(patient)
    with rls.acting_as(rls.PATIENT, other_patient.pk):
        assert rows.gather({Entry: "SELECT * FROM journal_entry"}, {}) == {Entry: []}
