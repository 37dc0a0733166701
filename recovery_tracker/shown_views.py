"""What her team was shown of her: every flag, in plain words, with dates and without what staff wrote."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import rows
from accounts.decorators import patient_only
from clinical.flags import PATIENT, RULES, explain
from flags.models import Flag, Severity
from journal.catalogue import catalogue

SHOWN = 20
HOW_SOON = {
    Severity.URGENT: "It stands at the top of their list.",
    Severity.ATTENTION: "It is for their next daily look.",
    Severity.INFO: "It is for their next look.",
}


@dataclass(frozen=True)
class Shown:
    """One flag as she reads it."""

    title: str
    words: str
    how_soon: str
    at: datetime
    seen_at: datetime | None
    closed_at: datetime | None
    taken_over: bool


@patient_only
@require_safe
def shown(request):
    """All of them, the newest first, page by page."""
    if not settings.ENABLE_FLAGS:
        raise Http404
    hers = Flag.objects.filter(patient=request.patient).order_by("-pk")
    before = request.GET.get("before", "")
    if rows.names_a_row(before):
        hers = hers.filter(pk__lt=int(before))
    found = list(hers[: SHOWN + 1])
    labels = {symptom.code: symptom.label for symptom in catalogue().symptoms}
    context = {
        "flags": [_told(flag, labels) for flag in found[:SHOWN]],
        "older": found[SHOWN - 1].pk if len(found) > SHOWN else None,
        "before": before,
        "tab": "more",
    }
    return render(request, "flags/shown.html", context)


def _told(flag: Flag, labels: dict[str, str]) -> Shown:
    rule = RULES.get(flag.rule_code)
    return Shown(
        title=rule.plain if rule else "Something you wrote",
        words=explain(flag.rule_code, flag.evidence, PATIENT, labels),
        how_soon=HOW_SOON[flag.severity],
        at=flag.raised_at,
        seen_at=flag.acknowledged_at,
        closed_at=flag.closed_at,
        taken_over=flag.state == Flag.State.SUPERSEDED,
    )
