"""Filters of the entry list. They offer only what the list itself may show."""

from datetime import timedelta

from django.contrib import admin
from django.utils import timezone

from accounts.models import Patient
from accounts.rows import names_a_row

from .access import clinician_of
from .models import waiting

SPANS = {"7": "Last 7 days", "28": "Last 28 days", "90": "Last 90 days"}


class ReadingFilter(admin.SimpleListFilter):
    """Whether she has read them."""

    title, parameter_name = "reading", "reading"

    def lookups(self, request, model_admin):
        """The one choice beside all."""
        return [("unread", "Unread")]

    def queryset(self, request, queryset):
        """Those that wait for her."""
        return waiting(queryset, clinician_of(request)) if self.value() == "unread" else queryset


class PatientFilter(admin.SimpleListFilter):
    """Whose they are: the one patient that was asked for by number. One is found by name or code in the search box."""

    title, parameter_name = "patient", "patient"

    def lookups(self, request, model_admin):
        """Nobody but whom was asked for: a list of everybody would be long."""
        asked = request.GET.get(self.parameter_name, "")
        rows = Patient.objects.visible_to(request.user).filter(pk=asked) if names_a_row(asked) else ()
        self.patient = next(iter(rows), None)
        if not asked:
            return []
        patient = self.patient
        return [(asked, f"{patient.chosen_name} · {patient.short_code}" if patient else "Nobody of your caseload")]

    def queryset(self, request, queryset):
        """Hers; anybody else gives nothing."""
        if self.value() is None:
            return queryset
        return queryset.filter(patient=self.patient) if self.patient else queryset.none()


class SpanFilter(admin.SimpleListFilter):
    """Which days they are about."""

    title, parameter_name = "day", "days"

    def lookups(self, request, model_admin):
        """Some weeks back."""
        return list(SPANS.items())

    def queryset(self, request, queryset):
        """Since that many days."""
        if self.value() not in SPANS:
            return queryset
        return queryset.filter(date__gt=timezone.now().date() - timedelta(days=int(self.value())))
