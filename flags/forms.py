"""Asking to be contacted, and other substances."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Patient

from .asking import ask_for_contact, tell_others
from .models import OtherSubstance
from .services import today_of

EARLIEST = date(1990, 1, 1)


def _helper(*layout) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(*layout)
    return helper


class ContactForm(forms.Form):
    """The one thing she may add to it."""

    today = forms.BooleanField(
        label="Today, if you can", required=False, help_text="They see that you wish for it. Nobody can promise it."
    )

    def __init__(self, *args, patient: Patient, **kwargs):
        self.patient = patient
        super().__init__(*args, **kwargs)
        self.helper = _helper("today", Submit("ask", "Ask my team to contact me", css_class="primary"))

    def save(self) -> str:
        """What came of it (`asking.TOLD` and its like)."""
        return ask_for_contact(patient=self.patient, wants_today=self.cleaned_data["today"])


class OthersForm(forms.Form):
    """For each substance: nearly every day, and the day she stopped."""

    def __init__(self, *args, patient: Patient, **kwargs):
        self.patient, self.today = patient, today_of(patient)
        super().__init__(*args, **kwargs)
        hers = {row.substance: row for row in OtherSubstance.objects.filter(patient=patient)}
        self.substances = OtherSubstance.Substance
        for substance in self.substances:
            row = hers.get(substance.value)
            self._add(substance, row)
        cards = [Div(each.value, self._stopped(each), css_class="card") for each in self.substances]
        self.helper = _helper(*cards, Submit("save", "Save", css_class="primary"))

    @staticmethod
    def _stopped(substance) -> str:
        return f"{substance.value}_stopped"

    def _add(self, substance, row: OtherSubstance | None) -> None:
        self.fields[substance.value] = forms.BooleanField(
            label=f"{substance.label}: nearly every day, now or until I stopped", required=False, initial=bool(row)
        )
        limits = {"type": "date", "min": EARLIEST.isoformat(), "max": self.today.isoformat()}
        self.fields[self._stopped(substance)] = forms.DateField(
            label="I stopped on",
            required=False,
            initial=row and row.stopped_on,
            widget=forms.DateInput(attrs=limits, format="%Y-%m-%d"),
            help_text="Leave it open if you haven't stopped.",
        )

    def clean(self) -> dict:
        """A day that has come, and beside it what was stopped."""
        data = super().clean()
        for substance in self.substances:
            name = self._stopped(substance)
            day = data.get(name)
            if day and day > self.today:
                message = "This day is still to come. Please see a doctor before you stop."
                self.add_error(name, ValidationError(message, code="future"))
            elif day and day < EARLIEST:
                message = f"Please choose a day from {EARLIEST.year} on."
                self.add_error(name, ValidationError(message, code="too_early"))
        return data

    def save(self) -> None:
        """Keep it. A day alone says that there was something to stop."""
        data = self.cleaned_data
        stopped = {each.value: data[self._stopped(each)] for each in self.substances}
        told = {code: day for code, day in stopped.items() if data[code] or day}
        tell_others(patient=self.patient, told=told)
