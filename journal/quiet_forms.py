"""Pausing, and being reminded."""

from datetime import date, time, timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Patient
from clinical.reminders import first_chance

from . import pauses, reminding
from .models import Pause, Reminder

TODAY, SILENT, OTHER = "today", "silent", "other"
LENGTHS = {"7": "A week", "14": "Two weeks", "30": "A month"}
BEFORE_IT_BEGINS = "This is before the first day. Please choose a later one."
NEEDS_A_DAY = "Please put in the day."


def named(day: date) -> str:
    """A day in words: Sunday 29 November."""
    return f"{day:%A %-d %B}"


def _date(label: str, **options) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def _time(label: str, **options) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(
        label=label, widget=widget, error_messages={"required": "Please put in a time, for example 20:00."}, **options
    )


def _reason() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="What fits best?",
        choices=Pause.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose one of these."},
    )


def _helper(*layout) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(*layout)
    return helper


class PauseDays(forms.Form):
    """What a new pause and a changed one have in common: a reason, and an end that isn't too far away."""

    def __init__(self, *args, patient: Patient, today: date, **kwargs):
        self.patient, self.today = patient, today
        self.latest = today + timedelta(days=pauses.LONGEST_DAYS)
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].widget.attrs |= {"max": self.latest.isoformat()}

    def check_end(self, field: str, starts_on: date | None, ends_on: date | None) -> None:
        """An error at `field` when the pause would end before it starts, or too late."""
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error(field, ValidationError(BEFORE_IT_BEGINS, code="backwards"))
        if ends_on and ends_on > self.latest:
            message = f"A pause can last until {named(self.latest)} at most. You can make it longer later on."
            self.add_error(field, ValidationError(message, code="too_long"))

    def save(self) -> Pause | None:
        """The pause; None when another one holds on some of its days, which the form then says."""
        data = self.cleaned_data
        days = {name: data[name] for name in ("reason", "starts_on", "ends_on")}
        try:
            return pauses.pause(patient=self.patient, today=self.today, **days)
        except pauses.AlreadyPaused as error:
            first, last = named(error.other.starts_on), named(error.other.ends_on)
            message = f"You were paused from {first} to {last} already. Please choose days before or after that."
            self.add_error(None, ValidationError(message, code="overlap"))
            return None


class PauseForm(PauseDays):
    """A new pause: from today or a day in the last month on, until a day within half a year."""

    reason = _reason()
    since = forms.ChoiceField(label="From when?", widget=forms.RadioSelect, initial=TODAY)
    starts_on = _date("The first day", required=False)
    until = forms.ChoiceField(
        label="Until when?",
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose how long. You can change it, or come back sooner."},
    )
    ends_on = _date("The last day", required=False)

    def __init__(self, *args, silent: date | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.earliest = self.today - timedelta(days=pauses.SINCE_DAYS)
        self.first_days = {TODAY: self.today} | ({SILENT: silent} if silent else {})
        self.last_days = {days: self.today + timedelta(days=int(days)) for days in LENGTHS}
        quiet = [(SILENT, f"{named(silent)}, when it went quiet")] if silent else []
        self.fields["since"].choices = [(TODAY, "Today"), *quiet, (OTHER, "Another day")]
        lengths = [(days, f"{label}, until {named(self.last_days[days])}") for days, label in LENGTHS.items()]
        self.fields["until"].choices = [*lengths, (OTHER, "Another day")]
        limits = {"min": self.earliest.isoformat(), "max": self.today.isoformat()}
        self.fields["starts_on"].widget.attrs |= limits
        self.helper = _helper(
            Div("reason", css_class="card"),
            Div("since", "starts_on", css_class="card other-day"),
            Div("until", "ends_on", css_class="card other-day"),
            Submit("save", "Pause", css_class="primary"),
        )

    def clean(self) -> dict:
        """Both days; a date that stands under another choice than “Another day” counts for nothing."""
        data = super().clean()
        starts_on = data["starts_on"] = self._chosen("since", "starts_on", self.first_days)
        ends_on = data["ends_on"] = self._chosen("until", "ends_on", self.last_days)
        if starts_on and not self.earliest <= starts_on <= self.today:
            message = f"A pause can begin today, or on a day from {named(self.earliest)} on."
            self.add_error("starts_on", ValidationError(message, code="not_recent"))
        self.check_end("ends_on", starts_on, ends_on)
        return data

    def _chosen(self, choice: str, field: str, days: dict[str, date]) -> date | None:
        chosen = self.cleaned_data.get(choice)
        if chosen != OTHER:
            self.errors.pop(field, None)
            return days.get(chosen)
        if not self.cleaned_data.get(field) and field not in self.errors:
            self.add_error(field, ValidationError(NEEDS_A_DAY, code="required"))
        return self.cleaned_data.get(field)


class ChangePauseForm(PauseDays):
    """Another reason or end for the pause that holds today."""

    reason = _reason()
    ends_on = _date("Until when?", error_messages={"required": NEEDS_A_DAY})

    def __init__(self, *args, running: Pause, **kwargs):
        self.running = running
        super().__init__(*args, initial={"reason": running.reason, "ends_on": running.ends_on}, **kwargs)
        self.fields["ends_on"].widget.attrs |= {"min": running.starts_on.isoformat()}
        self.helper = _helper("reason", "ends_on", Submit("save", "Change it", css_class="secondary"))

    def clean(self) -> dict:
        """It keeps its first day."""
        data = super().clean()
        data["starts_on"] = self.running.starts_on
        self.check_end("ends_on", data["starts_on"], data.get("ends_on"))
        return data


class ReminderForm(forms.Form):
    """The time of day; where mail can reach her, whether it should, and when not."""

    at = _time("What time of day suits you?")
    by_email = forms.BooleanField(
        label="Send me an e-mail",
        required=False,
        help_text="Only on days when you haven't written by then, and never in your quiet hours.",
    )
    quiet_from = _time("Quiet from")
    quiet_until = _time("Quiet until")

    def __init__(self, *args, reminder: Reminder, can_mail: bool, **kwargs):
        self.reminder, self.can_mail = reminder, can_mail
        told = {name: getattr(reminder, name) for name in self.base_fields}
        super().__init__(*args, initial=told, **kwargs)
        mail = [Div("by_email", Div("quiet_from", "quiet_until", css_class="row-of-two"), css_class="card")]
        if not can_mail:
            mail = []
            for name in ("by_email", "quiet_from", "quiet_until"):
                del self.fields[name]
        self.helper = _helper(Div("at", css_class="card"), *mail, Submit("save", "Save", css_class="primary"))

    def clean(self) -> dict:
        """Refuses quiet hours that no e-mail of the day could get past."""
        data = super().clean()
        times = [data.get(name) for name in ("at", "quiet_from", "quiet_until")]
        if data.get("by_email") and all(isinstance(each, time) for each in times) and first_chance(*times) is None:
            message = "This is in your quiet hours, so no e-mail would come. Choose an earlier time, or other hours."
            self.add_error("at", ValidationError(message, code="never"))
        return data

    def save(self) -> Reminder:
        """Keep it; e-mails that stopped begin again when they are asked for."""
        return reminding.set_reminder(patient=self.reminder.patient, **self.cleaned_data)
