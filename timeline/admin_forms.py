"""The limits of the phases, and what is described in them, as an administrator edits them."""

from datetime import date, timedelta

from django import forms
from django.contrib.admin.widgets import AdminRadioSelect
from django.utils import timezone

from clinical.expectations import GRADES, NOT_DESCRIBED, VOCABULARY
from clinical.phases import validate_phases

from .models import Phase, PhaseExpectation

WARNING_SIGN = "A yes is a warning sign, so nobody is told that others notice it too. Leave it “not described”."
NO_GRADE = ("", "Nothing is described")


class PhaseLimitsFormSet(forms.BaseModelFormSet):
    """All phases at once: no gap, no shared day, open at the end."""

    def clean(self):
        """Say every problem of the limits as they would be, those of rows that aren't on this list or that somebody
        has just moved too. Until the save is over nobody else moves one."""
        super().clean()
        if any(self.errors):
            return
        rows = {row.pk: row for row in Phase.objects.select_for_update()}
        rows |= {form.instance.pk: form.instance for form in self.forms if form.has_changed()}
        if problems := validate_phases(row.rule for row in rows.values()):
            raise forms.ValidationError(problems, code="limits")


class ReviewedForm(forms.ModelForm):
    """Content that a clinician answers for."""

    def clean_reviewed_on(self) -> date | None:
        """A day that has come, somewhere on earth."""
        day = self.cleaned_data["reviewed_on"]
        if day and day > timezone.localdate() + timedelta(days=1):
            raise forms.ValidationError("This day lies in the future.", code="future")
        return day


class PhaseForm(ReviewedForm):
    """The texts of a phase. Its limits are in the list."""

    def clean_name(self) -> str:
        """A name that tells it from the others."""
        name = self.cleaned_data["name"]
        if Phase.objects.exclude(pk=self.instance.pk).filter(name__iexact=name).exists():
            raise forms.ValidationError("Another phase has this name.", code="unique")
        return name


class ExpectationForm(ReviewedForm):
    """What is described of a symptom in a phase, with each level and grade in words."""

    level = forms.ChoiceField(
        choices=[(term.level, f"{term.word.capitalize()}. {term.meaning}") for term in VOCABULARY],
        widget=AdminRadioSelect(attrs={"class": "radiolist"}),
    )
    evidence = forms.ChoiceField(
        label="How sure anyone is",
        choices=[NO_GRADE, *((grade, f"{grade.capitalize()}. {why}") for grade, why in GRADES.items())],
        required=False,
    )

    class Meta:
        model = PhaseExpectation
        fields = ["symptom", "phase", "level", "source", "evidence", "reviewed_on"]
        widgets = {"source": forms.TextInput(attrs={"class": "vLargeTextField"})}
        help_texts = {"source": "In words a patient can read: who says so, and where."}

    def clean(self):
        """No warning sign that people are told others notice too, and no description without a grade."""
        told = super().clean()
        is_described = told.get("level", NOT_DESCRIBED) != NOT_DESCRIBED
        symptom = told.get("symptom") or (self.instance.symptom if self.instance.pk else None)
        if is_described and symptom and symptom.red_flag:
            self.add_error("level", forms.ValidationError(WARNING_SIGN, code="warning_sign"))
        if is_described and told.get("evidence") == "":
            self.add_error("evidence", forms.ValidationError("Please say how sure anyone is.", code="required"))
        return told
