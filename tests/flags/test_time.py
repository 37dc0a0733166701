"""Flags that come of time: silence, an answer that didn't come, plans, another substance that was stopped."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from accounts.sharing import end_sharing
from flags.models import Flag, FlagRule
from journal.flagging import raise_unanswered
from journal.models import Pause, Reminder
from journal.silence import raise_silent
from plans.models import Plan
from recovery_tracker.plan_flags import raise_overdue_plans
from tests import people

from .telling import at, flags, on, tell


def nights(*days: int) -> None:
    """The nightly rules of these days."""
    for day in days:
        with at(day):
            raise_silent()
            raise_overdue_plans()


@pytest.fixture
def early(patient, clinician, stranger):
    """Last use the day before the first; signed up then."""
    with at(1):
        people.make_episode(patient, days_ago=1)
    patient.welcomed_at = patient.created_at = datetime(2026, 2, 28, 12, tzinfo=UTC)
    patient.save()


def test_one_silence_is_one_flag_while_it_stands(early, patient):
    tell(patient, 1, craving=1)
    nights(*range(2, 13))
    assert flags(patient) == [("missed_acute", "attention", 5, "open")]


def test_once_closed_the_same_silence_is_raised_again_after_its_cooldown(early, patient):
    tell(patient, 1, craving=1)
    nights(5)
    Flag.objects.filter(patient=patient).update(state=Flag.State.CLOSED)
    nights(6, 7, 8)
    assert [day for _, _, day, _ in flags(patient)] == [5, 8]


def test_paused_days_are_not_missed(early, patient):
    tell(patient, 1, craving=1)
    Pause.objects.create(patient=patient, reason=Pause.Reason.HOSPITAL, starts_on=on(2), ends_on=on(7))
    nights(5, 7, 10)
    assert flags(patient) == []
    nights(11)
    assert flags(patient) == [("missed_acute", "attention", 11, "open")]


def test_who_wrote_today_about_another_day_is_not_silent(early, patient):
    tell(patient, 1, craving=1)
    tell(patient, 2, told_on=6, craving=1)
    nights(7, 9)
    assert flags(patient) == []


def test_who_never_wrote_is_silent_since_she_signed_up(early, patient):
    nights(4)
    assert flags(patient) == [("missed_acute", "attention", 4, "open")]


@pytest.mark.parametrize(("asked", "raised"), [(False, []), (True, [("missed_later", "info", 48, "open")])])
def test_later_only_a_week_counts_and_only_where_writing_daily_was_agreed(early, patient, asked, raised):
    if asked:
        Reminder.objects.create(patient=patient)
    tell(patient, 40, craving=1)
    nights(44, 47, 48)
    assert flags(patient, "missed_later") == raised


def test_silence_tells_nothing_of_last_use(early, patient):
    nights(4)
    flag = Flag.objects.get(patient=patient)
    assert flag.needs == []
    assert {piece["code"] for piece in flag.evidence} == {"no_entry"}


@pytest.mark.parametrize(("minutes", "severity"), [(9, "attention"), (10, "urgent")])
def test_safe_now_without_an_answer_becomes_urgent_after_ten_minutes(patient, clinician, stranger, minutes, severity):
    tell(patient, 1, self_harm_thoughts=1)
    now = datetime(2026, 3, 1, 12, minutes, tzinfo=UTC)
    assert raise_unanswered(now=now) == (severity == "urgent")
    assert [row[1] for row in flags(patient) if row[3] == "open"] == [severity]


def test_an_answer_to_safe_now_leaves_it_as_it_is(patient, clinician, stranger):
    tell(patient, 1, self_harm_thoughts=1)
    tell(patient, 1, safe_now=True)
    assert raise_unanswered(now=datetime(2026, 3, 1, 14, tzinfo=UTC)) == 0
    assert flags(patient) == [("self_harm_any", "attention", 1, "open")]


def test_a_no_in_place_of_the_answer_leaves_it_too(patient, clinician, stranger):
    tell(patient, 1, self_harm_thoughts=1)
    tell(patient, 1, self_harm_thoughts=0)
    assert raise_unanswered(now=datetime(2026, 3, 1, 14, tzinfo=UTC)) == 0


def test_a_clinician_who_opens_her_caseload_finds_it_urgent(patient, other_patient, clinician, stranger):
    for whom in (patient, other_patient):
        tell(whom, 1, self_harm_thoughts=1)
    with at(1, hour=13):
        page = Client()
        page.force_login(clinician.user)
        assert page.get("/admin/").status_code == 200
    assert [row[1] for row in flags(patient) if row[3] == "open"] == ["urgent"]
    assert [row[1] for row in flags(other_patient) if row[3] == "open"] == ["attention"]


def test_whom_she_may_see_is_remembered_again_though_nothing_was_raised(patient, clinician, stranger):
    """What is raised is raised in the patient's role, and the database forgets what it remembered for hers."""
    tell(patient, 1, self_harm_thoughts=1)
    FlagRule.objects.create(code="self_harm_any", version=99, is_on=False)
    page = Client()
    page.force_login(clinician.user)
    signs = ("set_config('role', 'rt_patient'", "rt_shared()::text, true")
    with at(1, hour=13), CaptureQueriesContext(connection) as asked:
        page.get("/admin/")
    asked = [each["sql"] for each in asked]
    as_her, remembered = (max(place for place, sql in enumerate(asked) if sign in sql) for sign in signs)
    assert [row[1] for row in flags(patient) if row[3] == "open"] == ["attention"]
    assert as_her < remembered


def test_the_command_of_every_five_minutes_says_how_many(patient, clinician, stranger, capsys):
    tell(patient, 1, self_harm_thoughts=1)
    call_command("raise_flags")
    call_command("raise_flags")
    assert capsys.readouterr().out == "made urgent: 1\nmade urgent: 0\n"
    with override_settings(ENABLE_FLAGS=False):
        call_command("raise_flags")
    assert "switched off" in capsys.readouterr().out


def test_the_daily_work_raises_what_time_raises(early, patient, capsys):
    with at(5):
        call_command("run_daily")
        call_command("run_daily")
    assert flags(patient) == [("missed_acute", "attention", 5, "open")]
    assert capsys.readouterr().out.count("flags raised: 1\n") == 1


def test_no_safety_plan_after_an_answer_about_self_harm(early, patient):
    tell(patient, 1, self_harm_thoughts=1, safe_now=True)
    nights(1, 2)
    assert flags(patient, "plan_overdue") == [("plan_overdue", "info", 1, "open")]
    assert Flag.objects.get(rule_code="plan_overdue").needs == ["self_harm"]


def test_a_plan_that_is_there_is_enough_shown_or_not(early, patient):
    Plan.objects.create(patient=patient, kind=Plan.Kind.SAFETY)
    tell(patient, 1, self_harm_thoughts=1)
    nights(2)
    assert flags(patient, "plan_overdue") == []


@pytest.mark.parametrize("is_shown", [True, False])
def test_a_plan_to_look_at_again_is_told_only_where_she_shows_it(early, patient, is_shown):
    shared_at = datetime(2026, 3, 1, tzinfo=UTC) if is_shown else None
    Plan.objects.create(patient=patient, kind=Plan.Kind.STAYING_WELL, review_due=on(3), shared_at=shared_at)
    nights(3, 4, 5)
    assert [row[2] for row in flags(patient, "plan_overdue")] == ([4] if is_shown else [])


def test_the_nightly_rules_leave_alone_who_shares_with_nobody(early, patient):
    end_sharing(patient=patient, link=patient.care_links.get())
    Plan.objects.create(patient=patient, kind=Plan.Kind.SAFETY, review_due=on(1), shared_at=datetime.now(UTC))
    nights(5, 6)
    assert flags(patient) == []


def test_who_is_to_be_erased_is_left_alone(early, patient):
    patient.erase_on = on(20)
    patient.save()
    nights(5)
    assert flags(patient) == []


def test_a_flag_of_a_late_night_is_of_her_day(patient, clinician, stranger):
    with at(1):
        assert raise_silent(now=datetime(2026, 3, 1, 2, tzinfo=UTC) + timedelta(days=9)) == 0
