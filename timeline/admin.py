"""The phases in the admin: texts one by one, limits all together in the list."""

from django.contrib import admin
from django.utils import timezone

from .forms import PhaseLimitsFormSet
from .models import Phase

LIMITS = ("start_day", "end_day", "peak_end_day")


@admin.register(Phase)
class PhaseAdmin(admin.ModelAdmin):
    """Limits change in the list only: moved one at a time they would always overlap or leave a gap."""

    list_display = ("name", *LIMITS, "reviewed_on", "edited_on")
    list_editable = LIMITS
    fields = ("code", "name", *LIMITS, "expect", "helps", "seek_help", "source", "evidence", "reviewed_on")
    readonly_fields = ("code", *LIMITS)
    actions = None

    def has_add_permission(self, request):
        """The chart and the style sheet know these phases; more of them come with a release."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Without one of them, days would have no phase."""
        return False

    def get_changelist_formset(self, request, **kwargs):
        """All rows of the list, checked as one."""
        return super().get_changelist_formset(request, formset=PhaseLimitsFormSet, **kwargs)

    def save_model(self, request, obj, form, change):
        """From now on the row is ours: a new release leaves it alone."""
        obj.edited_on = timezone.now()
        super().save_model(request, obj, form, change)
