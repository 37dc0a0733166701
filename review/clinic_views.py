"""The page of who leads a team."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from accounts.models import Team
from accounts.rows import names_a_row

from .access import clinician_of
from .caseload import SILENT_DAYS
from .clinic import WEEKS, build


def clinic(request, context: dict):
    """Counts over the patients of a team; `?team=` for who leads several. Everybody else finds nothing here,
    administrators too: counts of a diary are of the diary. Nobody is looked at, so that nothing is logged."""
    clinician = clinician_of(request)
    led = Team.led_by(clinician) if clinician else Team.objects.none()
    teams = list(led)
    if not teams:
        raise PermissionDenied
    wanted = request.GET.get("team", "")
    team = get_object_or_404(led, pk=wanted) if names_a_row(wanted) else teams[0]
    told = {"title": "Clinic", "clinic": build(team, timezone.now()), "teams": teams, "whole_weeks": WEEKS}
    return TemplateResponse(request, "review/clinic.html", {**context, **told, "silent_days": SILENT_DAYS})
