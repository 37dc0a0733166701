from django.contrib import admin
from django.utils import timezone

from .models import Symptom


@admin.register(Symptom)
class SymptomAdmin(admin.ModelAdmin):
    """The catalogue, for administrators. An edited row is no longer touched by updates of the product."""

    list_display = ["label", "code", "group", "scale", "quick", "cadence", "red_flag", "active"]
    list_filter = ["group", "scale", "quick", "active"]
    search_fields = ["code", "label", "prompt"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_readonly_fields(self, request, obj=None):
        """Answers are kept under the code, so it never changes."""
        return ["code", "scale"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """A symptom is set inactive; its answers keep their name."""
        return False

    def save_model(self, request, obj, form, change):
        """Remember that a person had a hand in it."""
        obj.edited_on = timezone.now()
        obj.version += 1 if change else 0
        super().save_model(request, obj, form, change)
