"""The check-in."""

from collections.abc import Sequence
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.urls import reverse

from accounts.models import Patient

from .fields import SKIP, AnswerField
from .models import Entry, Symptom
from .models.entry import NOTE_LENGTH, USED
from .services import record_entry


def of_that_day(prompt: str) -> str:
    """A question about today, asked about an earlier day."""
    for now, then in (("today", "that day"), ("Today", "That day"), ("last night", "the night before")):
        prompt = prompt.replace(now, then)
    return prompt


class CheckInForm(forms.Form):
    """A day's questions, in the catalogue's order, a note, and the questions about safety last. `save()` writes the
    entry of that day."""

    note = forms.CharField(
        label="A line for yourself",
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only you see this unless you choose to share notes. Nobody reads it live.",
    )

    def __init__(self, *args, symptoms: Sequence[Symptom], entry: Entry | None, day: date, today: date, **kwargs):
        self.day, self.symptoms, self.is_today = day, symptoms, day == today
        super().__init__(*args, initial=self._kept(entry), **kwargs)
        for symptom in symptoms:
            self.fields[symptom.code] = AnswerField(symptom)
            if not self.is_today:
                self.fields[symptom.code].label = of_that_day(symptom.prompt)
        before = [symptom.code for symptom in symptoms if symptom.group != Symptom.Group.SAFETY]
        last = [symptom.code for symptom in symptoms if symptom.group == Symptom.Group.SAFETY]
        self.order_fields([*before, "note", *last])
        self.helper = self._helper(before, last)

    @staticmethod
    def _kept(entry: Entry | None) -> dict:
        if entry is None:
            return {}
        answers = {code: SKIP if answer is None else answer for code, answer in entry.ratings.items()}
        return answers | {"note": entry.note}

    def _helper(self, before: list[str], last: list[str]) -> FormHelper:
        helper = FormHelper()
        helper.form_class = "checkin"
        helper.form_action = reverse("entry_day", args=[self.day])
        as_card = {"template": "journal/question.html"}
        helper.layout = Layout(
            *(Field(code, **as_card) for code in before),
            Field("note", template="journal/note.html"),
            *(Field(code, **as_card) for code in last),
            Submit("save", "Save today" if self.is_today else "Save this day", css_class="primary"),
        )
        return helper

    def ratings(self) -> dict:
        """The answers by symptom code; None where she skipped. Numbers, true or false otherwise."""
        return {symptom.code: self.cleaned_data[symptom.code] for symptom in self.symptoms}

    def save(self, patient: Patient) -> Entry:
        """Write the entry of this day, or edit it."""
        answers = self.ratings()
        return record_entry(
            patient=patient,
            day=self.day,
            ratings=answers,
            note=self.cleaned_data["note"],
            used=answers.get(USED),
            why="check-in",
        )
