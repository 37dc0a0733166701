"""Everything the demo's people wrote could have been written by a person in the product."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from accounts.models import AccessLog, CareLink, Cover, Patient, User
from assessments.models import Response
from clinical.instruments import schedule
from clinical.phases import local_day, position
from flags.models import Flag
from journal.days import today_of
from journal.fields import AnswerField
from journal.models import Entry, Episode, Symptom, UseEvent
from recovery_tracker.demo import stage
from recovery_tracker.demo.cast import JO, KIM, PASSWORD, PEOPLE, STAFF
from recovery_tracker.demo.stories import STORIES
from review.access import sharing_with
from review.models import EntryReview
from tests.test_house import BANNED

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
# Of the words to avoid (brief 8.1), those that a note has no good reason to hold either.
NEVER_IN_A_NOTE = (
    *BANNED,
    r"clean",
    r"fail(?:ed|ure)?",
    r"reset",
    r"detox",
    r"normal",
    r"dirty",
    r"dealers?",
    r"habit",
)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Made once for all tests of this file, which only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        stage.set_up(NOON)
    yield
    with django_db_blocker.unblock():
        stage.strike()
        AccessLog.objects.all().delete()


@pytest.fixture
def demo(made, db):
    """The demo as it stood on one noon."""


def person(username: str) -> Patient:
    return Patient.objects.get(user__username=username)


def standing_of(patient: Patient):
    episode = Episode.objects.filter(patient=patient).current().get()
    return position(episode.day0, episode.precision, local_day(NOON, patient.zone))


def everything() -> list:
    entries = Entry.objects.order_by("patient__user__username", "date")
    return [
        *entries.values_list("patient__user__username", "date", "ratings", "note", "late", "recorded_at", "updated_at"),
        *UseEvent.objects.order_by("patient__user__username", "date").values_list("date", "recorded_at"),
        *Patient.objects.order_by("code").values_list("code", "created_at"),
    ]


def test_every_answer_is_one_the_check_in_would_take(demo):
    fields = {symptom.code: AnswerField(symptom) for symptom in Symptom.objects.all()}
    for entry in Entry.objects.all():
        for code, answer in entry.ratings.items():
            field = fields[code]
            assert field.clean(field.prepare_value(answer)) == answer, (code, answer)


def test_it_is_the_same_each_time(demo):
    before = everything()
    stage.strike()
    stage.set_up(NOON)
    assert everything() == before


# In Dublin, London and Lisbon a day begins at 4, in Melbourne at 17.
@pytest.mark.parametrize("hour", [3, 4, 17])
def test_nothing_lies_in_the_future_whatever_the_time_is(demo, hour):
    now = NOON.replace(hour=hour)
    stage.strike()
    stage.set_up(now)
    for entry in Entry.objects.select_related("patient"):
        assert entry.date <= local_day(now, entry.patient.zone)
        assert entry.recorded_at <= entry.updated_at <= now
    assert not EntryReview.objects.filter(reviewed_at__gt=now).exists()
    assert not Response.objects.filter(updated_at__gt=now).exists()


def test_each_entry_was_written_on_its_day_or_is_marked_as_late(demo):
    for entry in Entry.objects.select_related("patient"):
        days = (local_day(entry.recorded_at, entry.patient.zone) - entry.date).days
        assert days >= 0
        assert entry.late == (days > 1)


def test_two_people_answered_questionnaires_as_they_would_have_been_offered(demo):
    assert set(Response.objects.values_list("patient__user__username", flat=True)) == {"freya", "sol"}
    for response in Response.objects.select_related("patient"):
        assert local_day(response.recorded_at, response.patient.zone) == response.day
        assert response.recorded_at >= response.patient.created_at
        earlier = Response.objects.filter(patient=response.patient, day__lt=response.day).of(response.definition)
        assert all(response.day - each.day >= schedule.EVERY for each in earlier)
    assert {response.total is None for response in Response.objects.all()} == {True, False}


def test_no_diary_begins_before_its_account(demo):
    for patient in Patient.objects.exclude(user__username="noor"):
        assert patient.created_at < patient.entries.earliest("recorded_at").recorded_at


def test_no_note_holds_a_word_to_avoid():
    texts = [text for story in STORIES.values() for text in (*story.notes.values(), *story.first_notes.values())]
    texts += [each.who for each in (*PEOPLE, *STAFF)]
    avoid = re.compile(rf"\b(?:{'|'.join(NEVER_IN_A_NOTE)})\b", re.I)
    assert len(texts) > 40
    assert [text for text in texts if avoid.search(text)] == []


def test_every_note_stands_on_a_day_that_was_written_about():
    for story in STORIES.values():
        written = set(range(story.first, story.last + 1)) - set(story.gaps)
        assert {*story.notes, *story.first_notes} <= written


def test_every_phase_has_somebody_in_it(demo):
    found = [standing_of(patient) for patient in Patient.objects.all()]
    assert {where.phase.code for where in found if where} == {"acute", "subacute", "paws"}
    assert any(where.in_peak_window and where.day > 0 for where in found if where)
    assert any(where.approximate for where in found if where)


def test_somebody_is_on_day_0_and_has_written_nothing(demo):
    assert standing_of(person("noor")).day == 0
    assert not person("noor").entries.exists()


def test_a_lapse_on_day_38_began_a_new_episode_and_took_nothing_away(demo):
    now, before = Episode.objects.filter(patient=person("sol"))
    used = UseEvent.objects.get(patient=person("sol"))
    assert (before.end_reason, now.day0) == ("use_reported", used.date)
    assert (used.date - before.day0).days == 38
    assert person("sol").entries.filter(date__lt=used.date).count() > 25


def test_somebody_has_been_silent_for_nine_days(demo):
    marta = person("marta")
    assert (local_day(NOON, marta.zone) - marta.entries.latest("date").date).days == 9


def test_somebody_still_uses_and_has_no_day_0(demo):
    mei = person("mei")
    assert (mei.goal, standing_of(mei)) == ("reduce", None)
    assert UseEvent.objects.filter(patient=mei).count() > 10


def test_the_bladder_trouble_has_one_day_with_blood(demo):
    days = person("callum").entries
    assert days.filter(ratings__blood_in_urine=True).count() == 1
    assert days.filter(ratings__urinary_pain__gte=5, ratings__nocturia__gte=4).count() > 5


def test_the_use_told_in_entries_and_the_days_of_use_agree(demo):
    told = Entry.objects.filter(ratings__used_ketamine=True).values_list("patient", "date")
    assert set(told) == set(UseEvent.objects.values_list("patient", "date"))


def test_days_are_missing_questions_are_skipped_and_some_were_not_asked(demo):
    for username in ("mateo", "freya", "sol", "marta", "callum", "mei"):
        days = list(person(username).entries.order_by("date").values_list("date", "ratings"))
        assert (days[-1][0] - days[0][0]).days + 1 > len(days)
        assert any(None in ratings.values() for _, ratings in days)
    assert Entry.objects.exclude(ratings__has_key="concentration").exists()


def test_each_clinician_sees_only_what_was_shared(demo):
    kim, jo = User.objects.get(username=KIM), User.objects.get(username=JO)
    assert set(names(kim)) - {"mei"} == {"robin", "mateo", "freya", "sol", "marta", "callum"}
    assert set(names(jo)) == {"callum", "mei", "marta"}
    assert "notes" not in sharing_with(kim)[person("freya").pk].scope
    assert "self_harm" not in sharing_with(kim)[person("mateo").pk].scope


def test_one_shares_with_the_team_and_who_is_away_is_covered(demo):
    assert CareLink.objects.get(patient=person("marta")).team.name == "River Team"
    cover = Cover.objects.get()
    assert (cover.covered.user.username, cover.covering.user.username) == (JO, KIM)
    assert (cover.ends_on - cover.starts_on).days == 7


def names(viewer):
    return Patient.objects.visible_to(viewer).values_list("user__username", flat=True)


def test_a_consent_was_taken_back_and_its_link_has_ended(demo):
    ended = CareLink.objects.exclude(ended_at=None).get()
    assert ended.clinician.user.username == JO
    assert not CareLink.objects.standing().filter(pk=ended.pk).exists()


def test_some_entries_are_read_and_some_wait(demo):
    kim = User.objects.get(username=KIM)
    entries = Entry.objects.filter(patient__in=Patient.objects.visible_to(kim))
    read = entries.filter(reviews__clinician=kim.pk)
    assert 0 < read.count() < entries.count()


def test_every_version_of_an_entry_was_kept_at_its_time(demo):
    entry = person("sol").entries.get(ratings__used_ketamine=True)
    first, second = entry.history.order_by("pgh_created_at")
    assert first.note != second.note
    assert second.pgh_created_at == entry.updated_at < NOON


def test_the_people_live_in_different_places(demo):
    assert Patient.objects.values("country").distinct().count() >= 6
    assert {patient.show_day_counts for patient in Patient.objects.all()} == {True, False}
    assert all(today_of(patient) for patient in Patient.objects.all())


def test_the_password_is_one_a_person_could_choose(db):
    validate_password(PASSWORD)


def test_some_of_each_severity_was_pointed_out_by_the_rules(demo):
    standing = Flag.objects.filter(patient__user__is_demo=True).standing()
    assert {*standing.values_list("severity", flat=True)} == {"info", "attention", "urgent"}
    assert {flag.rule_code for flag in standing} >= {"self_harm_any", "missed_later", "help_requested", "craving_high"}
