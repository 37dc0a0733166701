"""Flags in the admin: the list of those that stand, and a page for each with all that was done."""

from django.contrib import admin
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404
from django.utils import timezone

from accounts.models import AccessLog
from clinical import flags as rules
from flags.models import Flag

from . import act_forms, flag_view, naming
from .access import sharing_of
from .base import CaseloadAdmin
from .deal_views import views_of

RANK = Case(
    *(When(severity=code, then=Value(rank)) for code, rank in rules.RANK.items()),
    default=Value(0),
    output_field=IntegerField(),
)


class StandingFilter(admin.SimpleListFilter):
    """Those that stand, unless others are asked for."""

    title, parameter_name = "state", "state"

    def lookups(self, request, model_admin):
        """Nobody is on it, somebody is, or it is over."""
        return [(Flag.State.OPEN, "Open"), ("taken", "Seen, not closed"), (Flag.State.CLOSED, "Closed")]

    def queryset(self, request, queryset):
        """By state."""
        if self.value() == "taken":
            return queryset.filter(state__in=[Flag.State.ACKNOWLEDGED, Flag.State.ACTIONED])
        if self.value() in {Flag.State.OPEN, Flag.State.CLOSED}:
            return queryset.filter(state=self.value())
        return queryset.standing()


@admin.register(Flag)
class FlagAdmin(CaseloadAdmin):
    """What asks for a look. It is acted on, and never edited or deleted."""

    list_log = page_log = AccessLog.What.FLAGS
    list_title, page_title, page_template = "Flags", "Flag", "review/flag.html"
    list_display = ["what", "whose", "age", "stands"]
    list_filter = [StandingFilter]
    sortable_by = []

    def get_ordering(self, request):
        """Urgent first, then whatever waits longest."""
        return [RANK.desc(), "raised_at", "pk"]

    def page(self, request, row):
        """Its evidence, what was done, and what can be done."""
        if not set(row.needs) <= set(sharing_of(request, row.patient_id).scope):
            raise Http404
        (view,) = views_of([row], row.patient)
        group = flag_view.Group(row.day, (view,))
        return {"view": view, "group": group, "patient": row.patient, "actions": act_forms.FlagStep.Action.choices}

    @admin.display(description="flag")
    def what(self, flag):
        """How soon, and which rule."""
        word, rule = rules.SEVERITIES[flag.severity], rules.RULES.get(flag.rule_code)
        return naming.apart(f"{word.sign} {word.word}: {rule.title if rule else flag.rule_code}", flag.patient)

    @admin.display(description="patient")
    def whose(self, flag):
        """By name and code."""
        return naming.linked(flag.patient)

    @admin.display(description="waiting")
    def age(self, flag):
        """In hours."""
        return flag_view.age_of(flag, timezone.now())

    @admin.display(description="state")
    def stands(self, flag):
        """And who is on it."""
        by = f" by {flag.acknowledged_name}" if flag.acknowledged_name else ""
        return f"{flag.get_state_display()}{by}"
