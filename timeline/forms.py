"""What can be chosen and noted on the timeline."""

from collections.abc import Iterable

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.conf import settings
from django.urls import reverse

from accounts.models import Patient
from journal.catalogue import by_group
from journal.days import EARLIEST_DAY, why_not
from journal.models import Symptom

from .models import ChartNote
from .models.own import NOTE_LENGTH
from .reading import MOST_SYMPTOMS

MOST_NOTES = 200


class SymptomChips(forms.CheckboxSelectMultiple):
    """All symptoms by group, in one template."""

    template_name = "timeline/symptom_chips.html"


class ChoicesForm(forms.Form):
    """What the timeline shows: which answers, up to three, and which of the clocks. `charted` are the symptoms that
    can be a line."""

    symptoms = forms.MultipleChoiceField(
        label=f"Up to {MOST_SYMPTOMS} at a time",
        widget=SymptomChips,
        required=False,
        error_messages={"invalid_choice": "One of these can't be shown. Please choose again."},
    )
    clocks = forms.MultipleChoiceField(
        label="Which counts to show",
        choices=Patient.Clock.choices,
        widget=SymptomChips,
        required=False,
        error_messages={"invalid_choice": "One of these counts doesn't exist. Please choose again."},
    )

    others = forms.BooleanField(
        label="Show what others said on the same day",
        required=False,
        help_text="A stripe behind your line. It says nothing about how you should be.",
    )

    def __init__(self, *args, patient: Patient, charted: Iterable[Symptom], shown: Iterable[str], **kwargs):
        self.patient = patient
        initial = {"symptoms": list(shown), "clocks": patient.clocks, "others": patient.show_others}
        super().__init__(*args, initial=initial, **kwargs)
        if not settings.OTHERS_BAND:
            del self.fields["others"]
        self.fields["symptoms"].choices = by_group(charted)
        self.helper = FormHelper()
        self.helper.form_action = reverse("timeline_choose")
        self.helper.layout = Layout(
            Field("symptoms", template="timeline/symptom_choice.html"),
            Field("clocks", template="timeline/symptom_choice.html"),
            *(name for name in ("others",) if name in self.fields),
            Submit("show", "Show these", css_class="primary", css_id="show-these"),
        )

    def clean_symptoms(self) -> list[str]:
        """The chosen codes, in the order of the catalogue."""
        chosen = self.cleaned_data["symptoms"]
        if len(chosen) > MOST_SYMPTOMS:
            raise forms.ValidationError(
                f"Please choose {MOST_SYMPTOMS} at most. You have chosen {len(chosen)}.", code="too_many"
            )
        return chosen

    def save(self) -> None:
        """Keep the choice with her. No symptom chosen: what is usual. No count chosen: none is shown anywhere."""
        shown = self.cleaned_data["clocks"]
        self.patient.chart_symptoms = self.cleaned_data["symptoms"]
        self.patient.show_day_counts = bool(shown)
        self.patient.hidden_clocks = [clock for clock in Patient.Clock.values if shown and clock not in shown]
        self.patient.show_others = self.cleaned_data.get("others", self.patient.show_others)
        self.patient.save(update_fields=["chart_symptoms", "hidden_clocks", "show_day_counts", "show_others"])


class ChartNoteForm(forms.Form):
    """Something to note on the chart: a day, and a few words."""

    date = forms.DateField(
        label="Which day?",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Please choose the day.", "invalid": "Please give the day as 2026-10-31."},
    )
    text = forms.CharField(
        label="What happened?",
        max_length=NOTE_LENGTH,
        help_text="In a few words, for example “started counselling”. No names of other people, please.",
        error_messages={
            "required": "Please write a few words.",
            "max_length": f"Please use {NOTE_LENGTH} letters at most. You have used %(show_value)s.",
        },
    )

    def __init__(self, *args, patient: Patient, today: date, **kwargs):
        self.patient, self.today = patient, today
        super().__init__(*args, initial={"date": today}, **kwargs)
        self.fields["date"].widget.attrs |= {"max": today.isoformat(), "min": EARLIEST_DAY.isoformat()}
        self.helper = FormHelper()
        self.helper.form_action = reverse("chart_notes")
        self.helper.layout = Layout("date", "text", Submit("add", "Put it on the chart", css_class="primary"))

    def clean_date(self) -> date:
        """A day that has been."""
        day = self.cleaned_data["date"]
        if why := why_not(day, self.today):
            raise forms.ValidationError(why, code="day")
        return day

    def clean(self):
        """Not more than can be told apart on a chart."""
        if ChartNote.objects.filter(patient=self.patient).count() >= MOST_NOTES:
            raise forms.ValidationError(f"{MOST_NOTES} is the most. Take one off to add another.", code="too_many")

    def save(self) -> None:
        """Put it on her chart. The same words on the same day are one note."""
        same_day = ChartNote.objects.filter(patient=self.patient, date=self.cleaned_data["date"])
        if self.cleaned_data["text"] not in same_day.values_list("text", flat=True):
            ChartNote.objects.create(patient=self.patient, **self.cleaned_data)
