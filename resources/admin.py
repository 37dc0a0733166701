"""For administrators: what the public may read, where it comes from, and when it was last checked."""

from django.contrib import admin
from django.db import models
from django.utils import timezone

from resources.models import CrisisLine, Resource

CHECKED = ("verified_on", "verified_by", "review_interval_days")
ORIGIN = ("source", "evidence", "version", "edited_on", "editor_note")


class ReviewedAdmin(admin.ModelAdmin):
    """A row that was saved here is the administrator's: the data file no longer changes it."""

    readonly_fields = ["version", "edited_on"]
    show_full_result_count = False
    list_per_page = 100
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def save_model(self, request, obj, form, change):
        obj.edited_on = timezone.localdate()
        super().save_model(request, obj, form, change)


@admin.register(Resource)
class ResourceAdmin(ReviewedAdmin):
    list_display = ["name", "kind", "place", "status", "evidence", "verified_on"]
    list_filter = ["status", "kind", "audience", "evidence", "cost", ("verified_on", admin.EmptyFieldListFilter)]
    search_fields = ["name", "slug", "description", "keywords"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "slug", "status", "kind", "audience", "description", "content_warning",
                           "position"]}),
        ("Where", {"fields": ["countries", "region", "languages"]}),
        ("How to reach it", {"fields": ["url", "number_display", "tel", "sms_number", "sms_keyword", "note",
                                        "hours_text", "hours_tz", "self_refer", "cost", "cost_text"]}),
        ("Found by", {"fields": ["phases", "symptoms", "keywords"]}),
        ("Checked", {"fields": CHECKED}),
        ("Where it comes from", {"fields": ORIGIN}),
    ]


@admin.register(CrisisLine)
class CrisisLineAdmin(ReviewedAdmin):
    list_display = ["name", "country", "region", "kind", "number_display", "status", "evidence", "verified_on"]
    list_filter = ["status", "kind", "evidence", "country", ("verified_on", admin.EmptyFieldListFilter)]
    search_fields = ["name", "slug", "number_display", "tel"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "status", "kind", "country", "region", "position"]}),
        ("How to reach it", {"fields": ["number_display", "tel", "sms_number", "sms_keyword", "note", "url",
                                        "hours_text", "hours_tz", "languages"]}),
        ("Checked", {"fields": CHECKED}),
        ("Where it comes from", {"fields": ORIGIN}),
    ]
