"""The content of the timeline in the admin: phases, what is described in them, and every version of both."""

import pghistory
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote

from clinical.expectations import EXPECTED, sentence
from journal.admin import CatalogueAdmin

from .admin_forms import ExpectationForm, PhaseForm, PhaseLimitsFormSet
from .content import subject_of
from .models import Phase, PhaseExpectation
from .versions import versions

REVIEW_TAKEN_OFF = "This has changed since a clinician read it, so the date of the review was taken off."
LIMITS = ("start_day", "end_day", "peak_end_day")


class VersionedAdmin(CatalogueAdmin):
    """Content of which each version is kept, with the hand that made it; "History" tells them."""

    actions = None
    object_history_template = "timeline/versions.html"

    def save_model(self, request, obj, form, change):
        """With her number beside the version. A review holds for the words that were read, so other words have none
        until a date is put in anew; a save that changes nothing makes no version."""
        if change and not form.changed_data:
            return
        if obj.reviewed_on and change and "reviewed_on" not in form.changed_data:
            obj.reviewed_on = None
            messages.warning(request, REVIEW_TAKEN_OFF)
        with pghistory.context(user=request.user.pk):
            super().save_model(request, obj, form, change)

    def history_view(self, request, object_id, extra_context=None):
        """Who changed what, from what to what."""
        row = self.get_object(request, unquote(object_id))
        told = {"versions": versions(row), "subtitle": self.named(row)} if row else {}
        return super().history_view(request, object_id, {"title": "Versions", **told})

    def named(self, row) -> str:
        """The row, for whoever may see it here."""
        return str(row)


@admin.register(Phase)
class PhaseAdmin(VersionedAdmin):
    """Texts one by one. Limits change in the list: moved one at a time they would always overlap or leave a gap."""

    form = PhaseForm
    list_display = ("name", *LIMITS, "reviewed_on", "edited_on")
    list_editable = LIMITS
    fields = ("code", "name", "reads_as", *LIMITS, "expect", "helps", "seek_help", "source", "evidence", "reviewed_on")
    fixed = ("code", "reads_as", *LIMITS)

    def has_add_permission(self, request):
        """The chart and the style sheet know these phases; more of them come with a release."""
        return False

    def get_changelist_formset(self, request, **kwargs):
        """All rows of the list, checked as one."""
        return super().get_changelist_formset(request, formset=PhaseLimitsFormSet, **kwargs)

    @admin.display(description="in a sentence")
    def reads_as(self, phase):
        """How patients read the saved name within a sentence."""
        return sentence(EXPECTED, phase.name)


@admin.register(PhaseExpectation)
class PhaseExpectationAdmin(VersionedAdmin):
    """What is described of a symptom in a phase. No row is taken away: it is set to "not described"."""

    form = ExpectationForm
    list_display = ("symptom", "phase", "level", "source", "evidence", "reviewed_on", "edited_on")
    list_filter = ("phase", "level", "evidence", ("reviewed_on", admin.EmptyFieldListFilter))
    list_select_related = ("symptom", "phase")
    list_per_page = 200
    search_fields = ("symptom__label", "symptom__code", "source")
    fields = ("symptom", "phase", "reads_as", "level", "source", "evidence", "reviewed_on")
    fixed = ("symptom", "phase", "reads_as")

    def get_fields(self, request, obj=None):
        """A new row has no sentence yet."""
        return self.fields if obj else [name for name in self.fields if name != "reads_as"]

    def named(self, row):
        """By symptom and phase."""
        return f"{row.symptom}, {row.phase}"

    @admin.display(description="as patients read it")
    def reads_as(self, row):
        """The sentence of the saved row."""
        return sentence(row.level, row.phase.name, subject=subject_of(row.symptom)) or "Nothing is said."
