"""The caseload: one line a patient, with what she shares and no more."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from accounts.models import ConsentRecord
from journal.models import Entry, Pause
from review.services import mark_reviewed
from tests import people
from tests.review.conftest import days_ago, lines_for

NOON = datetime.combine(days_ago(0), time(12), UTC)  # of the day that it is for the cast


def line_of(clinician, patient, now=NOON):
    lines = lines_for(clinician, now)
    return next(line for line in lines if line.patient.pk == patient.pk)


def test_it_shows_name_code_day_phase_and_last_entry(as_clinician, patient, entry):
    page = as_clinician.get("/admin/").content.decode()
    for words in ("Robin", patient.short_code, "day 5", "First week", "today", "Craving, last 14 days: 1 answer, 6"):
        assert words in page
    assert "risk assessment" in page


def test_only_linked_patients_have_a_line(clinician, stranger, patient, other_patient):
    assert [line.patient.pk for line in lines_for(clinician, NOON)] == [patient.pk]
    assert [line.patient.pk for line in lines_for(stranger, NOON)] == [other_patient.pk]


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (2, "2 d ago"), (9, "9 d ago")])
def test_the_last_entry_is_counted_from_her_own_day(clinician, patient, days, words):
    people.make_entry(patient, days_ago(days))
    assert line_of(clinician, patient).last == words


def test_her_day_begins_at_four_by_her_own_clock(clinician, patient):
    patient.time_zone = "Pacific/Auckland"
    patient.save()
    people.make_entry(patient, NOON.date())
    assert line_of(clinician, patient, NOON.replace(hour=14)).last == "today"
    assert line_of(clinician, patient, NOON.replace(hour=18)).last == "1 d ago"


def test_without_entries_it_says_so(clinician, patient):
    assert line_of(clinician, patient).last == "none yet"
    assert line_of(clinician, patient).missed_of == 0


def test_missed_days_are_counted_after_the_day_she_came_and_without_today(clinician, patient):
    patient.created_at = NOON - timedelta(days=3)
    patient.save()
    people.make_entry(patient, days_ago(1))
    line = line_of(clinician, patient)
    assert (line.missed, line.missed_of) == (1, 2)


def test_of_the_last_seven_days_at_most(clinician, patient):
    patient.created_at = NOON - timedelta(days=30)
    patient.save()
    for back in (0, 2, 5, 8):
        people.make_entry(patient, days_ago(back))
    line = line_of(clinician, patient)
    assert (line.missed, line.missed_of) == (5, 7)


def pause_of(patient, first, last, reason="hospital"):
    return Pause.objects.create(patient=patient, reason=reason, starts_on=days_ago(first), ends_on=days_ago(last))


@pytest.fixture
def quiet_patient(patient):
    """Somebody who has been here for a month and wrote for the last time six days ago."""
    patient.created_at = NOON - timedelta(days=30)
    patient.save()
    people.make_entry(patient, days_ago(6))
    return patient


def test_three_whole_days_without_an_entry_are_silence(clinician, quiet_patient):
    told = [line_of(clinician, quiet_patient, NOON - timedelta(days=back)).is_silent for back in (2, 3)]
    assert told == [True, False]


def test_a_paused_day_is_neither_missed_nor_silent(clinician, quiet_patient):
    before = line_of(clinician, quiet_patient)
    pause_of(quiet_patient, 4, 1)
    line = line_of(clinician, quiet_patient)
    assert (before.missed, before.missed_of, before.is_silent) == (6, 7, True)
    assert (line.missed, line.missed_of, line.is_silent, line.last) == (2, 3, False, "6 d ago")


def test_a_pause_that_holds_today_is_told_with_its_reason_and_end(as_clinician, quiet_patient):
    until = pause_of(quiet_patient, 4, -9).ends_on
    page = as_clinician.get("/admin/").content.decode()
    assert f"paused: in hospital to {until:%-d %b}" in page


def test_a_pause_that_is_over_is_not_told(as_clinician, quiet_patient):
    pause_of(quiet_patient, 4, 1)
    assert "paused: " not in as_clinician.get("/admin/").content.decode()


def test_a_pause_is_told_to_nobody_whose_consent_has_ended(as_clinician, quiet_patient):
    pause_of(quiet_patient, 4, -9)
    ConsentRecord.objects.filter(patient=quiet_patient).update(expires_on=days_ago(2))
    assert "paused: " not in as_clinician.get("/admin/").content.decode()


def share_only(patient, *kinds):
    ConsentRecord.objects.filter(patient=patient).update(scope=list(kinds))


def test_day_and_phase_need_a_consent_for_use(clinician, patient, entry):
    share_only(patient, "ratings", "notes", "self_harm")
    line = line_of(clinician, patient)
    assert (line.where, line.position) == ("not shared", None)


def test_sparklines_need_a_consent_for_ratings(clinician, patient, entry):
    share_only(patient, "use")
    line = line_of(clinician, patient)
    assert line.sparklines == ()
    assert line.where == "day 5"


@pytest.mark.parametrize(("precision", "words"), [("using", "still using"), ("unknown", "last use not known")])
def test_without_a_date_of_last_use_it_says_why(clinician, patient, precision, words):
    people.make_episode(patient, day0=None, precision=precision)
    assert line_of(clinician, patient).where == words


def test_who_waits_longest_for_a_reading_comes_first_and_then_who_is_silent(clinician, patient):
    quiet, waiting, longest = (people.make_patient(chosen_name=name) for name in ("Quiet", "Waiting", "Longest"))
    for each in (quiet, waiting, longest):
        people.make_link(each, clinician)
    people.make_entry(waiting, updated_at=NOON - timedelta(hours=2))
    people.make_entry(longest, updated_at=NOON - timedelta(days=2))
    people.make_entry(quiet, days_ago(9), updated_at=NOON - timedelta(days=60))
    names = [line.name for line in lines_for(clinician, NOON)]
    assert names == ["Longest", "Waiting", "Quiet", "Robin"]


def test_unread_counts_down_when_entries_are_reviewed(clinician, patient, entry):
    assert line_of(clinician, patient).unread == 1
    mark_reviewed(clinician=clinician, entries=Entry.objects.all(), seen_until=timezone.now())
    assert line_of(clinician, patient).unread == 0


def test_an_empty_caseload_says_how_to_invite(client, administrator):
    newcomer = people.make_clinician(name="New")
    client.force_login(newcomer.user)
    page = client.get("/admin/").content.decode()
    assert "Nobody shares a journal with you yet" in page
    assert 'action="/admin/accounts/invitation/add/"' in page


def test_staff_who_are_no_clinicians_read_that_they_are_not(client, db):
    client.force_login(people.make_user(is_staff=True))
    assert "set up for a clinician" in client.get("/admin/").content.decode()


def test_an_administrator_gets_accounts_and_content_instead(as_administrator):
    page = as_administrator.get("/admin/").content.decode()
    for address in ("/admin/accounts/user/", "/admin/journal/symptom/", "/admin/timeline/phase/"):
        assert address in page
    assert "/admin/accounts/patient/" not in page


def fill(clinician, many):
    for number in range(many):
        patient = people.make_patient(chosen_name=f"P{number}")
        pause_of(patient, 3, -number)
        people.make_link(patient, clinician)
        people.make_episode(patient)
        for back in range(3):
            people.make_entry(patient, days_ago(back))


def test_its_queries_do_not_grow_with_patients(as_clinician, clinician, count_queries):
    fill(clinician, 5)
    few = count_queries(lambda: as_clinician.get("/admin/"))
    fill(clinician, 45)
    many = count_queries(lambda: as_clinician.get("/admin/"))
    assert many <= few <= 14  # one of them looks for an answer about safety that didn't come
