"""A plan as a file: tagged, made to the rules of PDF/UA-1, with her words as data and never as markup.

It stands here for the letters and the fonts of the visit summary. typst works on threads of its own from its first page
on: never make one before a process is forked.
"""

import json
from functools import lru_cache
from pathlib import Path

import typst
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from accounts.decorators import patient_only
from accounts.models import AccessLog, Patient
from plans.models import Line
from plans.plan_page import PlanView, view_of
from plans.services import plan_of
from plans.views import kind_or_404
from resources.services import crisis_lines

from .summary.letters import BOX, as_shown, without_marks

FOLDER = Path(__file__).parent / "typst"
PAGE = FOLDER / "plan.typ"
ACCESSIBLE = ["ua-1"]
LINES_SHOWN = 3
STANDING = "These are the person's own words, unless a line says who wrote it. In danger, call the emergency number."
BOXES = f"{BOX} stands for a letter that this file can't show."


@patient_only
@require_safe
def plan_file(request, kind):
    """Her plan as a PDF; that it was taken out is logged."""
    plan = plan_of(request.patient, kind_or_404(kind))
    view = view_of(request.patient, kind, plan, plan.items.contents() if plan else {})
    AccessLog.objects.record(request.user, [request.patient], AccessLog.What.EXPORT)
    response = HttpResponse(pdf_of(view, request.patient), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="plan.pdf"'
    return response


def pdf_of(view: PlanView, patient: Patient) -> bytes:
    """The file. Letters its fonts lack are boxes; marks on letters go when typst can't set them."""
    told = _told(view, patient)
    try:
        return _page(told, as_shown)
    except typst.TypstError:
        return _page(told, without_marks)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def _page(told: dict, letters) -> bytes:
    text = json.dumps(_lettered(told, letters))
    if text.count(json.dumps(BOX)[1:-1]) > json.dumps(told).count(json.dumps(BOX)[1:-1]):
        text = json.dumps(_lettered(told, letters) | {"boxes": BOXES})
    compiler = typst.Compiler(str(PAGE), root=str(FOLDER), font_paths=_fonts(), sys_inputs={"plan": text})
    return compiler.compile(format="pdf", pdf_standards=ACCESSIBLE)


def _lettered(value, letters):
    if isinstance(value, str):
        return letters(value)
    if isinstance(value, dict):
        return {key: _lettered(each, letters) for key, each in value.items()}
    return [_lettered(each, letters) for each in value] if isinstance(value, list) else value


def _told(view: PlanView, patient: Patient) -> dict:
    parts = [{"heading": each.section.heading, "lines": list(map(_line, each.lines))} for each in view.written]
    told = {"title": view.title, "dates": _dates(view), "parts": parts, "standing": STANDING, "boxes": ""}
    return told | {"help": _help(patient) if view.is_safety else []}


def _dates(view: PlanView) -> str:
    if not view.written:
        return "Nothing is written yet."
    changed = date_format(timezone.localtime(view.plan.updated_at), "j F Y")
    return f"Last changed on {changed}. To be looked at again by {date_format(view.plan.review_due, 'j F Y')}."


def _line(line: Line) -> dict:
    likely = "" if line.likelihood is None else f"likely: {line.likelihood} of 10"
    asked = "said I may call" if line.asked else ""
    by = f"written by {line.by_clinician}" if line.by_clinician else ""
    rest = [line.more, line.phone, asked, likely, by]
    day = f"{date_format(line.day, 'j F Y')}: " if line.day else ""
    return {"text": day + line.text, "rest": " · ".join(each for each in rest if each)}


def _help(patient: Patient) -> list[dict]:
    lines = crisis_lines(patient.country)
    emergency = [{"text": "In danger", "rest": line.number_display} for line in lines.emergency]
    crisis = [
        {"text": line.name, "rest": line.number_display or line.sms_number} for line in lines.crisis[:LINES_SHOWN]
    ]
    return [*(emergency or [{"text": "In danger: call your local emergency number.", "rest": ""}]), *crisis]
