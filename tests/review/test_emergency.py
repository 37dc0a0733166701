"""Opening a journal in an emergency: with the exact code and a reason, for some hours, to read, and never unseen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections
from django.db.utils import IntegrityError
from django.test import Client
from django.utils import timezone

from accounts import rls, sharing
from accounts.models import AccessLog, BreakGlass, ConsentRecord, EmergencyNotice, Patient
from accounts.models.emergency import EMERGENCY_HOURS
from review.access import sharing_with
from review.models import EntryReview
from tests import people
from tests.review.raising import make_flag

REASON = "Found unconscious at the bus stop."
ADDRESS = "/admin/emergency/"


@pytest.fixture
def agreed(patient, stranger):
    """`patient` read what an emergency is when she shared with her clinician; the stranger belongs to a team."""
    ConsentRecord.objects.filter(patient=patient).update(emergency=True)
    return people.make_team(stranger)


def try_code(client, code, reason=REASON):
    return client.post(ADDRESS, {"code": code, "reason": reason})


def page_of(patient):
    return f"/admin/accounts/patient/{patient.pk}/change/"


def test_the_code_and_a_reason_open_the_journal_to_read(guards, agreed, as_stranger, stranger, patient, entry):
    assert as_stranger.get(page_of(patient)).status_code == 404
    assert try_code(as_stranger, patient.short_code.lower()).url == page_of(patient)
    page = as_stranger.get(page_of(patient)).content.decode()
    assert "Opened in an emergency, to read only" in page and "Robin" in page
    opened = BreakGlass.objects.get()
    assert (opened.reason, opened.ends_at - opened.started_at) == (REASON, timedelta(hours=EMERGENCY_HOURS))


def test_her_own_words_stay_hers(agreed, as_stranger, stranger, patient, entry):
    try_code(as_stranger, patient.short_code)
    assert sharing_with(stranger.user)[patient.pk].scope == set(people.EVERYTHING) - {"notes"}
    for page in (page_of(patient), f"/admin/journal/entry/{entry.pk}/change/"):
        assert "Walked by the sea." not in as_stranger.get(page).content.decode()


def test_it_shows_nothing_that_she_shares_with_nobody(agreed, as_stranger, stranger, patient, entry):
    ConsentRecord.objects.filter(patient=patient).update(scope=["use", "notes"])
    try_code(as_stranger, patient.short_code)
    assert sharing_with(stranger.user)[patient.pk].scope == {"use"}


def test_what_was_shared_without_agreeing_to_emergencies_points_nothing_out(agreed, as_stranger, patient):
    ConsentRecord.objects.filter(patient=patient).update(scope=["ratings"])
    people.make_link(patient, people.make_clinician(), scope=["ratings", "self_harm"])
    make_flag(patient, rule="self_harm_any", needs=["self_harm"], severity="urgent")
    make_flag(patient)
    try_code(as_stranger, patient.short_code)
    flags, caseload = (as_stranger.get(page).content.decode() for page in ("/admin/flags/flag/", "/admin/"))
    assert "Attention: High craving" in flags and "Thoughts of self-harm" not in flags
    assert 'class="asks attention"' in caseload and 'class="asks urgent"' not in caseload


def test_every_look_is_logged_as_an_emergency(agreed, as_stranger, as_patient, stranger, patient, entry):
    try_code(as_stranger, patient.short_code)
    for page in (page_of(patient), f"/admin/journal/entry/{entry.pk}/change/", "/admin/", "/admin/journal/entry/"):
        as_stranger.get(page)
    hers = AccessLog.objects.filter(patient=patient, actor=stranger.pk)
    assert set(hers.values_list("what", flat=True)) == {"emergency"} and hers.count() >= 5
    assert "opened your journal in an emergency" in as_patient.get("/privacy/").content.decode()


def test_the_patient_is_told_on_every_page_until_she_has_read_it(agreed, as_stranger, as_patient, patient):
    try_code(as_stranger, patient.short_code)
    opened = BreakGlass.objects.get()
    for page in ("/", "/journal/", "/more/", "/privacy/"):
        assert "Somebody opened your journal in an emergency" in as_patient.get(page, follow=True).content.decode()
    told = as_patient.get("/privacy/").content.decode()
    assert REASON in told and opened.clinician_name in told
    as_patient.post(f"/privacy/emergency/{opened.pk}/")
    assert "Somebody opened your journal" not in as_patient.get("/privacy/").content.decode()


def test_she_ends_it_with_one_tap(guards, agreed, as_stranger, as_patient, patient, entry):
    try_code(as_stranger, patient.short_code)
    as_patient.post(f"/privacy/emergency/{BreakGlass.objects.get().pk}/", {"end": "1"})
    assert as_stranger.get(page_of(patient)).status_code == 404


def test_nobody_else_ends_or_reads_it(agreed, as_stranger, as_other_patient, patient):
    try_code(as_stranger, patient.short_code)
    assert as_other_patient.post(f"/privacy/emergency/{BreakGlass.objects.get().pk}/", {"end": "1"}).status_code == 404
    assert REASON not in as_other_patient.get("/privacy/").content.decode()


def over(opened):
    started = timezone.now() - timedelta(hours=9)
    BreakGlass.objects.update(started_at=started, ends_at=started + timedelta(hours=8))


def taken_back(opened):
    sharing.end_sharing(patient=opened.patient, link=opened.patient.care_links.get())


def left(opened):
    opened.clinician.memberships.update(ended_at=timezone.now())


def asked_to_be_erased(opened):
    from accounts.privacy import ask_for_erasure

    ask_for_erasure(patient=opened.patient, today=timezone.now().date())


@pytest.mark.parametrize("end", [over, taken_back, left, asked_to_be_erased])
def test_it_ends_with_the_next_request(guards, agreed, as_stranger, patient, entry, end):
    try_code(as_stranger, patient.short_code)
    assert as_stranger.get(page_of(patient)).status_code == 200
    end(BreakGlass.objects.get())
    pages = [page_of(patient), f"/admin/journal/entry/{entry.pk}/change/"]
    assert {as_stranger.get(page).status_code for page in pages} == {404}


def test_a_consent_that_has_run_out_is_no_hindrance(agreed, as_stranger, patient, entry):
    ConsentRecord.objects.filter(patient=patient).update(expires_on="2026-01-01")
    assert try_code(as_stranger, patient.short_code).url == page_of(patient)
    assert as_stranger.get(page_of(patient)).status_code == 200


def refusals(patient, other_patient):
    """Every reason why nothing opens."""
    unknown = f"{(patient.code.int >> 104 ^ 1):06x}"
    never_agreed = other_patient.short_code
    return {"unknown": unknown, "not agreed": never_agreed, "nonsense": "zz", "part": patient.short_code[:4], "%": "%"}


@pytest.mark.parametrize("why", ["unknown", "not agreed", "nonsense", "part", "%"])
def test_a_refusal_never_says_whether_a_code_exists(agreed, client, patient, other_patient, why):
    outsider = people.make_clinician()
    people.make_team(outsider)
    client.force_login(outsider.user)
    answer = try_code(client, refusals(patient, other_patient)[why])
    assert answer.status_code == 422 and "Nothing can be opened with this code." in answer.content.decode()
    assert not BreakGlass.objects.exists() and not AccessLog.objects.filter(actor=outsider.pk).exists()
    assert EmergencyNotice.objects.get().short_code == ""


def test_taken_back_is_answered_like_unknown(agreed, as_stranger, as_patient, patient):
    as_patient.post(f"/privacy/end/{patient.care_links.get().pk}/")
    assert "Nothing can be opened with this code." in try_code(as_stranger, patient.short_code).content.decode()


def test_two_who_share_a_code_are_told_apart_by_nobody(agreed, as_stranger, patient):
    twin = people.make_patient(code=patient.code.hex[:-1] + ("0" if patient.code.hex[-1] != "0" else "1"))
    people.make_link(twin, people.make_clinician(), emergency=True)
    assert try_code(as_stranger, patient.short_code).status_code == 422


def test_guessing_ends_after_five_tries(agreed, as_stranger, patient):
    for number in range(5):
        try_code(as_stranger, f"00000{number}")
    answer = try_code(as_stranger, patient.short_code)
    assert answer.status_code == 422 and "Tried too often" in answer.content.decode()
    assert not BreakGlass.objects.exists()


def test_many_guesses_at_once_are_five_guesses(committed):
    clinician = people.make_clinician()
    people.make_team(clinician)

    def guess(number):
        try_code(signed_in, f"0000{number:02}")
        connections.close_all()

    signed_in = Client()
    signed_in.force_login(clinician.user)
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(guess, range(24)))
    assert EmergencyNotice.objects.count() == 5


@pytest.mark.parametrize("reason", ["", "urgent", " " * 40])
def test_it_needs_a_reason(agreed, as_stranger, patient, reason):
    assert try_code(as_stranger, patient.short_code, reason).status_code == 422
    assert not BreakGlass.objects.exists() and not EmergencyNotice.objects.exists()


@pytest.mark.parametrize("who", ["as_clinician", "as_patient", "as_administrator"])
def test_it_is_for_clinicians_of_a_team(agreed, request, who, other_patient):
    client = request.getfixturevalue(who)
    assert {client.get(ADDRESS).status_code, try_code(client, other_patient.short_code).status_code} == {404}


def test_who_sees_the_journal_already_is_led_to_it_and_gets_no_more(agreed, as_stranger, other_patient):
    ConsentRecord.objects.filter(patient=other_patient).update(emergency=True, scope=["ratings"])
    assert try_code(as_stranger, other_patient.short_code).url == page_of(other_patient)
    assert not BreakGlass.objects.exists()


def test_nothing_is_written_through_it(guards, agreed, as_stranger, stranger, patient, entry):
    try_code(as_stranger, patient.short_code)
    version = {"version": entry.updated_at.isoformat(), "note": "x", "every_days": "7"}
    hers = f"/admin/accounts/patient/{patient.pk}"
    ends = [f"/admin/journal/entry/{entry.pk}/reviewed/", page_of(patient)]
    ends += [f"{hers}/note/", f"{hers}/reply/", f"{hers}/ask/phq9/"]
    assert {as_stranger.post(address, version).status_code for address in ends} == {404}
    ticked = {"action": "mark_as_read", "_selected_action": [entry.pk], "seen": "2030-01-01T00:00:00+00:00"}
    as_stranger.post("/admin/journal/entry/", ticked)
    assert not EntryReview.objects.exists()


def test_the_database_takes_no_reading_through_it(agreed, as_stranger, stranger, patient, entry):
    try_code(as_stranger, patient.short_code)
    row = {"patient": patient, "entry": entry, "entry_updated_at": entry.updated_at, "reviewer_name": "x"}
    with pytest.raises(DatabaseError), rls.acting_as(rls.CLINICIAN, stranger.pk):
        EntryReview.objects.create(**row, clinician=stranger)


def test_the_database_keeps_it_short_and_in_ones_own_name(agreed, patient, clinician, stranger):
    now = timezone.now()
    good = {"patient": patient, "clinician": stranger, "clinician_name": "x", "reason": REASON}
    late = {"started_at": now - timedelta(hours=2), "ends_at": now + timedelta(hours=1)}
    soon = {"started_at": now, "ends_at": now + timedelta(hours=1)}
    for fields in (good | late, good | soon | {"clinician": clinician}, good | soon | {"reason": " "}):
        with pytest.raises(DatabaseError), rls.acting_as(rls.CLINICIAN, stranger.pk):
            BreakGlass.objects.create(**fields)
    with pytest.raises(IntegrityError):
        BreakGlass.objects.create(**good, started_at=now, ends_at=now + timedelta(hours=25))


def test_the_database_shows_nobody_without_the_whole_code(agreed, stranger, patient):
    with rls.acting_as(rls.CLINICIAN, stranger.pk):
        for sought in ("", patient.code.hex[:5], patient.code.hex[:7], "%", "______"):
            with rls.seeking(sought):
                assert not Patient.objects.filter(pk=patient.pk).exists()
        with rls.seeking(patient.code.hex[:6]):
            assert Patient.objects.filter(pk=patient.pk).exists()
        assert not Patient.objects.filter(pk=patient.pk).exists()


def test_administrators_read_of_it_and_mark_it(agreed, as_stranger, as_administrator, administrator, patient):
    try_code(as_stranger, patient.short_code)
    assert "1 to read: Emergencies" in as_administrator.get("/admin/").content.decode()
    address = "/admin/accounts/emergencynotice/"
    page = as_administrator.get(f"{address}?unread=yes").content.decode()
    assert REASON in page and patient.short_code in page and "Robin" not in page
    as_administrator.post(address, {"action": "mark_as_read", "_selected_action": [EmergencyNotice.objects.get().pk]})
    assert EmergencyNotice.objects.get().read_by == administrator
    assert "to read: Emergencies" not in as_administrator.get("/admin/").content.decode()


def test_a_mail_says_that_there_is_something_and_nothing_more(
    agreed, as_stranger, administrator, patient, stranger, settings, mailoutbox, django_capture_on_commit_callbacks
):
    settings.EMAIL_HOST = "mail.test"
    administrator.email = "admin@clinic.test"
    administrator.save()
    with django_capture_on_commit_callbacks(execute=True):
        try_code(as_stranger, patient.short_code)
    (mail,) = mailoutbox
    told = mail.subject + mail.body
    assert mail.to == ["admin@clinic.test"] and "/admin/accounts/emergencynotice/" in told
    assert not any(word in told for word in (stranger.name, "Robin", patient.short_code, REASON, "journal"))


def test_her_copy_holds_it_and_erasing_leaves_nothing(agreed, as_stranger, as_patient, patient):
    from accounts.privacy import erase

    try_code(as_stranger, patient.short_code)
    told = as_patient.get("/privacy/export.json").json()["tables"]["accounts.BreakGlass"]
    assert told[0]["reason"] == REASON
    erase(patient)
    assert not BreakGlass.objects.exists() and EmergencyNotice.objects.exists()


def test_the_pages_ask_no_more_than_without(agreed, as_stranger, as_patient, patient, entry, count_queries):
    before = count_queries(lambda: as_patient.get("/more/"))
    try_code(as_stranger, patient.short_code)
    assert count_queries(lambda: as_patient.get("/more/")) == before
    assert connection.vendor == "postgresql"
