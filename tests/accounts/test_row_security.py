"""The database shows nobody what they may not see, whatever a query forgets."""

import pytest
from django.db import connection
from django.db.utils import IntegrityError, ProgrammingError

from accounts import rls
from accounts.models import AccessLog, CareLink, ConsentRecord, Invitation, Patient
from journal.models import Entry, Episode
from tests.people import make_entry, make_episode, make_link


@pytest.fixture
def diaries(patient, other_patient):
    """An entry and an episode each."""
    for person in (patient, other_patient):
        make_entry(person)
        make_episode(person)


def seen_as(role, user_id, model=Entry):
    with rls.acting_as(role, user_id):
        return set(model.objects.values_list("patient_id", flat=True))


def test_a_patient_meets_her_own_rows_only(diaries, patient):
    assert seen_as(rls.PATIENT, patient.pk) == {patient.pk}


def test_a_clinician_meets_the_caseload_only(diaries, patient, other_patient, clinician, stranger):
    assert seen_as(rls.CLINICIAN, clinician.pk) == {patient.pk}
    assert seen_as(rls.CLINICIAN, stranger.pk) == {other_patient.pk}


def test_an_administrator_meets_no_diary(diaries, administrator):
    assert seen_as(rls.ADMINISTRATOR, administrator.pk) == set()


def test_nobody_in_particular_meets_nothing(diaries):
    assert seen_as(rls.PATIENT, None) == set()
    assert seen_as(rls.CLINICIAN, None) == set()
    assert seen_as(rls.APP, None) == set()


def test_a_clinician_without_consent_meets_nothing(diaries, patient, clinician):
    ConsentRecord.objects.filter(patient=patient).delete()
    assert seen_as(rls.CLINICIAN, clinician.pk) == set()


def test_a_clinician_whose_link_has_ended_meets_nothing(diaries, patient, clinician):
    CareLink.objects.filter(patient=patient).update(ended_at="2026-01-01T00:00Z")
    assert seen_as(rls.CLINICIAN, clinician.pk) == set()


def test_an_expired_consent_opens_nothing(diaries, patient, clinician):
    ConsentRecord.objects.filter(patient=patient).update(expires_on="2026-01-01")
    assert seen_as(rls.CLINICIAN, clinician.pk) == set()


def test_the_database_and_the_query_agree_on_who_sees_whom(diaries, cast):
    make_link(cast["other_patient"], cast["clinician"])
    for name, role in (("clinician", rls.CLINICIAN), ("stranger", rls.CLINICIAN), ("patient", rls.PATIENT)):
        viewer = cast[name].user
        asked = set(Patient.objects.visible_to(viewer).values_list("pk", flat=True))
        assert seen_as(role, viewer.pk, Episode) == asked


def test_a_patient_can_not_write_into_another_diary(diaries, patient, other_patient):
    with pytest.raises(ProgrammingError, match="row-level security"), rls.acting_as(rls.PATIENT, patient.pk):
        Episode.objects.create(patient=other_patient, precision="unknown")


def test_a_clinician_can_not_change_an_entry(diaries, clinician):
    with pytest.raises(ProgrammingError, match="permission denied"), rls.acting_as(rls.CLINICIAN, clinician.pk):
        Entry.objects.update(ratings={})


def test_a_clinician_can_not_open_a_link_to_anybody(patient, other_patient, clinician):
    with pytest.raises(ProgrammingError, match="permission denied"), rls.acting_as(rls.CLINICIAN, clinician.pk):
        CareLink.objects.create(patient=other_patient, clinician=clinician)


@pytest.mark.parametrize("role", rls.ROLES)
def test_the_access_log_is_never_changed(patient, role):
    AccessLog.objects.record(patient.user, [patient], AccessLog.What.EXPORT)
    for sentence in ("UPDATE accounts_accesslog SET what = 'x'", "DELETE FROM accounts_accesslog"):
        with pytest.raises(ProgrammingError, match="permission denied"), rls.acting_as(role, patient.pk):
            connection.cursor().execute(sentence)


def test_a_patient_can_not_forge_a_look_of_somebody_else(patient, clinician):
    with pytest.raises(ProgrammingError, match="row-level security"), rls.acting_as(rls.PATIENT, patient.pk):
        AccessLog.objects.record(clinician.user, [patient], AccessLog.What.ENTRY)


def test_a_consent_is_never_changed_by_the_one_who_gave_it(patient):
    with pytest.raises(ProgrammingError, match="permission denied"), rls.acting_as(rls.PATIENT, patient.pk):
        ConsentRecord.objects.update(scope=[])


def test_a_patient_can_not_take_an_invitation_for_another(patient, other_patient, clinician):
    Invitation.issue(clinician)
    with pytest.raises(ProgrammingError, match="row-level security"), rls.acting_as(rls.PATIENT, patient.pk):
        Invitation.objects.update(used_by=other_patient.pk)


def test_the_role_ends_with_its_transaction(patient):
    with rls.acting_as(rls.PATIENT, patient.pk):
        pass
    assert rls._current()[0] == "none"


def test_the_role_ends_when_the_transaction_breaks(patient):
    with pytest.raises(IntegrityError), rls.acting_as(rls.PATIENT, patient.pk):
        Episode.objects.create(patient=patient, precision="exact")
    assert rls._current()[0] == "none"


def test_every_table_with_a_patients_key_has_policies_for_each_role_and_is_forced(db):
    for model in rls.patient_models():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relrowsecurity AND relforcerowsecurity, ARRAY(SELECT DISTINCT r.rolname::text FROM pg_policy p"
                " JOIN pg_roles r ON r.oid = ANY (p.polroles) WHERE p.polrelid = c.oid ORDER BY 1)"
                " FROM pg_class c WHERE oid = %s::regclass",
                [model._meta.db_table],
            )
            friends = [rls.FRIEND] if rls.patient_models()[model].friend else []
            assert cursor.fetchone() == (True, [rls.CLINICIAN, *friends, rls.PATIENT, rls.SERVICE]), model


def test_no_table_that_points_to_a_patient_is_forgotten(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT table_name FROM information_schema.columns WHERE column_name = 'patient_id'"
            " AND table_schema = 'public'"
        )
        tables = {name for (name,) in cursor.fetchall()}
    assert tables <= {model._meta.db_table for model in rls.patient_models()}


def test_every_unique_rule_of_a_patients_table_begins_with_the_patient():
    for model in rls.patient_models():
        for rule in model._meta.total_unique_constraints:
            if any(field.name == "patient" for field in model._meta.fields):
                assert rule.fields[0] == "patient", rule.name


def test_the_web_login_can_become_no_service_and_passes_no_policy(db):
    asked = "SELECT pg_has_role('rt_app', 'rt_service', 'MEMBER'), rolsuper OR rolbypassrls FROM pg_roles"
    with connection.cursor() as cursor:
        cursor.execute(asked + " WHERE rolname = 'rt_app'")
        assert cursor.fetchone() == (False, False)
