"""The limits of the phases, and what is described in them, as an administrator edits them."""

from django import forms

from clinical.expectations import GRADES, VOCABULARY
from clinical.phases import validate_phases

from .models import Phase, PhaseExpectation

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


class ExpectationForm(forms.ModelForm):
    """What is described of a symptom in a phase, with each level and grade in words."""

    level = forms.ChoiceField(
        choices=[(term.level, f"{term.word.capitalize()}. {term.meaning}") for term in VOCABULARY],
        widget=forms.RadioSelect,
    )
    evidence = forms.ChoiceField(
        label="How sure anyone is",
        choices=[NO_GRADE, *((grade, f"{grade.capitalize()}. {why}") for grade, why in GRADES.items())],
        required=False,
    )

    class Meta:
        model = PhaseExpectation
        fields = ["symptom", "phase", "level", "source", "evidence", "reviewed_on"]
        help_texts = {"source": "In words a patient can read: who says so, and where."}
