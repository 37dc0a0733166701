"""Plans that patients show: to read, and to write together with them. Who wrote which line stands beside it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.views.decorators.debug import sensitive_post_parameters

from accounts.models import AccessLog
from plans.forms import SectionForm
from plans.models import Author, Plan, Role
from plans.plan_page import known_people, view_of
from plans.services import NewerVersion
from plans.views import conflict, section_or_404, stays

from . import naming
from .access import clinician_of
from .base import CaseloadAdmin
from .filters import PatientFilter

CHANGES_SHOWN = 10


@admin.register(Plan)
class PlanAdmin(CaseloadAdmin):
    """The plans that are shown to her. One that isn't shown isn't there."""

    list_log = page_log = AccessLog.What.PLANS
    list_title, page_title, page_template = "Plans", "Plan", "review/plan.html"
    list_display = ["what", "whose", "changed", "due"]
    list_filter = [PatientFilter]
    ordering = ["review_due", "pk"]
    sortable_by = []

    def get_queryset(self, request):
        """Of the caseload's plans, those that are shown."""
        return super().get_queryset(request) & Plan.objects.shown_to(request.user)

    def get_urls(self):
        """The pages on which one section is written."""
        page = self.admin_site.admin_view(self.section)
        return [path("<int:object_id>/<slug:code>/write/", page, name="plans_plan_section"), *super().get_urls()]

    def page(self, request, row):
        """The plan, and who changed it last."""
        changes = row.versions.filter(at__gte=row.shared_at).defer("body").order_by("-revision")[:CHANGES_SHOWN]
        view = view_of(row.patient, row.kind, row, row.items.contents())
        return {"view": view, "patient": row.patient, "changes": changes}

    @method_decorator(sensitive_post_parameters())
    def section(self, request, object_id, code):
        """One section, to be written together with the patient."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method not in {"GET", "HEAD", "POST"}:
            raise Http404
        plan = self.get_object(request, str(object_id))
        section, contents = section_or_404(plan.kind, code), plan.items.contents()
        self.record(request, [plan], AccessLog.What.PLANS, str(plan.pk))
        data = request.POST if request.method == "POST" else None
        told = {"section": section, "lines": contents.get(code, []), "known": known_people(contents, section)}
        form = SectionForm(data, revision=plan.revision, **told)
        context = {"title": "Plan", "form": form, "section": section, "plan": plan, "patient": plan.patient}
        if form.is_valid():
            try:
                form.save(plan, Author(Role.CLINICIAN, str(clinician_of(request))))
            except NewerVersion as newer:
                return self._section_page(request, context | conflict(form, newer), 409)
            messages.success(request, "Saved. The patient sees that you wrote it.")
            return redirect(request.path if stays(request) else reverse("admin:plans_plan_change", args=[plan.pk]))
        return self._section_page(request, context, 422 if form.errors else 200)

    def _section_page(self, request, context: dict, status: int):
        page = self.own_page(request, "review/plan_section.html", context)
        page.status_code = status
        return page

    @admin.display(description="plan")
    def what(self, plan):
        """Which of the two."""
        return plan.title

    @admin.display(description="patient")
    def whose(self, plan):
        """By name and code."""
        return naming.linked(plan.patient)

    @admin.display(description="last changed")
    def changed(self, plan):
        """When."""
        return date_format(plan.updated_at, "j M Y")

    @admin.display(description="review due")
    def due(self, plan):
        """By when it should be looked at again."""
        return date_format(plan.review_due, "j M Y") if plan.review_due else "–"
