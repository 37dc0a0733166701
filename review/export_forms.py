"""What a clinician takes out of a journal, what for, and why."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from timeline.disclosure import Purpose

from .models import ExportRecord
from .models.copies import REASON_LENGTH

SHORTEST_REASON = 10  # letters: a full stop is no reason


class ExportForm(forms.Form):
    """Nothing is ticked beforehand but the span: each copy is a decision."""

    what = forms.ChoiceField(
        label="What",
        choices=ExportRecord.What.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose what to take out."},
    )
    span = forms.ChoiceField(
        label="Which days",
        choices=ExportRecord.Span.choices,
        initial=ExportRecord.Span.QUARTER,
        help_text="No more than it takes. The summary is always about 28 days.",
    )
    purpose = forms.ChoiceField(
        label="What for",
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose what it is for."},
    )
    reason = forms.CharField(
        label="Why, in a sentence",
        max_length=REASON_LENGTH,
        min_length=SHORTEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text="Your patient reads this, word for word, under Privacy.",
        error_messages={
            "required": "Please say why. Nothing was taken out.",
            "min_length": "Please say why in a few words. Nothing was taken out.",
        },
    )
    save_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"save_id": uuid.uuid4()}, **kwargs)
        self.helper = FormHelper()
        self.helper.form_class = "export-form"
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            "what", "span", "purpose", "reason", "save_id", Submit("take", "Take out a copy", css_class="primary")
        )

    def clean_save_id(self) -> uuid.UUID:
        """One of its own for a form that brings none."""
        return self.cleaned_data["save_id"] or uuid.uuid4()
