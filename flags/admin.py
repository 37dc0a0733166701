"""The rules in the admin, for administrators: their numbers, and every version with who and why."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join

from clinical.flags import RULES, SEVERITIES

from .models import FlagRule
from .rule_form import CHANGED_MEANWHILE, form_for


@admin.register(FlagRule)
class FlagRuleAdmin(admin.ModelAdmin):
    """The newest version of each rule. A change makes another version, earlier ones can be read, none is taken away."""

    list_display = ["title", "severity", "numbers", "is_on", "version", "made"]
    list_display_links, sortable_by, actions = ["title"], [], None
    readonly_fields = ["title", "looks_for", "version", "versions"]
    ordering = ["code", "-version"]
    show_full_result_count, show_facets = False, admin.ShowFacets.NEVER
    list_per_page = 100

    def get_queryset(self, request):
        """In the list the newest ones; one by one all of them."""
        rules = super().get_queryset(request).select_related("made_by")
        is_list = request.resolver_match and request.resolver_match.url_name == "flags_flagrule_changelist"
        return rules.filter(pk__in=FlagRule.objects.newest().values("pk")) if is_list else rules

    def has_add_permission(self, request):
        """A rule comes with a release: it is code with a source."""
        return False

    def has_delete_permission(self, request, obj=None):
        """A rule is switched off; flags name their version for ever."""
        return False

    def has_change_permission(self, request, obj=None):
        """The newest version only."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or not FlagRule.objects.filter(code=obj.code, version__gt=obj.version).exists())

    def changelist_view(self, request, extra_context=None):
        """Under its name."""
        return super().changelist_view(request, {"title": "Rules that ask a clinician to look"})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A version is saved once."""
        return super().change_view(request, object_id, form_url, {"show_save_and_continue": False})

    def get_form(self, request, obj=None, change=False, **kwargs):
        """With the numbers of the rule."""
        return form_for(obj.code)

    def get_fieldsets(self, request, obj=None):
        """What it is, its numbers, and how it came about."""
        numbers = [number.name for number in RULES[obj.code].numbers] if obj.code in RULES else []
        if not self.has_change_permission(request, obj):
            return [(None, {"fields": ["title", "looks_for", "numbers", "is_on", "version", "why"]}), self._history]
        return [(None, {"fields": ["title", "looks_for", "version"]}), ("Numbers", {"fields": [*numbers, "is_on"]}),
                ("A new version", {"fields": ["why"]}), self._history]  # fmt: skip

    _history = ("Versions", {"fields": ["versions"]})

    def get_readonly_fields(self, request, obj=None):
        """An earlier version is only to be read."""
        more = [] if self.has_change_permission(request, obj) else ["numbers", "is_on", "why"]
        return [*self.readonly_fields, *more]

    def save_model(self, request, obj, form, change):
        """A new version beside this one, unless nothing changed or somebody was quicker."""
        if not form.changes_something:
            messages.info(request, "Nothing was changed, so there is no new version.")
        elif made := form.as_new_version(request.user):
            messages.success(request, f"Version {made.version} holds from now on. Earlier flags stay as they are.")
        else:
            messages.error(request, CHANGED_MEANWHILE)

    def response_change(self, request, obj):
        """Back to the list; what happened was said."""
        return redirect(reverse("admin:flags_flagrule_changelist"))

    @admin.display(description="rule")
    def title(self, rule):
        """As clinicians read it."""
        return RULES[rule.code].title if rule.code in RULES else rule.code

    @admin.display(description="severity")
    def severity(self, rule):
        """Which it may have."""
        known = RULES.get(rule.code)
        return ", ".join(SEVERITIES[each].word for each in known.severities) if known else "–"

    @admin.display(description="numbers")
    def numbers(self, rule):
        """Each with what it means."""
        known = RULES[rule.code].numbers if rule.code in RULES else ()
        told = ((number.words, f"{rule.parameters.get(number.name, number.default):g}") for number in known)
        return format_html_join("", "<div>{}: <b>{}</b></div>", told) or "none"

    @admin.display(description="where it comes from")
    def looks_for(self, rule):
        """Its source, and what it does."""
        known = RULES.get(rule.code)
        return f"{known.source}. {'Goes' if known.late else 'Does not go'} by days told late." if known else "–"

    @admin.display(description="made")
    def made(self, rule):
        """When, and by whom."""
        by = rule.made_by.get_username() if rule.made_by else "the release" if rule.version == 1 else "–"
        return f"{date_format(rule.made_at, 'j M Y')}, {by}"

    @admin.display(description="all of them")
    def versions(self, rule):
        """Every version of this rule, the newest first."""
        rows = FlagRule.objects.filter(code=rule.code).select_related("made_by").order_by("-version")
        told = (
            (reverse("admin:flags_flagrule_change", args=[row.pk]), row.version, self.made(row), row.why,
             "" if row.is_on else " (switched off)")
            for row in rows
        )  # fmt: skip
        return format_html("<ul>{}</ul>", format_html_join("", '<li><a href="{}">{}</a>: {}. {}{}</li>', told))
