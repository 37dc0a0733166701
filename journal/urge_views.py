"""An urge in the moment: how strong, a tool at once, and how strong then."""

from datetime import datetime

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import patient_only
from accounts.rows import names_a_row
from clinical.urges import CRAVING, offers_tools
from resources.services import crisis_lines

from .models import Reason, Supporter, Urge
from .tagging import Chips
from .unsaved import wants_json
from .urge_forms import TOOLS, AgainForm, ReasonForm, SupporterForm, UrgeForm
from .urges import WAIT, Experience, needs_people, told, unfinished

DRUG_LINES, CRISIS_LINES = 1, 2  # a helpline about drugs first (brief 4.2); the others are one tap further
DAY_AND_NIGHT = "Day and night"  # as the directory says it
PAGE, WORKED_SHOWN = 20, 3
Tool = Urge.Tool


@patient_only
@require_http_methods(["GET", "POST"])
def urge(request):
    """How strong it is, and a tool: both are kept at once, and the tool opens. A script gets where it opens."""
    patient = request.patient
    form = UrgeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _opened(request, form.save(patient), form.cleaned_data["tool"])
    if request.method == "POST" and wants_json(request):
        return JsonResponse({"errors": form.errors}, status=422)
    context = {
        "form": form,
        "waiting": unfinished(patient, timezone.now()),
        "worked": _worked(request),
        "tools": TOOLS,
        "tab": "today",
        **_what_tools_need(patient, Tool.values),
    }
    return render(request, "journal/urge.html", context, status=422 if form.errors else 200)


def _opened(request, urge: Urge, tool: str):
    address = reverse("urge_tool", args=[urge.pk])
    address += f"?tool={tool}" if tool != urge.tool else ""
    return JsonResponse({"saved": True, "next": address}, status=201) if wants_json(request) else redirect(address)


@patient_only
@require_http_methods(["GET", "POST"])
def urge_tool(request, urge):
    """One urge: the tool, and how strong it is then; once that is said, both numbers. After a day it stays as it is."""
    urge = get_object_or_404(Urge, patient=request.patient, pk=urge)
    now = timezone.now()
    if urge.after is not None:
        return redirect("urge_tool", urge.pk) if request.method == "POST" else _done(request, urge)
    if not urge.can_be_rated(now):
        status = 400 if request.method == "POST" else 200
        return render(request, "journal/urge_over.html", {"urge": urge, "tab": "today"}, status=status)
    form = _again_form(request, urge, now)
    if request.method == "POST" and form.is_valid():
        form.save(request.patient)
        return redirect("urge_tool", urge.pk)
    return _tool_page(request, urge, form, now)


def _tool(request, urge: Urge) -> str:
    """The tool to show: another than at first when she asks for it."""
    asked = request.GET.get("tool")
    return asked if asked in Tool.values else urge.tool


def _again_form(request, urge: Urge, now: datetime) -> AgainForm:
    data = request.POST if request.method == "POST" else None
    patient = request.patient
    known = {"chips": Chips(patient), "experience": Experience(patient)}
    passed = max(0, int((now - urge.at).total_seconds()))
    return AgainForm(data, urge=urge, tool=_tool(request, urge), passed=passed, **known)


def _tool_page(request, urge: Urge, form: AgainForm, now: datetime):
    tool = _tool(request, urge)
    over = urge.at + WAIT
    context = {
        "urge": urge,
        "form": form,
        "tool": tool,
        "title": Tool(tool).label if tool else "",
        "part": f"journal/_urge_{tool}.html" if tool else None,
        "others": [each for each in TOOLS if each.code != tool],
        "help_first": needs_people(urge.before) and tool != Tool.CALL,
        "lines_first": needs_people(urge.before),
        "over_at": over if over > now else None,
        "seconds_left": max(0, int((over - now).total_seconds())),
        "tab": "today",
        **_what_tools_need(request.patient, [tool]),
    }
    add = {Tool.REASONS: ReasonForm, Tool.CALL: SupporterForm}.get(tool)
    context["add_form"] = add and add(patient=request.patient, urge=urge.pk)
    return render(request, "journal/urge_tool.html", context, status=422 if form.errors else 200)


def _what_tools_need(patient, tools: list[str]) -> dict:
    needed = {}
    if Tool.REASONS in tools:
        needed["reasons"] = Reason.objects.filter(patient=patient).shown()
    if Tool.CALL in tools:
        lines = crisis_lines(patient.country)
        own = [*lines.drugs[:DRUG_LINES], *lines.crisis[:CRISIS_LINES]]
        needed |= {
            "people": Supporter.objects.filter(patient=patient),
            "lines": sorted(own, key=_may_be_closed) or lines.anywhere,
            "emergency": lines.emergency[:1],
        }
    return needed


def _may_be_closed(line) -> bool:
    """Whether it answers at some hours only: at night it isn't what she should try first."""
    return line.hours_text not in ("", DAY_AND_NIGHT)


def _worked(request, limit: int | None = WORKED_SHOWN):
    """Of what she did often enough, the lines with numbers that fell; the page of all lines shows the others."""
    lines = Experience(request.patient).lines(Chips(request.patient).words)
    return [line for line in lines if line.fell][:limit]


def _done(request, urge: Urge):
    strong = offers_tools({CRAVING: urge.after})
    context = {
        "urge": urge,
        "told": told(urge),
        "help_first": needs_people(urge.after, urge.before),
        "worked": _worked(request),
        "form": UrgeForm(known=urge.after) if strong else None,
        "tab": "today",
    }
    return render(request, "journal/urge_done.html", context)


@patient_only
@require_safe
def urge_worked(request):
    """All her own numbers, and her urges, the newest first; `?before=` pages back."""
    patient = request.patient
    asked = request.GET.get("before", "")
    urges = Urge.objects.filter(patient=patient)
    before = get_object_or_404(urges, pk=asked) if names_a_row(asked) else None
    page, last = urges.page(before, PAGE)
    chips = Chips(patient)
    context = {
        "lines": Experience(patient).lines(chips.words),
        "urges": [(each, told(each), ", ".join(map(chips.words, each.strategies))) for each in page],
        "older": last,
        "newest": before is None,
        "tab": "more",
    }
    return render(request, "journal/urge_worked.html", context)
