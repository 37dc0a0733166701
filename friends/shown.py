"""What a friend sees: the same words for her preview and for their page, made in one place."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from goals.models import Goal

from .models import Status, Tie

# A week of hers is over after seven days; one more, as the day may have begun elsewhere.
GOALS_STAY = timedelta(days=8)


@dataclass(frozen=True)
class Shown:
    """Her word for how she is ("" for none), and her goals of the week: the text, and whether done. No times."""

    status: str = ""
    wants_a_call: bool = False
    goals: tuple[tuple[str, bool], ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is shown now, for whatever reason."""
        return not self.status and not self.goals


NOTHING = Shown()


def shown_through(ties: Collection[Tie]) -> dict[int, Shown]:
    """What is to be seen through each of these open ties, by its key. Two queries, however many."""
    now = timezone.now()
    patients = [tie.patient_id for tie in ties]
    words = dict(Status.objects.filter(patient__in=patients, until__gt=now).values_list("patient", "word"))
    chosen = Goal.objects.filter(
        patient__in=patients, seen_by__overlap=[tie.pk for tie in ties], week__gt=now.date() - GOALS_STAY
    ).shown()
    goals = list(chosen)
    return {tie.pk: _shown(tie, words, goals) for tie in ties}


def _shown(tie: Tie, words: dict[int, str], goals: list[Goal]) -> Shown:
    word = words.get(tie.patient_id, "") if tie.sees_status else ""
    hers = (goal for goal in goals if goal.patient_id == tie.patient_id and tie.pk in goal.seen_by)
    return Shown(
        status=Status.Word(word).label if word else "",
        wants_a_call=word == Status.Word.CALL,
        goals=tuple((goal.text, goal.is_done) for goal in hers),
    )
