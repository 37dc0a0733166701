"""Help that stays at hand after an answer about harming herself, and the note that help was shown (brief 4.2).

Nothing here judges how somebody is. An answer brings help up, and she says herself whether she is safe for now.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from accounts import pinned_help
from accounts.models import Patient
from accounts.pinned_help import BLOCK, BLOCK_FOR, CHECK_IN, LINK, NOTHING, kept_at_hand
from clinical.red_flags import advice_for

from .models import AdviceShown, Entry
from .models.entry import SAFE_NOW, SELF_HARM, USED

__all__ = [
    "BLOCK", "LINK", "NOTHING", "after_save", "brought_up_to_date", "help_first", "kept_at_hand", "log_shown",
    "said_safe", "tells_of_harm",
]  # fmt: skip

Ratings = Mapping[str, object]


def tells_of_harm(ratings: Ratings) -> bool:
    """Whether the answer about harming herself calls for help: any but "no". A skipped one doesn't."""
    answer = ratings.get(SELF_HARM)
    return isinstance(answer, (int, float)) and answer >= 1


def help_first(ratings: Ratings) -> bool:
    """Whether the page after a save has something to say that comes before any further question."""
    return tells_of_harm(ratings) or ratings.get(USED) is True or bool(advice_for(ratings))


def brought_up_to_date(before: Ratings, told: Ratings) -> dict:
    """The answers of a day with those told now. Whether she was safe was asked about one answer about harm; once that
    answer is another one, it is asked afresh."""
    ratings = {**before, **told}
    if SAFE_NOW not in told and before.get(SELF_HARM) != ratings.get(SELF_HARM):
        ratings.pop(SAFE_NOW, None)
    return ratings


def after_save(*, patient: Patient, before: Ratings, ratings: Ratings) -> None:
    """Belongs into the transaction of every save of hers, with the answers of that day before and after it.

    A new answer that tells of harm pins help to all her pages there and then, before anything else is asked. A "no" in
    its place, as after a wrong tap, unpins it, unless another day of the last hours tells of harm too.
    """
    if before.get(SELF_HARM) == ratings.get(SELF_HARM):
        return
    if tells_of_harm(ratings):
        pinned_help.pin(patient=patient, by=CHECK_IN)
    elif tells_of_harm(before) and ratings.get(SELF_HARM) == 0 and not _told_elsewhere(patient):
        pinned_help.unpin(patient=patient, by=CHECK_IN)


def said_safe(*, patient: Patient, safe: bool) -> None:
    """She was asked whether she can keep herself safe. A yes leaves a link; anything else keeps help pinned."""
    pinned_help.said_safe(patient=patient, safe=safe, by=CHECK_IN)


def log_shown(*, patient: Patient, since: datetime, shown: Mapping[str, Sequence[str]]) -> None:
    """Note that help stood on her page: by kind (`AdviceShown.Kind`) the questions that called for it. `since` is when
    this version of the day was saved; what was noted since then isn't noted again."""
    if not shown:
        return
    noted = AdviceShown.objects.filter(patient=patient, at__gte=since).values_list("kind", "codes")
    noted = {(kind, tuple(codes)) for kind, codes in noted}
    fresh = ((kind, [*codes]) for kind, codes in shown.items() if (kind, tuple(codes)) not in noted)
    hers = {"patient": patient, "country": patient.country}
    AdviceShown.objects.bulk_create(AdviceShown(kind=kind, codes=codes, **hers) for kind, codes in fresh)


def _told_elsewhere(patient: Patient) -> bool:
    recent = Entry.objects.filter(patient=patient, updated_at__gte=timezone.now() - BLOCK_FOR)
    return any(tells_of_harm(told) and not told.get(SAFE_NOW) for told in recent.values_list("ratings", flat=True))
