"""A goal, typed."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Patient

from .models import LONGEST, Goal
from .services import add_goal


class GoalForm(forms.Form):
    """One small thing for this week."""

    text = forms.CharField(
        label="Something small for this week",
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="So small that it can be done, for example: walk to the park on Tuesday.",
        error_messages={"required": "Please write a few words."},
    )

    def __init__(self, *args, patient: Patient, **kwargs):
        self.patient = patient
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = reverse("goals")
        self.helper.layout = Layout("text", Submit("add", "Add", css_class="primary"))

    def clean_text(self):
        """One line."""
        return " ".join(self.cleaned_data["text"].split())

    def save(self) -> Goal | None:
        """Add it. None, with an error of the form, when the week is full."""
        try:
            return add_goal(patient=self.patient, text=self.cleaned_data["text"])
        except OverflowError:
            self.add_error("text", ValidationError("That is plenty for one week. Put one away first.", code="full"))
            return None
