"""The welcome: the only form that speaks of a person, her last use and her country at once."""

import zoneinfo

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Fieldset, Layout, Submit
from django import forms
from django.utils import timezone

from accounts.models import Patient
from clinical.phases import local_day
from journal.days import EARLIEST_DAY
from journal.models import Episode
from journal.use import set_last_use
from resources.countries import CHOICES as COUNTRIES

CONTINENTS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
# Where most people of a country live, for those who don't choose a time zone.
MAIN_ZONES = {
    "GB": "Europe/London", "IE": "Europe/Dublin", "US": "America/New_York", "CA": "America/Toronto",
    "AU": "Australia/Sydney", "NZ": "Pacific/Auckland", "FR": "Europe/Paris", "HK": "Asia/Hong_Kong",
}  # fmt: skip
ASKED = ("chosen_name", "country", "time_zone", "goal")


def time_zones() -> list[tuple[str, str]]:
    """The IANA time zones that are places, by name."""
    places = sorted(name for name in zoneinfo.available_timezones() if name.split("/")[0] in CONTINENTS and "/" in name)
    return [("", "Choose the nearest city")] + [(name, name.replace("_", " ").replace("/", " / ")) for name in places]


class WelcomeForm(forms.Form):
    """Everything optional may be left out; only being an adult may not. `save()` keeps the answers."""

    chosen_name = forms.CharField(
        label="What should we call you?", max_length=60, required=False, help_text="A first name or any name you like."
    )
    adult = forms.BooleanField(
        label="I am 18 or older", error_messages={"required": "This journal is for adults of 18 and over."}
    )
    precision = forms.ChoiceField(
        label="When did you last use ketamine?",
        choices=Episode.Precision.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    day0 = forms.DateField(
        label="The date, or your best guess",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    goal = forms.ChoiceField(
        label="What would you like?", choices=Patient.Goal.choices, widget=forms.RadioSelect, required=False
    )
    show_day_counts = forms.ChoiceField(
        label="Do day counts help you?",
        choices=[("yes", "Yes, show them"), ("no", "No, leave them out")],
        widget=forms.RadioSelect,
        required=False,
        help_text="You can change this at any time.",
    )
    country = forms.ChoiceField(
        label="Which country are you in?",
        choices=COUNTRIES,
        required=False,
        help_text="So that help numbers are right.",
    )
    time_zone = forms.ChoiceField(
        label="Your time zone", required=False, help_text="So that your day starts and ends when yours does."
    )

    def __init__(self, *args, user, patient=None, guessed_country="", **kwargs):
        self.user, self.patient, self.guessed_country = user, patient, guessed_country
        self.is_first_time = not (patient and patient.welcomed_at)
        super().__init__(*args, initial=self._answers(patient), **kwargs)
        self.fields["time_zone"].choices = time_zones()
        self.fields["time_zone"].widget.attrs["data-time-zone"] = "fill"
        self.fields["adult"].required = self.is_first_time
        self.helper = self._helper()

    def _answers(self, patient) -> dict:
        if self.is_first_time:
            return {"country": self.guessed_country}
        episode = Episode.objects.filter(patient=patient).current().first()
        return {
            "chosen_name": patient.chosen_name,
            "country": patient.country,
            "time_zone": patient.time_zone,
            "goal": patient.goal,
            "show_day_counts": "yes" if patient.show_day_counts else "no",
            "precision": episode.precision if episode else "",
            "day0": episode.day0 if episode else None,
        }

    def _helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_class = "welcome"
        first = [Div(Field("adult"), css_class="card")] if self.is_first_time else []
        helper.layout = Layout(
            *first,
            Div("chosen_name", css_class="card"),
            Fieldset("", "precision", "day0", css_class="card"),
            Div("goal", css_class="card"),
            Div("show_day_counts", css_class="card"),
            Div("country", "time_zone", css_class="card"),
            HTML('<p class="muted">You can leave out anything but the 18 or older. Change it later under More.</p>')
            if self.is_first_time
            else None,
            Submit("save", "Start" if self.is_first_time else "Save", css_class="primary"),
        )
        return helper

    def clean(self):
        """A date goes with "I know" and "about", and with nothing else; it is never in the future."""
        data = super().clean()
        data["time_zone"] = data.get("time_zone") or MAIN_ZONES.get(data.get("country"), "UTC")
        self._check_date(data)
        return data

    def _check_date(self, data) -> None:
        precision, day0 = data.get("precision"), data.get("day0")
        if precision in (Episode.Precision.UNKNOWN, Episode.Precision.STILL_USING):
            data["day0"] = None
            return
        if precision and not day0 and "day0" not in self.errors:
            self.add_error("day0", forms.ValidationError("Please put in the date, or choose another answer."))
        if day0 and not precision:
            data["precision"] = Episode.Precision.EXACT
        if day0 and day0 > local_day(timezone.now(), zoneinfo.ZoneInfo(data["time_zone"])):
            self.add_error("day0", forms.ValidationError("This date is still to come.", "future"))
        if day0 and day0 < EARLIEST_DAY:
            message = f"Please put in a date from {EARLIEST_DAY.year} on."
            self.add_error("day0", forms.ValidationError(message, "too_old"))

    def save(self) -> Patient:
        """Keep the answers: the patient, and her last use when it has changed."""
        data = self.cleaned_data
        if not self.patient:
            Patient.objects.bulk_create([Patient(user=self.user)], ignore_conflicts=True)  # the first of two taps did
        patient = self.patient or Patient.objects.get(pk=self.user.pk)
        for name in ASKED:
            setattr(patient, name, data[name])
        patient.show_day_counts = data["show_day_counts"] == "yes"
        patient.adult_confirmed_at = patient.adult_confirmed_at or timezone.now()
        patient.welcomed_at = patient.welcomed_at or timezone.now()
        patient.save(update_fields=[*ASKED, "show_day_counts", "adult_confirmed_at", "welcomed_at"])
        set_last_use(patient=patient, precision=data["precision"], day0=data["day0"])
        return patient
