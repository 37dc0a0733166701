"""A clinician's team: who belongs to it, who stands in for whom, to whom care is handed over, and leaving it. Who leads
a team arranges this by codes, and sees no diary by it. And opening a journal in an emergency."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import arranging, emergencies
from accounts.models import AccessLog, Clinician, Membership, Patient, Team
from accounts.models.emergency import EMERGENCY_HOURS
from accounts.teams import teams_of

from . import access
from .team_forms import CoverForm, EmergencyForm, HandOverForm

NOTHING = "Nothing can be opened with this code. If a life is in danger, call the emergency number now."
TOO_MANY = "Tried too often: wait an hour. If a life is in danger, call the emergency number now."


def clinician_only(view):
    """For clinicians; for everybody else there is nothing here. The view gets the clinician and the frame's context."""

    @wraps(view)
    def guarded(request, context, **found):
        clinician = access.clinician_of(request)
        if clinician is None:
            raise Http404
        return view(request, clinician, context, **found)

    return guarded


def _page(request, template: str, context: dict, form=None):
    status = 422 if form is not None and form.errors else 200
    return TemplateResponse(request, template, context, status=status)


@clinician_only
@require_http_methods(["GET", "HEAD"])
def team(request, clinician, context):
    """Her teams."""
    return _team_page(request, clinician, context)


def _team_page(request, clinician: Clinician, context: dict, wrong: CoverForm | None = None, team_pk: int = 0):
    teams = list(teams_of(clinician))
    members: dict[int, list[Membership]] = {each.pk: [] for each in teams}
    present = Membership.objects.present().filter(team__in=teams, clinician__user__is_active=True)
    for each in present.select_related("clinician").order_by("clinician__name", "pk"):
        members[each.team_id].append(each)
    leads = {each.pk for each in teams if _leads(members[each.pk], clinician)}
    forms = {
        each.pk: wrong if each.pk == team_pk else CoverForm(team=each, clinician=clinician, leads=each.pk in leads)
        for each in teams
    }
    links = list(arranging.links_to_hand_over(clinician))
    known = _named(request, links)
    told = {
        "title": "Team",
        "teams": [(each, members[each.pk], each.pk in leads, forms[each.pk]) for each in teams],
        "covers": [(each, clinician.pk == each.covering_id) for each in arranging.covers_to_see(clinician)],
        "links": [(link, known.get(link.patient_id, ""), link.clinician_id == clinician.pk) for link in links],
    }
    return _page(request, "review/team.html", context | told, wrong)


def _leads(members: list[Membership], clinician: Clinician) -> bool:
    return any(each.clinician_id == clinician.pk and each.role == Membership.Role.LEAD for each in members)


def _named(request, links) -> dict[int, str]:
    """The names of those whom she may see; that she read them is logged."""
    keys = [link.patient_id for link in links]
    patients = list(Patient.objects.visible_to(request.user).filter(pk__in=keys))
    access.record(request, patients, AccessLog.What.CASELOAD)
    return {patient.pk: patient.chosen_name for patient in patients}


@clinician_only
@require_POST
def cover(request, clinician, context, pk):
    """Arrange cover within a team of hers."""
    found = get_object_or_404(teams_of(clinician), pk=pk)
    leads = Team.led_by(clinician).filter(pk=pk).exists()
    form = CoverForm(request.POST, team=found, clinician=clinician, leads=leads)
    if not form.is_valid():
        return _team_page(request, clinician, context, form, pk)
    arranging.arrange_cover(team=found, by=request.user, **form.cleaned_data)
    messages.success(request, "Arranged. Patients can read under Privacy who stands in.")
    return redirect("admin:team")


@clinician_only
@require_POST
def end_cover(request, clinician, context, pk):
    """End a cover of hers, or of a team that she leads, now."""
    arranging.end_cover(get_object_or_404(arranging.covers_to_see(clinician), pk=pk))
    messages.success(request, "Ended.")
    return redirect("admin:team")


@clinician_only
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request, clinician, context, pk):
    """Hand a patient over to another clinician of the team."""
    link = get_object_or_404(arranging.links_to_hand_over(clinician).exclude(within=None), pk=pk)
    form = HandOverForm(request.POST or None, link=link)
    if form.is_valid():
        try:
            arranging.hand_over(link=link, to=form.cleaned_data["to"], by=clinician)
        except arranging.AlreadyWithThem:
            form.add_error("to", "This clinician works with the patient already.")
        else:
            messages.success(request, "Handed over. The patient can read it under Privacy.")
            return redirect("admin:team")
    told = {"title": "Hand over", "link": link, "form": form, "name": _named(request, [link]).get(link.patient_id, "")}
    return _page(request, "review/hand_over.html", context | told, form)


@clinician_only
@require_POST
def end_care(request, clinician, context, pk):
    """She no longer works with this patient."""
    links = arranging.links_to_hand_over(clinician).filter(clinician=clinician)
    arranging.end_care(link=get_object_or_404(links, pk=pk), by=clinician)
    messages.success(request, "Ended. You no longer see this journal, and the patient can read since when.")
    return redirect("admin:team")


@clinician_only
@require_POST
def leave(request, clinician, context, pk):
    """She no longer belongs to this team."""
    arranging.leave(clinician=clinician, team=get_object_or_404(teams_of(clinician), pk=pk))
    messages.success(request, "You have left the team. What you saw through it is closed.")
    return redirect("admin:team")


@clinician_only
@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request, clinician, context):
    """Open a journal by its code, with a reason. For clinicians who belong to a team."""
    if not teams_of(clinician).exists():
        raise Http404
    form = EmergencyForm(request.POST or None)
    if form.is_valid():
        try:
            opened = emergencies.open_journal(clinician=clinician, **form.cleaned_data)
        except emergencies.InCaseload as hers:
            return redirect("admin:accounts_patient_change", hers.patient.pk)
        except emergencies.Refused:
            form.add_error(None, NOTHING)
        except emergencies.TooManyTries:
            form.add_error(None, TOO_MANY)
        else:
            return redirect("admin:accounts_patient_change", opened.patient_id)
    told = {"title": "Emergency", "form": form, "hours": EMERGENCY_HOURS}
    return _page(request, "review/emergency.html", context | told, form)
