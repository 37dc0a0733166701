"""For administrators: what the public may read, where it comes from, and when it was last checked."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from resources import admin_moving, two_people
from resources.admin_forms import LineForm, ResourceForm
from resources.models import Change, CrisisLine, Resource
from resources.queue import queue
from resources.two_people import NotAnyMore, NotYou, Person

CHECKED = ("verified_on", "verified_by", "review_interval_days", "link_result", "link_detail", "link_checked_at")
ORIGIN = ("source", "evidence", "version", "edited_on", "editor_note")
WAITS = "It stays as it is until a second person lets your change go live. It is in the queue of checks."
TAKEN_OFF = "Its words have changed since somebody checked them, so the date of the check was taken off."


def person(request) -> Person:
    """Whoever edits."""
    return Person(request.user.pk, request.user.get_username())


class ReviewedAdmin(admin.ModelAdmin):
    """A row that was saved here is the administrator's: the data file no longer changes it. Nothing is deleted, it is
    retired: lists of patients and the log of changes point to it. What a crisis line shows changes by two hands."""

    readonly_fields = ["version", "edited_on", "link_result", "link_detail", "link_checked_at"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 100
    actions = None
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    change_form_template = "admin/resources/change_form.html"
    change_list_template = "admin/resources/change_list.html"

    def has_delete_permission(self, request, obj=None):
        """Nobody: a row is retired."""
        return False

    def get_urls(self):
        """The buttons "I checked it today" and "Let it go live", too."""
        name = self.opts.model_name
        wrap = self.admin_site.admin_view
        own = [path("<int:pk>/checked/", wrap(require_POST(self.checked)), name=f"resources_{name}_checked")]
        if self.model is Resource:
            own += [
                path("queue/", wrap(self.queue), name="resources_queue"),
                path("changes/<int:pk>/", wrap(require_POST(self.decide)), name="resources_decide"),
                *admin_moving.urls(self),
            ]
        return own + super().get_urls()

    def save_model(self, request, obj, form, change):
        """One person's change goes live at once, except what a crisis line shows."""
        stored = self.model.objects.get(pk=obj.pk) if change else None
        obj.edited_on = timezone.localdate()
        if obj.needs_two or (stored and stored.needs_two):
            request.waits = self._put_forward(request, obj, stored, form)
        else:
            changed = {name for name in form.changed_data if stored and getattr(stored, name) != getattr(obj, name)}
            if changed - two_people.SAYS_THE_SAME and "verified_on" not in changed and obj.verified_on:
                obj.verified_on, obj.verified_by = None, ""
                messages.warning(request, TAKEN_OFF)
            super().save_model(request, obj, form, change)

    def _put_forward(self, request, obj, stored, form) -> bool:
        """Save what one person may save, and let the rest wait. Whether something waits."""
        if stored is None:
            wanted, obj.status = {"status": obj.status}, "draft"
            obj.save()
            stored = obj
        else:
            wanted = {name: getattr(obj, name) for name in form.changed_data if name not in two_people.NOT_SHOWN}
            self._save_quietly(obj, stored, set(form.changed_data) & two_people.NOT_SHOWN)
        return two_people.propose(stored, wanted, person(request)) is not None

    @staticmethod
    def _save_quietly(obj, stored, names) -> None:
        if names:
            for name in names:
                setattr(stored, name, getattr(obj, name))
            stored.edited_on = obj.edited_on
            stored.save()

    def response_change(self, request, obj):
        """Where something waits, that is said instead of "changed"."""
        return self._waiting(request, obj) or super().response_change(request, obj)

    def response_add(self, request, obj, post_url_continue=None):
        """A new crisis line waits as a draft."""
        return self._waiting(request, obj) or super().response_add(request, obj, post_url_continue)

    def _waiting(self, request, obj):
        if not getattr(request, "waits", False):
            return None
        messages.warning(request, WAITS)
        return redirect(f"admin:resources_{self.opts.model_name}_change", obj.pk)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """With the change that waits, if there is one, and who may decide it."""
        row = self.get_object(request, object_id)
        waiting = two_people.waiting_for(row) if row and row.needs_two else None
        told = {"waiting": waiting, "is_own": waiting is not None and waiting.proposed_by == request.user.pk}
        return super().change_view(request, object_id, form_url, told | (extra_context or {}))

    def checked(self, request, pk):
        """The button: tried or read today, and as it says."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        row = get_object_or_404(self.model, pk=pk)
        two_people.checked_today(row, person(request))
        messages.success(request, f"{row.title}: checked today.")
        return redirect("admin:resources_queue")

    def queue(self, request):
        """Everything that should be looked at."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {"title": "Queue of checks", "me": request.user.pk}
        context |= {"queue": queue(timezone.localdate()), "today": timezone.localdate(), "opts": self.opts}
        return render(request, "admin/resources/queue.html", context)

    def decide(self, request, pk):
        """The buttons of a change that waits."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        change = get_object_or_404(Change, pk=pk)
        decision = two_people.approve if request.POST.get("decision") == "live" else two_people.decline
        try:
            decision(change, person(request))
            messages.success(request, "It is live." if decision is two_people.approve else "It stays as it was.")
        except NotYou:
            messages.error(request, "You put this forward, so somebody else has to let it go live.")
        except NotAnyMore as reason:
            messages.error(request, str(reason))
        return redirect("admin:resources_queue" if request.POST.get("back") == "queue" else _page_of(change))

    @admin.display(description="next check due", ordering="due_on")
    def due(self, row):
        """The day, or that nobody has checked yet."""
        return row.due_on or "never checked"


def _page_of(change: Change) -> str:
    return reverse(f"admin:resources_{change.row._meta.model_name}_change", args=[change.row.pk])


@admin.register(Resource)
class ResourceAdmin(ReviewedAdmin):
    """Entries of the directory, and articles."""

    form = ResourceForm
    list_display = ["name", "kind", "place", "status", "evidence", "verified_on", "due"]
    list_filter = ["status", "kind", "audience", "evidence", "cost", ("verified_on", admin.EmptyFieldListFilter)]
    search_fields = ["name", "slug", "description", "keywords"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "slug", "status", "kind", "audience", "description", "content_warning",
                           "position"]}),
        ("Article", {"fields": ["body", "author_role", "sources"]}),
        ("Where", {"fields": ["countries", "region", "languages"]}),
        ("How to reach it", {"fields": ["url", "number_display", "tel", "sms_number", "sms_keyword", "note",
                                        "hours_text", "hours_tz", "self_refer", "cost", "cost_text"]}),
        ("Found by", {"fields": ["phases", "symptoms", "keywords"]}),
        ("Checked", {"fields": CHECKED}),
        ("Where it comes from", {"fields": ORIGIN}),
    ]


@admin.register(CrisisLine)
class CrisisLineAdmin(ReviewedAdmin):
    """The lines of "Help now"."""

    form = LineForm
    list_display = ["name", "country", "region", "kind", "number_display", "status", "evidence", "verified_on", "due"]
    list_filter = ["status", "kind", "evidence", "country", ("verified_on", admin.EmptyFieldListFilter)]
    search_fields = ["name", "slug", "number_display", "tel"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "status", "kind", "country", "region", "position"]}),
        ("How to reach it", {"fields": ["number_display", "tel", "sms_number", "sms_keyword", "note", "url",
                                        "hours_text", "hours_tz", "languages"]}),
        ("Checked", {"fields": CHECKED}),
        ("Where it comes from", {"fields": ORIGIN}),
    ]
