"""The first page of a clinician."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.response import TemplateResponse
from django.utils import timezone

from accounts import rls
from accounts.models import AccessLog
from journal.flagging import raise_unanswered

from . import access
from . import caseload as builder
from .caseload import A_PAGE, Caseload, Standing
from .caseload.standing import ATTENTION, URGENT
from .forms import CaseloadFilterForm

MOST_DIGITS = 6  # of the number of a page


@dataclass(frozen=True)
class Count:
    """How many patients there is something about, in words, and the filter that shows them."""

    many: int
    words: str
    query: str
    severity: str = ""


def caseload(request, context: dict):
    """Her patients, a line each; those shown are logged. Staff who aren't clinicians read that they aren't."""
    clinician = access.clinician_of(request)
    if clinician is None:
        return TemplateResponse(request, "review/no_clinician.html", {**context, "title": "Caseload"})
    now = timezone.now()
    rls.remember()
    raise_unanswered(rls.PATIENT, now)
    everybody = builder.build(clinician, now)
    form = CaseloadFilterForm(request.GET, caseload=everybody)
    chosen = form.chosen()
    page = _page(request.GET.get("page", ""), chosen)
    shown = chosen[page.first - 1 : page.last]
    access.record(request, [standing.who for standing in shown], AccessLog.What.CASELOAD)
    found = {"title": "Caseload", "form": form, "page": page, "counts": _counts(everybody)}
    found |= {"rows": everybody.rows_of(shown, now), "many": len(everybody.standings), "found": len(chosen)}
    return TemplateResponse(request, "review/caseload.html", context | found | {"query": _query(request)})


@dataclass(frozen=True)
class Page:
    """Which of those who fit are shown, counted from 1, and the pages beside it."""

    first: int
    last: int
    before: int | None
    after: int | None


def _page(asked: str, chosen: Sequence[Standing]) -> Page:
    pages = max(1, -(-len(chosen) // A_PAGE))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS else 1
    number = min(max(number, 1), pages)
    last = min(number * A_PAGE, len(chosen))
    return Page((number - 1) * A_PAGE + 1, last, number - 1 or None, number + 1 if number < pages else None)


def _query(request) -> str:
    """The filters as they stand in the address, for the pages beside this one."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


def _counts(everybody: Caseload) -> list[Count]:
    """What one look at the whole caseload tells, however long it is."""
    all_of = everybody.standings
    ranks = [standing.rank for standing in all_of]
    urgent, attention = ranks.count(URGENT), ranks.count(ATTENTION)
    silent = sum(standing.is_silent for standing in all_of)
    unread = sum(standing.unread > 0 for standing in all_of)
    due = sum(standing.is_due for standing in all_of)
    told = [
        Count(urgent, "with an urgent flag", "flag=urgent", "urgent"),
        Count(attention, "asking for attention", "flag=attention", "attention"),
        Count(silent, "silent 3 days or more", "silent=on"),
        Count(unread, "with unread entries", "unread=on"),
        Count(due, "due for a review", "due=on"),
    ]
    return [count for count in told if count.many]
