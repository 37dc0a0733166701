"""Whatever she tells, in whatever order: nothing is raised twice, and what was raised stays as it was."""

import itertools

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flags.models import Flag
from journal.flagging import raise_flags
from journal.models import Entry

from .telling import at, on, tell

DAYS = 9
ANSWERS = {
    "craving": st.integers(0, 10),
    "low_mood": st.none() | st.integers(0, 10),
    "sleep_hours": st.sampled_from([2, 3.5, 8]),
    "self_harm_thoughts": st.none() | st.integers(0, 3),
    "safe_now": st.booleans(),
    "elated_no_sleep": st.booleans(),
    "used_ketamine": st.booleans(),
    "seizure": st.booleans(),
}
ratings = st.fixed_dictionaries({}, optional=ANSWERS)
saves = st.lists(st.tuples(st.integers(1, DAYS), st.integers(0, 4), ratings), min_size=1, max_size=8)
# A slow machine says nothing about the rules, and each example takes back what it wrote.
NO_CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
RULE = settings(max_examples=25, suppress_health_check=NO_CHECKS, deadline=None)


def as_raised(patient) -> dict[int, tuple]:
    """Everything of each flag that may never change."""
    fields = ("pk", "rule_code", "rule_version", "severity", "about", "evidence", "needs", "late", "raised_at")
    return {row[0]: row[1:] for row in Flag.objects.filter(patient=patient).values_list(*fields)}


@pytest.fixture
def undone(db):
    """Runs something and takes back what it wrote: each example begins anew."""

    def run(what):
        with transaction.atomic():
            what()
            transaction.set_rollback(True)

    return run


@RULE
@given(told=saves)
def test_running_again_on_the_same_data_raises_nothing(patient, clinician, stranger, undone, told):
    def tells():
        for day, later, answers in told:
            tell(patient, day, told_on=day + later, **answers)
        raised = as_raised(patient)
        with at(DAYS + 4):
            for day in Entry.objects.filter(patient=patient).order_by("date").values_list("date", flat=True):
                raise_flags(patient, day)
        first = as_raised(patient)
        with at(DAYS + 4):
            for day in Entry.objects.filter(patient=patient).values_list("date", flat=True):
                assert raise_flags(patient, day) == []
        assert as_raised(patient) == first
        assert raised.items() <= first.items()

    undone(tells)


@RULE
@given(told=saves)
def test_edits_and_later_days_keep_flags_and_their_evidence(patient, clinician, stranger, undone, told):
    def tells():
        kept = {}
        for day, later, answers in told:
            tell(patient, day, told_on=day + later, **answers)
            raised = as_raised(patient)
            assert kept.items() <= raised.items()
            kept = raised

    undone(tells)


@RULE
@given(told=saves)
def test_no_two_standing_flags_say_the_same(patient, clinician, stranger, undone, told):
    def tells():
        for day, later, answers in told:
            tell(patient, day, told_on=day + later, **answers)
        standing = Flag.objects.filter(patient=patient).standing().values_list("rule_code", "day", "severity", "about")
        for one, other in itertools.combinations(standing, 2):
            assert one[:2] != other[:2] or "personal_rise" in one[:1]
        assert not Flag.objects.filter(patient=patient, day__gt=on(DAYS)).exists()

    undone(tells)
