"""Help that stays at hand after an answer about harming herself, and the note that help was shown (brief 4.2).

Nothing here judges how somebody is. An answer brings help up, and she says herself whether she is safe for now.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Patient
from clinical.red_flags import advice_for

from .models import AdviceShown, Entry
from .models.entry import SAFE_NOW, SELF_HARM, USED

# How long help stays pinned to all her pages, and then a link to it (brief 4.2).
BLOCK_FOR, LINK_FOR = timedelta(hours=24), timedelta(days=7)
BLOCK, LINK, NOTHING = "block", "link", ""

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
        _keep_help(patient, pinned=True)
    elif tells_of_harm(before) and ratings.get(SELF_HARM) == 0 and not _told_elsewhere(patient):
        _keep_help(patient, pinned=False)


def said_safe(*, patient: Patient, safe: bool) -> None:
    """She was asked whether she can keep herself safe. A yes leaves a link; anything else keeps help pinned."""
    _keep_help(patient, pinned=not safe)


def kept_at_hand(patient: Patient, now: datetime) -> str:
    """What stands on top of all her pages: BLOCK, LINK or NOTHING. Asks the database nothing."""
    if patient.help_block_until and now < patient.help_block_until:
        return BLOCK
    return LINK if patient.help_link_until and now < patient.help_link_until else NOTHING


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


def _keep_help(patient: Patient, pinned: bool) -> None:
    """Pin it for a day, or unpin it; the link stays for a week either way."""
    now = timezone.now()
    patient.help_block_until = now + BLOCK_FOR if pinned else None
    patient.help_link_until = now + LINK_FOR
    patient.save(update_fields=["help_block_until", "help_link_until"])


def _told_elsewhere(patient: Patient) -> bool:
    recent = Entry.objects.filter(patient=patient, updated_at__gte=timezone.now() - BLOCK_FOR)
    return any(tells_of_harm(told) and not told.get(SAFE_NOW) for told in recent.values_list("ratings", flat=True))
