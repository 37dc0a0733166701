"""Teams, who belongs to them, who stands in for whom, and emergencies to read of; for administrators."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html

from . import arranging
from .models import Cover, EmergencyNotice, Membership, Team


class Plain:
    """What these lists have in common: a title of ours, no deleting, no counting, no facets."""

    show_full_result_count, show_facets = False, admin.ShowFacets.NEVER

    def changelist_view(self, request, extra_context=None):
        """The list, with a title that says what it is."""
        title = str(self.model._meta.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def has_delete_permission(self, request, obj=None):
        """Nothing goes away: who belonged to what stays to be known."""
        return False

    def lookup_allowed(self, lookup, value, request=None):
        """Only what the filters ask."""
        return lookup in {getattr(each, "parameter_name", None) for each in self.get_list_filter(request)}


class MembershipInline(admin.TabularInline):
    """Who belongs to the team, from when to when. An end in the past closes at once what rests on it."""

    model = Membership
    extra = 1
    can_delete = False
    fields = ["clinician", "role", "started_at", "ended_at"]
    verbose_name, verbose_name_plural = "clinician of the team", "Clinicians of the team"


@admin.register(Team)
class TeamAdmin(Plain, admin.ModelAdmin):
    """Teams and who belongs to them."""

    list_display, search_fields, actions = ["name", "organisation", "commitment", "members"], ["name"], None
    fields = ["name", "organisation", "commitment"]
    inlines = [MembershipInline]

    @admin.display(description="clinicians")
    def members(self, team):
        """How many belong to it now."""
        return arranging.members_of(team).count()


class CoverAdminForm(forms.ModelForm):
    """A cover within one team."""

    def clean(self):
        """Two clinicians of the team, and days in order."""
        told = super().clean()
        both = [told.get("covered"), told.get("covering")]
        if told.get("team") and all(both):
            present = Membership.objects.present().filter(team=told["team"], clinician__in=both)
            if len(set(present.values_list("clinician", flat=True))) < len(both):
                raise ValidationError("Both have to belong to the team, and to be two people.", code="team")
        if told.get("starts_on") and told.get("ends_on") and told["ends_on"] < told["starts_on"]:
            raise ValidationError("The last day is before the first.", code="order")
        return told


@admin.register(Cover)
class CoverAdmin(Plain, admin.ModelAdmin):
    """Who stands in for whom. A cover can be made and ended; its people and days stay as they were."""

    form = CoverAdminForm
    list_display = ["covered", "covering", "team", "starts_on", "ends_on", "state"]
    list_select_related = ["covered", "covering", "team"]
    actions = ["end_now"]

    def has_change_permission(self, request, obj=None):
        """The list has the action that ends them; a row isn't changed."""
        return super().has_change_permission(request, obj) and obj is None

    def save_model(self, request, obj, form, change):
        """Made by whoever is signed in."""
        obj.made_by = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description="state")
    def state(self, cover):
        """Coming, running or over."""
        today = timezone.now().date()
        if cover.ended_at or cover.ends_on < today:
            return "over"
        return "coming" if cover.starts_on > today else format_html("<b>{}</b>", "running")

    @admin.action(description="End now", permissions=["change"])
    def end_now(self, request, queryset):
        """Those that are ticked."""
        for cover in queryset:
            arranging.end_cover(cover)
        messages.success(request, "Ended.")


class UnreadFilter(admin.SimpleListFilter):
    """Those that nobody has read."""

    title, parameter_name = "to read", "unread"

    def lookups(self, request, model_admin):
        """The one choice beside all."""
        return [("yes", "Not read yet")]

    def queryset(self, request, queryset):
        """Without a reader."""
        return queryset.filter(read_at=None) if self.value() == "yes" else queryset


@admin.register(EmergencyNotice)
class EmergencyNoticeAdmin(Plain, admin.ModelAdmin):
    """Whoever opened a journal in an emergency, or tried codes in vain: to be read, and asked about."""

    list_display = ["at", "clinician_name", "what", "reason", "ends_at", "state"]
    list_display_links, list_filter, actions = None, [UnreadFilter], ["mark_as_read"]
    list_select_related = ["read_by"]

    def has_add_permission(self, request):
        """They are made by what happened."""
        return False

    def has_change_permission(self, request, obj=None):
        """Only the list, for the action that marks them as read."""
        return super().has_change_permission(request, obj) and obj is None

    @admin.display(description="what")
    def what(self, notice):
        """Which code was opened; a try in vain names none."""
        return f"opened {notice.short_code}" if notice.short_code else "tried a code, nothing was opened"

    @admin.display(description="read")
    def state(self, notice):
        """Whether, and by whom."""
        if notice.read_at is None:
            return format_html('<b class="new">{}</b>', "not read yet")
        return f"by {notice.read_by.get_username() if notice.read_by else 'somebody'}"

    @admin.action(description="Mark as read", permissions=["change"])
    def mark_as_read(self, request, queryset):
        """Those that are ticked."""
        queryset.filter(read_at=None).update(read_at=timezone.now(), read_by=request.user)
        messages.success(request, "Marked as read.")
