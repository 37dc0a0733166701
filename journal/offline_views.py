"""The empty form that a phone keeps, so that a day can be written down without a network."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.decorators import patient_only

from . import asking
from .catalogue import catalogue
from .days import today_of
from .forms import CheckInForm


@patient_only
@require_GET
def offline_check_in(request):
    """Her quick form without any answer. The script puts in the day."""
    patient, today = request.patient, today_of(request.patient)
    asked = asking.quick(patient, catalogue().symptoms)
    form = CheckInForm(patient=patient, asked=asked, entry=None, day=today, today=today)
    form.helper.attrs |= {"data-shell": "1", "data-zone": patient.time_zone}
    return render(request, "journal/offline.html", {"form": form, "tab": "today"})
