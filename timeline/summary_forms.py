"""Her question for a visit, and what of the summary she hands over."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.urls import reverse
from django.utils import timezone

from accounts.models import Patient

from .models import VisitQuestion
from .models.own import QUESTION_LENGTH
from .summary import Summary
from .summary.builder import MOST_NOTES
from .summary.parts import BY_CODE, NOTES
from .summary.texts import beginning

FILE = "file"  # the button that asks for a file
NOTE_ON_A_LIST = 90  # characters


class QuestionForm(forms.Form):
    """What she wants to ask or say. `save()` keeps it; an empty one is taken away."""

    question = forms.CharField(
        label="What do you want to ask, or say?",
        max_length=QUESTION_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=f"Kept here until you change it. Up to {QUESTION_LENGTH} letters.",
    )

    def __init__(self, *args, patient: Patient, **kwargs):
        self.patient = patient
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = reverse("summary")
        self.helper.layout = Layout("question", Submit("save", "Save", css_class="secondary"))

    def save(self) -> bool:
        """Keep it, or take it away; whether there is one now."""
        text = self.cleaned_data["question"]
        if text:
            kept = {"text": text, "updated_at": timezone.now()}
            VisitQuestion.objects.update_or_create(patient=self.patient, defaults=kept)
        else:
            VisitQuestion.objects.filter(patient=self.patient).delete()
        return bool(text)


class HandOverForm(forms.Form):
    """Which parts go in, and which notes. Only parts with something in them are offered. Nothing of it is kept."""

    parts = forms.MultipleChoiceField(
        label="What goes in?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "One of these has nothing in it any more. Please look again."},
    )
    notes = forms.MultipleChoiceField(
        label=f"Your notes: none, unless you tick them. {MOST_NOTES} at most",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "One of these notes isn't there any more. Please look again."},
    )

    def __init__(self, *args, summary: Summary, **kwargs):
        self.summary = summary
        offered = [BY_CODE[code] for code in summary.codes if code != NOTES]
        super().__init__(*args, initial={"parts": [part.code for part in offered if part.ticked]}, **kwargs)
        self.fields["parts"].choices = [(part.code, _label(part)) for part in offered]
        self.fields["notes"].choices = [(note.day.isoformat(), _listed(note)) for note in summary.notes]
        if not summary.notes:
            del self.fields["notes"]
        self.helper = self._helper()

    def _helper(self) -> FormHelper:
        helper = FormHelper()
        # With an error the answer is the page with this form, and opens there; the page to hand over has no such place.
        helper.form_id, helper.form_action = "hand-over", f"{reverse('summary_hand_over')}#give"
        fields = [Field(name) for name in self.fields]
        buttons = Submit("see", "See the page", css_class="primary"), Submit(FILE, "Save as PDF", css_class="secondary")
        helper.layout = Layout(*fields, *buttons)
        return helper

    def clean_notes(self) -> list[date]:
        """The days of the chosen notes; no more than fit on the page."""
        chosen = self.cleaned_data["notes"]
        if len(chosen) > MOST_NOTES:
            message = f"Please tick {MOST_NOTES} notes at most, so that all of it fits on one page."
            raise forms.ValidationError(message, code="too_many")
        return [date.fromisoformat(day) for day in chosen]

    def clean(self) -> dict:
        """An empty page is of no use to anybody."""
        data = super().clean()
        if not self.errors and not data.get("parts") and not data.get("notes"):
            raise forms.ValidationError("Please tick at least one part.", code="nothing")
        return data

    def sheet(self) -> Summary:
        """The page with what was ticked and nothing else."""
        return self.summary.only(self.cleaned_data["parts"], self.cleaned_data.get("notes", ()))


def _label(part) -> str:
    return f"{part.label}: {part.help}" if part.help else part.label


def _listed(note) -> str:
    return f"{note.when}: {beginning(note.text, NOTE_ON_A_LIST)}"
