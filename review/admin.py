"""The clinician's side of patients, entries and invitations."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from accounts import rows
from accounts.models import AccessLog, Invitation, Patient
from journal.catalogue import catalogue
from journal.days import today_of
from journal.models import Entry
from journal.models.entry import day_or_none

from . import (
    act_forms,
    act_views,
    deal_views,
    entries_sql,
    entry_page,
    export_views,
    naming,
    patient_page,
    services,
    views,
)
from .access import clinician_of, shared_by, sharing_of
from .base import SAFE_METHODS, CaseloadAdmin
from .filters import PatientFilter, ReadingFilter, SpanFilter
from .flag_admin import FlagAdmin
from .keyset import KeysetChangeList
from .models import EntryReview, ReplyTemplate, with_reading
from .plans import PlanAdmin
from .team_forms import InvitationForm

__all__ = ["EntryAdmin", "FlagAdmin", "InvitationAdmin", "PatientAdmin", "PlanAdmin", "ReplyTemplateAdmin"]


@admin.register(Patient)
class PatientAdmin(CaseloadAdmin):
    """The page about one patient. The list of patients is the caseload."""

    page_log, page_title, page_template = AccessLog.What.PATIENT, "Patient", "review/patient.html"

    def changelist_view(self, request, extra_context=None):
        """To the caseload."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:index")

    def get_urls(self):
        """The button that asks for a questionnaire, and what else can be done on the page, too."""
        button = self.admin_site.admin_view(require_POST(self.ask))
        asks = path("<int:object_id>/ask/<slug:key>/", button, name="accounts_patient_ask")
        views = {**act_views.PATIENT_ACTS, "deal": deal_views.deal, "export": export_views.export}
        acts = [
            path(f"<int:object_id>/{name}/", self.acting(view), name=f"accounts_patient_{name}")
            for name, view in views.items()
        ]
        names = path("names/", self.admin_site.admin_view(self.names), name="accounts_patient_names")
        return [names, asks, *acts, *super().get_urls()]

    def names(self, request):
        """For a search box: names that fit, of the caseload."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return naming.suggested(request)

    def ask(self, request, object_id, key):
        """The button: please answer this one now."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return views.ask(request, self.get_object(request, str(object_id)), key)

    def get_object(self, request, object_id, from_field=None):
        """The patient. To look at, whoever shares something; the database's rules say who that is, quicker by far than
        `visible_to`, and a test holds the two together."""
        if request.method not in SAFE_METHODS:
            return super().get_object(request, object_id, from_field)
        if not rows.names_a_row(object_id):
            raise Http404
        return shared_by(request, int(object_id))[0]

    def page(self, request, row):
        """Timeline, entries, questionnaires and what is shared."""
        sharing = sharing_of(request, row.pk)
        before = day_or_none(request.GET.get("before"))
        found = patient_page.build(
            patient=row,
            clinician=clinician_of(request),
            sharing=sharing,
            today=today_of(row),
            before=before,
            wanted=request.GET.get("range", ""),
        )
        self.record(request, [row], found.looks)
        told = {"patient": row, "sharing": sharing, "page": found, "timeline": found.timeline, "before": before}
        return told | act_forms.on_the_page(today_of(row), found.beside.every_days)


class SeenActionForm(ActionForm):
    """What came of it, and when the list was shown: an entry changed after that hasn't been seen."""

    seen = forms.CharField(
        label="", required=False, widget=forms.HiddenInput, initial=lambda: timezone.now().isoformat()
    )
    outcome = forms.ChoiceField(label="Outcome", required=False, choices=act_forms.OUTCOMES)


@admin.register(Entry)
class EntryAdmin(CaseloadAdmin):
    """What patients wrote, to read and to mark as read."""

    list_title, page_title, page_template = "Entries", "Entry", "review/entry.html"
    list_display = ["day", "whose", "written", "reading"]
    list_filter = [ReadingFilter, SpanFilter, PatientFilter]
    ordering = ["-date", "-pk"]
    sortable_by = []
    actions = ["mark_as_read"]
    change_list_template = "review/entries.html"
    action_form = SeenActionForm

    def get_object(self, request, object_id, from_field=None):
        """One of them, with what she has read of it."""
        hers = with_reading(self.get_queryset(request), clinician_of(request))
        found = hers.filter(pk=object_id).first() if rows.names_a_row(object_id) else None
        if found is None:
            raise Http404
        return found

    def rows_of(self, request, keys):
        """Those of a page of the list, with what she has read of them."""
        return entries_sql.listed(keys, clinician_of(request))

    def get_changelist(self, request, **kwargs):
        """Page by page, however many there are."""
        return KeysetChangeList

    def get_search_results(self, request, queryset, search_term):
        """Those of patients with this name or code."""
        words = search_term.strip()
        return (queryset.filter(patient__in=naming.named(request.user, words)) if words else queryset), False

    def get_urls(self):
        """The buttons' addresses, too."""
        button = self.admin_site.admin_view(require_POST(self.reviewed))
        read = path("<int:object_id>/reviewed/", button, name="journal_entry_reviewed")
        error = path("<int:object_id>/error/", self.acting(act_views.error), name="journal_entry_error")
        return [read, error, *super().get_urls()]

    def page(self, request, row):
        """The answers in words, every version, and what was said about it."""
        found = entry_page.build(row, clinician_of(request), sharing_of(request, row.patient_id), catalogue())
        if len(found["versions"]) > 1:
            self.record(request, [row], AccessLog.What.HISTORY, str(row.pk))
        if found["flags"]:
            self.record(request, [row], AccessLog.What.FLAGS, str(row.pk))
        return {"outcomes": act_forms.OUTCOMES, **found}

    def reviewed(self, request, object_id):
        """The button: this entry was read."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return views.reviewed(request, self.get_object(request, str(object_id)))

    @admin.action(description="Mark reviewed")
    def mark_as_read(self, request, queryset):
        """All that are ticked, unless changed since the list was shown. Where an attention or urgent flag stands on the
        day of one of them, none is: they are read one at a time."""
        held_back = services.held_back(queryset)
        if held_back:
            self.record(request, held_back, AccessLog.What.FLAGS)
            response = self.own_page(request, "review/held_back.html", {"title": "Entries", "entries": held_back})
            response.status_code = 422
            return response
        views.mark_as_read(request, queryset, request.POST.get("seen"), request.POST.get("outcome", ""))
        return None

    @admin.display(description="day")
    def day(self, entry):
        """The day it is about."""
        return naming.apart(date_format(entry.date, "D j M Y"), entry.patient)

    @admin.display(description="patient")
    def whose(self, entry):
        """By name and code."""
        return naming.linked(entry.patient)

    @admin.display(description="written")
    def written(self, entry):
        """When, by her clock."""
        at = date_format(timezone.localtime(entry.recorded_at, entry.patient.zone), "j M Y, H:i")
        marks = ["late"] * entry.late + ["older diary"] * (entry.source == Entry.Source.IMPORT)
        return ", ".join([at, *marks])

    @admin.display(description="reading")
    def reading(self, entry):
        """Whether she has read this version."""
        if entry.read_version == entry.updated_at:
            by = f" by {entry.read_by}" if entry.read_by else ""
            said = f"reviewed on {date_format(entry.read_at, 'j M Y')}{by}"
            return f"{said}: {EntryReview.Outcome(entry.read_outcome).label}" if entry.read_outcome else said
        if entry.read_version is None and not entry.waiting:
            return "–"
        changed = f"changed since {entry.read_by or 'you'} reviewed it"
        return format_html('<b class="new">{}</b>', changed if entry.read_version else "unread")


@admin.register(Invitation)
class InvitationAdmin(CaseloadAdmin):
    """A clinician's own invitations. A code is shown once, when it is made; the list never has it."""

    list_title = "Invitations"
    list_display = ["made", "state", "who", "withdraw"]
    list_display_links = None
    sortable_by = []
    delete_confirmation_template = "review/withdraw.html"

    def get_queryset(self, request):
        """Hers: those that nobody has used, and those of her caseload."""
        hers = admin.ModelAdmin.get_queryset(self, request).filter(clinician=request.user.pk)
        visible = Patient.objects.visible_to(request.user)
        return hers.filter(Q(used_by=None) | Q(used_by__in=visible))

    def has_add_permission(self, request, obj=None):
        """Clinicians invite."""
        return self.has_view_permission(request)

    def has_delete_permission(self, request, obj=None):
        """An open one can be withdrawn."""
        return obj is not None and obj.used_at is None and self.has_view_permission(request)

    def add_view(self, request, form_url="", extra_context=None):
        """Make a code and show it in the very answer: it is in no address, message or log, and can't be shown again."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else None
        form = InvitationForm(sent, clinician=clinician_of(request))
        context = {"title": "Invite a patient", "form": form}
        if form.is_valid():
            context["invitation"], context["code"] = form.issue()
        response = self.own_page(request, "review/invitation.html", context)
        response.status_code = 422 if form.errors else 200
        return response

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Nothing to see beyond the list."""
        self.get_object(request, object_id)
        return redirect("admin:accounts_invitation_changelist")

    def response_delete(self, request, obj_display, obj_id):
        """Back to the list."""
        messages.success(request, "Withdrawn. The code no longer works.")
        return redirect("admin:accounts_invitation_changelist")

    @admin.display(description="made on")
    def made(self, invitation):
        """The day it was made."""
        return date_format(invitation.created_at, "j M Y")

    @admin.display(description="state")
    def state(self, invitation):
        """Open, used or too old."""
        if invitation.used_at:
            return f"used on {date_format(invitation.used_at, 'j M Y')}"
        ends = date_format(invitation.expires_at, "j M Y")
        return f"open until {ends}" if invitation.expires_at > timezone.now() else f"not used, ended on {ends}"

    @admin.display(description="patient")
    def who(self, invitation):
        """Who used it."""
        patient = invitation.used_by
        return f"{patient.chosen_name} · {patient.short_code}" if patient else "–"

    @admin.display(description="take back", empty_value="")
    def withdraw(self, invitation):
        """To take it back, as long as nobody has used it."""
        if invitation.used_at:
            return ""
        address = reverse("admin:accounts_invitation_delete", args=[invitation.pk])
        return format_html('<a href="{}">Withdraw</a>', address)


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(admin.ModelAdmin):
    """For administrators: the lines that clinicians may send as they are. One that is no longer wanted is set aside."""

    list_display = ["text", "position", "active"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def has_delete_permission(self, request, obj=None):
        """It is set aside instead."""
        return False
