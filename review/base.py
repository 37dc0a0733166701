"""The base of every admin class for rows of patients."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse

from accounts import rls
from accounts.models import AccessLog, Patient

from . import access

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class CaseloadRows:
    """For admin classes and inlines: nothing but the caseload's rows, in the list and in every choice, and nobody but
    a clinician, who reads and doesn't write."""

    def get_queryset(self, request):
        """The rows of patients she may see; with a request that writes, none of those she opened in an emergency."""
        to_write = request.method not in SAFE_METHODS
        return access.in_caseload(super().get_queryset(request), request.user, to_write=to_write)

    def get_field_queryset(self, db, db_field, request):
        """What a key may point at: a POST can't name a row that its sender can't see."""
        rows = super().get_field_queryset(db, db_field, request)
        model = db_field.remote_field.model
        if model not in rls.patient_models():
            return rows
        return access.in_caseload(model._default_manager.all() if rows is None else rows, request.user)

    def has_view_permission(self, request, obj=None):
        """Clinicians; administrators see no diary."""
        return access.clinician_of(request) is not None

    def has_add_permission(self, request, obj=None):
        """Nobody, unless a subclass says so."""
        return False

    def has_change_permission(self, request, obj=None):
        """Nobody, unless a subclass says so."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Nobody, unless a subclass says so."""
        return False


class CaseloadInline(CaseloadRows, admin.TabularInline):
    """Rows of patients inside another page."""

    extra = 0


class CaseloadAdmin(CaseloadRows, admin.ModelAdmin):
    """Rows of patients. What isn't in the caseload isn't there (404), and every look is logged.

    Filters are SimpleListFilter classes over the caseload; addresses can't ask for any other column (an answer that
    isn't shared could be guessed that way). With `page_template`, a row has a page of our own, filled by `page`.
    """

    list_log, page_log = AccessLog.What.ENTRIES, AccessLog.What.ENTRY
    list_title = page_title = page_template = ""
    change_list_template = "review/change_list.html"
    actions = None
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50

    def get_urls(self):
        """Without the old address of a row, which answers the same to everything."""
        return [address for address in super().get_urls() if address.name]

    def has_module_permission(self, request):
        """As with a single row."""
        return self.has_view_permission(request)

    def get_list_select_related(self, request):
        """Whose row it is, which every list says and logs."""
        return [] if self.model is Patient else [access.patient_field(self.model)]

    def lookup_allowed(self, lookup, value, request=None):
        """Only the filters that are offered."""
        return lookup in {getattr(each, "parameter_name", None) for each in self.get_list_filter(request)}

    def get_object(self, request, object_id, from_field=None):
        """The row, if it is in the caseload. Change, delete and history pages all begin here."""
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404
        return row

    def changelist_view(self, request, extra_context=None):
        """The list; its patients are logged."""
        if request.method in SAFE_METHODS and self.has_view_permission(request):
            rls.remember()
        response = super().changelist_view(request, {"title": self.list_title, **(extra_context or {})})
        shown = (getattr(response, "context_data", None) or {}).get("cl")
        if shown:
            self.record(request, shown.result_list, self.list_log)
        return response

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One row; its patient is logged."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method in SAFE_METHODS:
            rls.remember()
        row = self.get_object(request, unquote(object_id))
        self.record(request, [row], self.page_log, str(row.pk))
        if not self.page_template:
            return super().change_view(request, object_id, form_url, extra_context)
        if request.method not in {"GET", "HEAD"}:
            raise PermissionDenied
        return self.own_page(request, self.page_template, {"title": self.page_title, **self.page(request, row)})

    def page(self, request, row) -> dict:
        """What the row's own page shows."""
        return {}

    def acting(self, view):
        """The address of something that can be done about one row: `view(admin, request, row)`."""

        def guarded(request, object_id):
            if not self.has_view_permission(request):
                raise PermissionDenied
            return view(self, request, self.get_object(request, str(object_id)))

        return self.admin_site.admin_view(guarded)

    def own_page(self, request, template: str, context: dict) -> TemplateResponse:
        """A page of ours in the admin's frame."""
        request.current_app = self.admin_site.name
        return TemplateResponse(request, template, {**self.admin_site.each_context(request), **context})

    def history_view(self, request, object_id, extra_context=None):
        """There is none: the admin's own log never says who read; earlier versions stand on the row's page."""
        raise Http404

    def patient_of(self, row) -> Patient | None:
        """Whose row it is."""
        return row if isinstance(row, Patient) else getattr(row, access.patient_field(self.model))

    def record(self, request, rows, what, reference=""):
        """Log that `what` (one kind or several) of `rows` was shown; once for each of their patients."""
        patients = {patient.pk: patient for patient in map(self.patient_of, rows) if patient}
        access.record(request, patients.values(), what, reference)
