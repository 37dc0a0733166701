"""After a check-in: help first where it is needed; then where the day lies, and one thing that fits."""

from datetime import date

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from accounts.decorators import patient_only
from accounts.models import Patient
from assessments.due import to_bring_up
from clinical.instruments import Instrument
from clinical.phases import Position
from journal.days import LATE_AFTER, today_of
from journal.models import AdviceShown, Entry, Pause
from journal.models.entry import USED
from journal.safety import log_shown, tells_of_harm
from resources.services import suggest

from . import band
from .after_use import after_use, report_of
from .effort import effort_of
from .reading import read_use
from .safe_now import SafeNowForm, asks_first
from .safety import help_for, readers_of
from .standing import Standing

HARD = 5  # on a scale of 0 to 10: from here on a symptom may bring up something that fits (brief 6.4 for craving)


@patient_only
def saved(request, day):
    """The entry of `day` is kept; this says so, and what it may call for."""
    entry = get_object_or_404(Entry, patient=request.patient, date=day)
    return _page(request, entry, SafeNowForm(entry=entry))


@patient_only
@require_POST
def safe(request, day):
    """Whether she can keep herself safe, asked after an answer about harming herself."""
    entry = get_object_or_404(Entry, patient=request.patient, date=day)
    form = SafeNowForm(request.POST, entry=entry)
    if not tells_of_harm(entry.ratings):
        return redirect("entry_saved", day=day)
    if not form.is_valid():
        return _page(request, entry, form)
    form.save()
    return redirect("entry_saved", day=day)


def _page(request, entry: Entry, form: SafeNowForm):
    patient, today = request.patient, today_of(request.patient)
    diary = read_use(patient)
    standing = Standing(diary, entry.date)
    where = standing.position
    needed = help_for(patient, entry, where.day if where else None)
    report = report_of(patient, entry.date) if needed.used else None
    path = after_use(patient, report, diary, today) if report else None
    is_new_use = needed.used and (path is None or path.is_new)
    shown = needed.shown | ({AdviceShown.Kind.USE: [USED]} if is_new_use else {})
    log_shown(patient=patient, since=entry.updated_at, shown=shown)
    context = {
        "entry": entry,
        "help": needed,
        "safe_now": form,
        "asks_first": needed.after_harm and asks_first(patient, entry.updated_at),
        "after": path,
        "is_new_use": is_new_use,
        "readers": readers_of(patient),
        "resource": None if needed.comes_first else _something_that_fits(patient, entry, where),
        "due": [] if needed.comes_first else _due(patient, entry, today),
        "effort": None if needed.comes_first else effort_of(patient),
        "show_day_counts": patient.sees_day_number,
        "is_today": entry.date == today,
        "is_recent": today - entry.date <= LATE_AFTER,
        "tab": "today",
    }
    context |= _where(standing, patient, is_today=entry.date == today)
    return render(request, "timeline/saved.html", context, status=422 if form.errors else 200)


def _where(standing: Standing, patient: Patient, is_today: bool) -> dict:
    where, diary, counts = standing.position, standing.diary, patient.sees_day_number
    clocks = standing.header.sentence if is_today else standing.day_alone
    told = {"clocks": clocks if counts else ""}
    if where is None:
        return told
    phase = next((phase for phase in diary.content.phases if phase.code == where.phase.code), None)
    picture = SafeString(band.draw(where, diary.phases, with_day=counts))
    return told | {"position": where, "phase": phase, "band": picture}


def _due(patient: Patient, entry: Entry, today: date) -> list[Instrument]:
    """Questionnaires to bring up: beside today's entry only, and not while she is paused."""
    return to_bring_up(patient, Pause.objects.filter(patient=patient).on(today)) if entry.date == today else []


def _something_that_fits(patient: Patient, entry: Entry, where: Position | None):
    numbers = {code: value for code, value in entry.ratings.items() if type(value) in (int, float)}
    hard = sorted((code for code, value in numbers.items() if value >= HARD), key=lambda code: -numbers[code])
    hard = [code for code in hard if code != "sleep_hours"]
    phase = where.phase.code if where else ""
    return suggest(phase=phase, country=patient.country, symptoms=hard)
