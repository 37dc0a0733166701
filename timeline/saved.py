"""After a check-in: help first where it is needed; then where the day lies, and one thing that fits."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from accounts.decorators import patient_only
from accounts.models import Patient
from clinical.phases import Position
from journal.days import LATE_AFTER, today_of
from journal.models import AdviceShown, Entry
from journal.models.entry import SAFE_NOW, USED
from journal.safety import log_shown, said_safe, tells_of_harm
from journal.services import record_entry
from resources.services import suggest

from . import band
from .after_use import after_use, report_of
from .reading import read_use
from .safety import help_for, readers_of
from .standing import Standing

HARD = 5  # on a scale of 0 to 10: from here on a symptom may bring up something that fits (brief 6.4 for craving)


class SafeNowForm(forms.Form):
    """One question, two buttons, in the words of the catalogue."""

    safe_now = forms.ChoiceField(
        label="Are you able to keep yourself safe right now?",
        choices=[("yes", "Yes, for now"), ("no", "No, or not sure")],
        error_messages={"required": "Please choose one of the two.", "invalid_choice": "Please choose one of the two."},
    )

    def __init__(self, *args, entry: Entry, **kwargs):
        self.entry = entry
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = reverse("entry_safe", args=[entry.date])
        self.helper.layout = Layout(Field("safe_now", template="timeline/safe_now.html"))

    @transaction.atomic
    def save(self) -> None:
        """Keep the answer as a version of that day, and help at hand for as long as it calls for."""
        safe = self.cleaned_data["safe_now"] == "yes"
        entry = Entry.objects.select_for_update().get(pk=self.entry.pk)
        record_entry(
            patient=entry.patient,
            day=entry.date,
            ratings={SAFE_NOW: safe},
            note=entry.note,
            used=None,
            why="check-in",
        )
        said_safe(patient=entry.patient, safe=safe)


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
        "asks_first": needed.after_harm and _asks_first(entry),
        "after": path,
        "is_new_use": is_new_use,
        "readers": readers_of(patient),
        "resource": None if needed.comes_first else _something_that_fits(patient, entry, where),
        "show_day_counts": patient.sees_day_number,
        "is_today": entry.date == today,
        "is_recent": today - entry.date <= LATE_AFTER,
        "tab": "today",
    }
    context |= _where(standing, patient, is_today=entry.date == today)
    return render(request, "timeline/saved.html", context, status=422 if form.errors else 200)


def _asks_first(entry: Entry) -> bool:
    """Whether the question stands above the lines this time. It changes from one such save to the next: what always
    looks the same is no longer read (brief 4.2)."""
    before = AdviceShown.objects.filter(patient=entry.patient_id, kind=AdviceShown.Kind.SELF_HARM)
    return before.filter(at__lt=entry.updated_at).count() % 2 == 1


def _where(standing: Standing, patient: Patient, is_today: bool) -> dict:
    where, diary, counts = standing.position, standing.diary, patient.sees_day_number
    clocks = standing.header.sentence if is_today else standing.day_alone
    told = {"clocks": clocks if counts else ""}
    if where is None:
        return told
    phase = next((phase for phase in diary.content.phases if phase.code == where.phase.code), None)
    picture = SafeString(band.draw(where, diary.phases, with_day=counts))
    return told | {"position": where, "phase": phase, "band": picture}


def _something_that_fits(patient: Patient, entry: Entry, where: Position | None):
    numbers = {code: value for code, value in entry.ratings.items() if type(value) in (int, float)}
    hard = sorted((code for code, value in numbers.items() if value >= HARD), key=lambda code: -numbers[code])
    hard = [code for code in hard if code != "sleep_hours"]
    phase = where.phase.code if where else ""
    return suggest(phase=phase, country=patient.country, symptoms=hard)
