"""Filters of the entry list. They offer only what the list itself may show."""

from datetime import timedelta

from django.contrib import admin
from django.utils import timezone

from accounts.models import Patient

from .access import clinician_of
from .models import unread

SPANS = {"7": "Last 7 days", "28": "Last 28 days", "90": "Last 90 days"}


class ReadingFilter(admin.SimpleListFilter):
    """Whether she has read them."""

    title, parameter_name = "reading", "reading"

    def lookups(self, request, model_admin):
        """The one choice beside all."""
        return [("unread", "Unread")]

    def queryset(self, request, queryset):
        """Those that wait for her."""
        return unread(queryset, clinician_of(request)) if self.value() == "unread" else queryset


class PatientFilter(admin.SimpleListFilter):
    """Whose they are: a patient of the caseload."""

    title, parameter_name = "patient", "patient"

    def lookups(self, request, model_admin):
        """The caseload by name."""
        patients = Patient.objects.visible_to(request.user).order_by("chosen_name", "pk")
        return [(str(patient.pk), f"{patient.chosen_name} · {patient.short_code}") for patient in patients]

    def queryset(self, request, queryset):
        """Hers; anything that isn't offered gives nothing."""
        if self.value() is None:
            return queryset
        is_offered = self.value() in {key for key, _ in self.lookup_choices}
        return queryset.filter(patient=self.value()) if is_offered else queryset.none()


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
