"""Small goals of this week, by log-in name: the words, and how many days ago each was done (None: not yet)."""

from datetime import timedelta

from goals.models import Goal, week_of

from .actor import Actor

GOALS = {
    "robin": (("Have breakfast on three days", None),),
    "sol": (("Walk along the river with Jules", 0), ("Call the job centre", None), ("Cook twice", None)),
    "freya": (("Read two chapters", None),),
}
LEFT_LAST_WEEK = {"sol": ("Fix the bike",)}
SEES_EFFORT = ("sol", "freya")


def set_goals(actor: Actor) -> None:
    """What this one set out to do this week, and what was left of last week."""
    patient, name = actor.patient, actor.person.username
    week = week_of(patient)
    for text, ago in GOALS.get(name, ()):
        done_at = None if ago is None else actor.now - timedelta(days=ago)
        Goal.objects.create(patient=patient, week=week, text=text, created_at=actor.now, done_at=done_at)
    for text in LEFT_LAST_WEEK.get(name, ()):
        before = actor.now - timedelta(days=7)
        Goal.objects.create(patient=patient, week=week - timedelta(days=7), text=text, created_at=before)
    if name in SEES_EFFORT:
        patient.show_effort = True
        patient.save(update_fields=["show_effort"])
