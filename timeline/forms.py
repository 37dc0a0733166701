"""What can be chosen on the timeline, and the limits of the phases in the admin."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms

from accounts.models import Patient
from clinical.phases import validate_phases

from .reading import MOST_SYMPTOMS


class SymptomChips(forms.CheckboxSelectMultiple):
    """All symptoms by group, in one template."""

    template_name = "timeline/symptom_chips.html"


class ChartSymptomsForm(forms.Form):
    """Which answers the chart shows, up to three. `charted` are (group, [(code, label), …]) to choose from."""

    symptoms = forms.MultipleChoiceField(
        label=f"Up to {MOST_SYMPTOMS} at a time",
        widget=SymptomChips,
        required=False,
        error_messages={"invalid_choice": "One of these can't be shown. Please choose again."},
    )

    def __init__(self, *args, charted, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["symptoms"].choices = charted
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Field("symptoms", template="timeline/symptom_choice.html"),
            Submit("show", "Show these", css_class="secondary", css_id="show-these"),
        )

    def clean_symptoms(self) -> list[str]:
        """The chosen codes, in the order of the catalogue."""
        chosen = self.cleaned_data["symptoms"]
        if len(chosen) > MOST_SYMPTOMS:
            raise forms.ValidationError(
                f"Please choose {MOST_SYMPTOMS} at most. You have chosen {len(chosen)}.", code="too_many"
            )
        return chosen

    def save(self, patient: Patient) -> None:
        """Keep the choice with her. None chosen: what is usual."""
        patient.chart_symptoms = self.cleaned_data["symptoms"]
        patient.save(update_fields=["chart_symptoms"])


class PhaseLimitsFormSet(forms.BaseModelFormSet):
    """All phases at once: no gap, no shared day, open at the end."""

    def clean(self):
        """Say every problem of the limits as they would be."""
        super().clean()
        if any(self.errors):
            return
        if problems := validate_phases(form.instance.rule for form in self.forms):
            raise forms.ValidationError(problems, code="limits")
