from django.contrib import admin
from django.utils import timezone

from .models import Symptom, Tag


class CatalogueAdmin(admin.ModelAdmin):
    """The catalogue, for administrators. An edited row is no longer touched by updates of the product."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    fixed = ["code"]  # answers are kept under it, so it never changes

    def get_readonly_fields(self, request, obj=None):
        """What entries rest on can't be changed once there is a row."""
        return self.fixed if obj else []

    def has_delete_permission(self, request, obj=None):
        """A row is set inactive; the entries that name it keep its words."""
        return False

    def save_model(self, request, obj, form, change):
        """Remember that a person had a hand in it."""
        obj.edited_on = timezone.now()
        obj.version += 1 if change else 0
        super().save_model(request, obj, form, change)


@admin.register(Symptom)
class SymptomAdmin(CatalogueAdmin):
    """The questions."""

    list_display = ["label", "code", "group", "scale", "quick", "cadence", "red_flag", "active"]
    list_filter = ["group", "scale", "quick", "active"]
    search_fields = ["code", "label", "prompt"]
    fixed = ["code", "scale"]


@admin.register(Tag)
class TagAdmin(CatalogueAdmin):
    """The words of the quick lists."""

    list_display = ["label", "code", "kind", "group", "position", "active"]
    list_filter = ["kind", "active"]
    search_fields = ["code", "label"]
    fixed = ["code", "kind"]
