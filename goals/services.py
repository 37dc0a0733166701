"""What she does with a goal, and which marks of effort there are."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from accounts.models import Patient

from .models import Goal, Milestone, week_of

MOST_A_WEEK = 5  # small ones: a long list is a burden
Kind = Milestone.Kind
# When a count is worth a word. Close together at first, when going on is hardest.
STEPS = {
    Kind.ENTRIES: (1, 3, 7, 14, 30, 60, 100, 150, 200, 300, 365, 500, 730, 1000),
    Kind.URGES: (1, 3, 5, 10, 25, 50, 100, 200),
    Kind.PLANS: (1, 2),
    Kind.GOALS: (1, 3, 5, 10, 25, 50, 100, 200),
}


@transaction.atomic
def add_goal(*, patient: Patient, text: str) -> Goal:
    """A goal for this week; the same words again are the same goal, also when they were put away. Raises
    OverflowError when the week is full."""
    patient.lock()
    week = list(Goal.objects.filter(patient=patient, week=week_of(patient)))
    for goal in week:
        if goal.text == text:
            if goal.hidden_at:
                goal.hidden_at = None
                goal.save(update_fields=["hidden_at"])
            return goal
    if sum(goal.hidden_at is None for goal in week) >= MOST_A_WEEK:
        raise OverflowError
    return Goal.objects.create(patient=patient, week=week_of(patient), text=text)


def this_week(patient: Patient) -> list[Goal]:
    """Her goals of this week."""
    return list(Goal.objects.filter(patient=patient, week=week_of(patient)).shown())


def left_from_last_week(patient: Patient) -> list[Goal]:
    """What she didn't get to last week, and may want to take along. Anything older is let go of."""
    week = week_of(patient) - timedelta(days=7)
    return list(Goal.objects.filter(patient=patient, week=week, done_at=None).shown())


def show_effort(*, patient: Patient, shown: bool) -> None:
    """She wants to see what she put in, or doesn't. Nothing is lost either way."""
    patient.show_effort = shown
    patient.save(update_fields=["show_effort"])


def note_milestones(patient: Patient, counts: Mapping[str, int]) -> tuple[dict[str, list[int]], list[Milestone]]:
    """Note whichever steps `counts` have come to. Returns all steps she ever came to, by kind, and the new ones.
    A count that has gone down since takes none away."""
    known = set(Milestone.objects.filter(patient=patient).values_list("kind", "count"))
    come_to = {(kind, step) for kind, count in counts.items() for step in STEPS[kind] if step <= count}
    new = [Milestone(patient=patient, kind=kind, count=step) for kind, step in sorted(come_to - known)]
    Milestone.objects.bulk_create(new, ignore_conflicts=True)
    every = sorted(known | come_to)
    return {kind: [step for of, step in every if of == kind] for kind in Kind.values}, new
