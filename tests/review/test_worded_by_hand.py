"""Statements of our own on the pages of clinicians say what the ORM says, which takes longer to word it."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from accounts import rls
from accounts.models import BreakGlass, ConsentRecord, Patient
from journal.models import Entry
from plans.models import Plan
from review import access, entries_sql
from review.gathered import gather
from review.models import EntryReview, unread, with_reading
from tests import people
from tests.review.conftest import days_ago

HOUR = timedelta(hours=1)
WITH_AND_WITHOUT_ROW_RULES = (rls.CLINICIAN, rls.SERVICE)
READING = ("pk", "read_version", "read_at", "read_outcome", "read_by", "waiting")


def said_of(entries):
    return [tuple(getattr(entry, name) for name in READING) for entry in entries]


def has_read(clinician, entry, version, outcome=""):
    told = {"reviewer_name": str(clinician), "outcome": outcome, "entry_updated_at": version}
    EntryReview.objects.create(patient=entry.patient, entry=entry, clinician=clinician, **told)


@pytest.fixture
def colleague(clinician, patient):
    """In a team with `clinician`, which the patient shares with as well."""
    found = people.make_clinician(name="Jo Colleague")
    people.make_link(patient, people.make_team(clinician, found), scope=["ratings"])
    return found


@pytest.fixture
def diary(patient, clinician, colleague):
    """Entries that wait, that don't, and that were read: by her, by one of her team, and before they were changed."""
    now, made = timezone.now(), []
    for back in (0, 1, 2, 3, 30, 31, 40):
        at, source = now - timedelta(days=back), "import" if back == 3 else "form"
        made.append(people.make_entry(patient, days_ago(back), updated_at=at, recorded_at=at, source=source))
    has_read(clinician, made[1], made[1].updated_at, "contacted")
    has_read(clinician, made[1], made[1].updated_at - HOUR, "next_visit")
    has_read(colleague, made[2], made[2].updated_at)
    has_read(colleague, made[5], made[5].updated_at - timedelta(days=1))
    return made


@pytest.mark.parametrize("before", [None, 2, 31])
def test_entries_with_their_readings(clinician, colleague, patient, diary, before):
    day = days_ago(before) if before else None
    hers = Entry.objects.filter(patient=patient)
    older = hers.filter(date__lt=day) if day else hers
    newest = [*older.order_by("-date").values_list("pk", flat=True)[:3], diary[-1].pk]
    for viewer in (clinician, colleague):
        with rls.acting_as(rls.CLINICIAN, viewer.pk):
            sharing = access.sharing_with(viewer)[patient.pk]
            found = entries_sql.read(patient, viewer, sharing, before=day, many=3, days=[days_ago(40)])
            assert said_of(found) == said_of(with_reading(hers, viewer).filter(pk__in=newest).order_by("-date"))
            assert {each.unread_in_all for each in found} == {unread(hers, viewer).count()}


def test_nothing_waits_of_what_was_opened_in_an_emergency(stranger, patient, diary):
    ConsentRecord.objects.filter(patient=patient).update(emergency=True)
    people.make_team(stranger)
    BreakGlass.objects.create(patient=patient, clinician=stranger, reason="Found unwell", ends_at=timezone.now() + HOUR)
    with rls.acting_as(rls.CLINICIAN, stranger.pk):
        sharing = access.sharing_with(stranger)[patient.pk]
        found = entries_sql.read(patient, stranger, sharing, many=9)
        hers = Entry.objects.filter(patient=patient)
        assert sharing.emergency and said_of(found) == said_of(with_reading(hers, stranger).order_by("-date"))
        assert {each.unread_in_all for each in found} == {0}


@pytest.mark.parametrize("role", WITH_AND_WITHOUT_ROW_RULES)
@pytest.mark.parametrize("shown_before", [timedelta(), timedelta(days=2)])
def test_plans_that_are_shown(clinician, colleague, stranger, patient, shown_before, role):
    people.make_plan(patient, is_shared=True)
    Plan.objects.update(shared_at=timezone.now() - shown_before)
    for viewer in (clinician, colleague, stranger):
        with rls.acting_as(role, viewer.pk):
            sharing = access.sharing_with(viewer).get(patient.pk)
            told = gather(patient, viewer, sharing).plans if sharing else []
            assert told == list(Plan.objects.shown_to(viewer.user).filter(patient=patient))


@pytest.mark.parametrize("role", WITH_AND_WITHOUT_ROW_RULES)
def test_what_one_patient_shares(clinician, colleague, stranger, patient, other_patient, rf, role):
    ConsentRecord.objects.filter(patient=patient).update(scope=["use", "notes"])
    for viewer in (clinician, colleague, stranger):
        request = rf.get("/")
        request.user = viewer.user
        with rls.acting_as(role, viewer.pk):
            told = access.sharing_with(viewer)
            for key in told:
                assert access.shared_by(request, key) == (Patient.objects.get(pk=key), told[key])
            assert set(told) == set(Patient.objects.visible_to(viewer.user).values_list("pk", flat=True))
            for key in {patient.pk, other_patient.pk} - set(told):
                with pytest.raises(Http404):
                    access.shared_by(request, key)


def test_entries_of_the_list(clinician, colleague, stranger, patient, diary):
    ConsentRecord.objects.filter(patient=patient).update(emergency=True)
    people.make_team(stranger)
    BreakGlass.objects.create(patient=patient, clinician=stranger, reason="Found unwell", ends_at=timezone.now() + HOUR)
    keys = [entry.pk for entry in diary]
    for viewer in (clinician, colleague, stranger):
        with rls.acting_as(rls.CLINICIAN, viewer.pk):
            hers = with_reading(Entry.objects.filter(pk__in=keys), viewer).order_by("-date", "-pk")
            assert said_of(entries_sql.listed(keys, viewer)) == said_of(hers)
            assert {entry.patient for entry in entries_sql.listed(keys, viewer)} == {patient}
