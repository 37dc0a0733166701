"""Acting on what a patient page shows: flags, notes, marks on the timeline, replies, pauses, plans, entries in error.

Each view gets the row (found in the caseload already) and the admin class whose frame it is shown in. A form that
isn't whole comes back on a page of its own with what was typed, as 422.
"""

from datetime import datetime
from functools import wraps

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog, Patient
from accounts.rows import names_a_row
from journal.days import today_of
from journal.models import Entry
from journal.pauses import AlreadyPaused

from . import arranging
from .access import clinician_of
from .act_forms import ErrorForm, EventForm, NoteForm, PlanForm, ReplyForm, TeamPauseForm
from .models import ClinicianNote, EnteredInError, ReplyTemplate, TimelineEvent

What = AccessLog.What
DONE_BEFORE = "Somebody has done that already. This is how it stands now."


def post_only(view):
    """An address with a button and no page."""

    @wraps(view)
    def guarded(admin, request, row):
        return view(admin, request, row) if request.method == "POST" else HttpResponseNotAllowed(["POST"])

    return guarded


def page(admin, request, patient: Patient, form, title: str, status: int | None = None, **more):
    """A page with one form; 422 when something in it isn't right."""
    admin.record(request, [patient], What.PATIENT, str(patient.pk))
    told = {"title": title, "patient": patient, "form": form, **more}
    response = admin.own_page(request, "review/act.html", told)
    response.status_code = status or (422 if form.is_bound and form.errors else 200)
    return response


def back(patient: Patient, where: str = "", words: str = "", request=None):
    """To the patient's page, at the part where it was done."""
    if words:
        messages.success(request, words)
    return redirect(f"{reverse('admin:accounts_patient_change', args=[patient.pk])}{where}")


def moment(text: str | None) -> datetime:
    """The moment that a form names, not later than now. Raises BadRequest."""
    try:
        return min(datetime.fromisoformat(text or ""), timezone.now())
    except (ValueError, TypeError) as error:
        raise BadRequest("When was it seen?") from error


def hers_or_404(model, patient: Patient, text: str | None):
    """The row of this patient that a form or address names."""
    row = model.objects.filter(patient=patient, pk=text if names_a_row(text or "") else 0).first()
    if row is None:
        raise Http404
    return row


def own_or_404(model, request, patient: Patient, text: str | None):
    """The same, if the signed-in clinician wrote it."""
    row = hers_or_404(model, patient, text)
    if row.clinician_id != request.user.pk:
        raise Http404
    return row


def note(admin, request, patient: Patient):
    """Write a note; with `corrects`, one that takes the place of an earlier one."""
    named = request.POST.get("corrects") or request.GET.get("corrects")
    corrects = own_or_404(ClinicianNote, request, patient, named) if named else None
    form = NoteForm(request.POST or None, initial={"note": corrects.note if corrects else ""})
    if form.is_valid():
        try:
            told = {"clinician": clinician_of(request), "patient": patient, "note": form.cleaned_data["note"]}
            arranging.write_note(**told, corrects=corrects)
        except arranging.DoneBefore:
            messages.warning(request, DONE_BEFORE)
            return back(patient, "#notes")
        return back(patient, "#notes", "Kept.", request)
    hidden = {"corrects": corrects.pk} if corrects else {}
    title = "Correct a note" if corrects else "Write a note"
    return page(admin, request, patient, form, title, hidden=hidden, button="Keep the note", kind="note")


def event(admin, request, patient: Patient):
    """Put something on the patient's timeline; with `takes_back`, take it off again."""
    if request.method == "POST" and "takes_back" in request.POST:
        return _take_back(request, patient)
    form = EventForm(request.POST or None, today=today_of(patient))
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("day", "kind", "note")}
        arranging.put_event(clinician=clinician_of(request), patient=patient, **told)
        return back(patient, "#chart", "It is on the timeline. The patient sees it, too.", request)
    return page(admin, request, patient, form, "Put something on the timeline", button="Put it there", kind="event")


def _take_back(request, patient: Patient):
    row = own_or_404(TimelineEvent, request, patient, request.POST["takes_back"])
    try:
        arranging.take_event_back(clinician=clinician_of(request), event=row)
    except arranging.DoneBefore:
        messages.warning(request, DONE_BEFORE)
        return back(patient, "#chart")
    return back(patient, "#chart", "Taken off the timeline.", request)


def reply(admin, request, patient: Patient):
    """A line to the patient, about the entry that `entry` names or in general."""
    named = request.POST.get("entry") or request.GET.get("entry")
    about = hers_or_404(Entry, patient, named) if named else None
    form = ReplyForm(request.POST or None, lines=ReplyTemplate.objects.filter(active=True))
    if form.is_valid():
        told = {"patient": patient, "note": form.cleaned_data["words"], "entry": about}
        arranging.send_reply(clinician=clinician_of(request), **told)
        where = f"#entry-{about.pk}" if about else "#replies"
        return back(patient, where, "It stands in the patient's journal now.", request)
    hidden = {"entry": about.pk} if about else {}
    more = {"hidden": hidden, "about": about, "button": "Put it in the journal", "kind": "reply"}
    return page(admin, request, patient, form, "Reply to the patient", **more)


@post_only
def plan(admin, request, patient: Patient):
    """How often she means to look."""
    form = PlanForm(request.POST)
    if not form.is_valid():
        return page(admin, request, patient, form, "When to look again", button="Keep", kind="plan")
    told = {"every_days": form.cleaned_data["every_days"], "today": today_of(patient)}
    arranging.plan_reviews(clinician=clinician_of(request), patient=patient, **told)
    return back(patient, "#plan", "Kept.", request)


@post_only
def pause(admin, request, patient: Patient):
    """Pause the patient from today on."""
    today = today_of(patient)
    form = TeamPauseForm(request.POST, today=today)
    if form.is_valid():
        try:
            told = {name: form.cleaned_data[name] for name in ("reason", "ends_on")}
            arranging.pause_for(clinician=clinician_of(request), patient=patient, today=today, **told)
            return back(patient, "#pauses", "Paused. The patient sees it, and can end it.", request)
        except AlreadyPaused as already:
            other = already.other
            form.add_error(None, f"A pause holds already, {other.starts_on:%-d %b} to {other.ends_on:%-d %b %Y}.")
    return page(admin, request, patient, form, "Pause", button="Pause", kind="pause")


@post_only
def unpause(admin, request, patient: Patient):
    """End the pause that she set herself."""
    ended = arranging.end_pause(clinician=clinician_of(request), patient=patient, today=today_of(patient))
    words = "The pause is over." if ended else "There is no pause of yours to end."
    return back(patient, "#pauses", words, request)


def error(admin, request, entry: Entry):
    """Say that an entry was made in error, or that it counts again."""
    states = EnteredInError.objects.filter(patient=entry.patient_id, entry=entry)
    latest = states.order_by("-pk").first()
    holds = not (latest and latest.holds)
    form = ErrorForm(request.POST or None)
    if form.is_valid():
        told = {"holds": request.POST.get("holds") == "yes", "note": form.cleaned_data["note"]}
        arranging.set_error_state(clinician=clinician_of(request), entry=entry, **told)
        words = "Marked as entered in error." if told["holds"] else "It counts again."
        messages.success(request, words)
        return redirect("admin:journal_entry_change", entry.pk)
    title = "Mark as entered in error" if holds else "Let it count again"
    more = {"hidden": {"holds": "yes" if holds else "no"}, "button": title, "kind": "error" if holds else "counts"}
    return page(admin, request, entry.patient, form, title, about=entry, **more)


PATIENT_ACTS = {"note": note, "event": event, "reply": reply, "plan": plan, "pause": pause, "unpause": unpause}
