"""Being reminded: the time of day, the calendar file, and e-mails for who wants them."""

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import patient_only
from clinical.reminders import first_chance

from .calendar_file import reminder_calendar
from .quiet_forms import ReminderForm
from .reminding import confirmed, reminder_of, sends_mail


@patient_only
@require_http_methods(["GET", "POST"])
def reminders(request):
    """When to be reminded, and how."""
    reminder, address = reminder_of(request.patient), _address(request.user)
    form = ReminderForm(request.POST or None, reminder=reminder, can_mail=bool(address))
    if request.method == "POST" and form.is_valid():
        messages.success(request, _told(form.save(), address))
        return redirect("reminders")
    zone = request.patient.time_zone.replace("_", " ")
    context = {"form": form, "reminder": reminder, "address": address, "zone": zone, "tab": "more"}
    context["unconfirmed"] = not address and EmailAddress.objects.filter(user=request.user).exists()
    return render(request, "journal/reminders.html", context, status=422 if form.errors else 200)


def _address(user) -> str:
    """Where a reminder may go: her confirmed address, if this place sends mail."""
    return confirmed(user.pk).values_list("email", flat=True).first() or "" if sends_mail() else ""


def _told(reminder, address: str) -> str:
    if not (reminder.by_email and address):
        return f"Kept: {reminder.at:%H:%M}. Get the calendar file to be reminded by your phone."
    first = first_chance(reminder.at, reminder.quiet_from, reminder.quiet_until)
    return f"Kept. An e-mail comes at {first:%H:%M}, on days when you haven't written by then."


@patient_only
@require_safe
def reminder_ics(request):
    """The calendar file for the time she chose."""
    at = reminder_of(request.patient).at
    content = reminder_calendar(patient=request.patient, at=at, now=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="reminder.ics"'
    return response
