"""What a clinician fills in: what was done about flags, a note, a mark on the timeline, a reply, a pause, a plan."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError

from flags.models import FlagStep
from journal.models import Pause
from journal.pauses import LONGEST_DAYS

from .models import EntryReview, TimelineEvent
from .models.arranging import LONGEST_REASON
from .models.writing import LONGEST_EVENT, LONGEST_NOTE, LONGEST_REPLY

LONGEST_STEP = 500
EVERY = {0: "no fixed time", 1: "every day", 2: "every 2 days", 3: "every 3 days", 7: "every week", 14: "every 2 weeks",
         28: "every 4 weeks", 84: "every 12 weeks"}  # fmt: skip
OUTCOMES = [("", "Outcome…"), *EntryReview.Outcome.choices]
NEEDS_ACTION = "Please say what was done."
NEEDS_NOTE = "Please add a word on why: an attention or urgent flag isn't closed without one."
NEEDS_REPLY = "Please choose a line, or write one."


class Day(forms.DateInput):
    """A day, by the browser's own picker."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class DealForm(forms.Form):
    """What was done about some flags. `closing` and `needs_note` say what has to be filled in."""

    action = forms.ChoiceField(
        label="What was done", choices=FlagStep.Action.choices, widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(label="Note", required=False, max_length=LONGEST_STEP)

    def __init__(self, *args, acts: bool = True, needs_note: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.acts, self.needs_note = acts, needs_note

    def clean(self):
        """An action, and a note where one is needed."""
        told = super().clean()
        if self.acts and not told.get("action") and "action" not in self.errors:
            self.add_error("action", ValidationError(NEEDS_ACTION, code="action"))
        if self.needs_note and not told.get("note", "").strip() and "note" not in self.errors:
            self.add_error("note", ValidationError(NEEDS_NOTE, code="note"))
        return told


class NoteForm(forms.Form):
    """A note of her own."""

    note = forms.CharField(
        label="Note", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Please write something."},
    )  # fmt: skip


class EventForm(forms.Form):
    """A mark on the patient's timeline."""

    day = forms.DateField(label="Day", widget=Day)
    kind = forms.ChoiceField(label="What", choices=TimelineEvent.Kind.choices)
    note = forms.CharField(label="In a few words", required=False, max_length=LONGEST_EVENT)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, initial={"day": today, "kind": TimelineEvent.Kind.VISIT}, **kwargs)
        self.today = today

    def clean_day(self):
        """Up to a year back or ahead."""
        day = self.cleaned_data["day"]
        if abs((day - self.today).days) > 366:
            raise ValidationError("Please choose a day within a year of today.", code="far")
        return day


class ReplyForm(forms.Form):
    """A line to the patient: one of those offered, or one's own."""

    line = forms.ChoiceField(label="A line that is ready", required=False, widget=forms.RadioSelect)
    text = forms.CharField(label="Or in your own words", required=False, max_length=LONGEST_REPLY)

    def __init__(self, *args, lines=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = {str(line.pk): line.text for line in lines}
        self.fields["line"].choices = list(self.lines.items())

    def clean(self):
        """One's own words count before a line that was chosen."""
        told = super().clean()
        words = told.get("text", "").strip() or self.lines.get(told.get("line"), "")
        if not words and not self.errors:
            self.add_error("text", ValidationError(NEEDS_REPLY, code="empty"))
        return {**told, "words": words}


class PlanForm(forms.Form):
    """How often she means to look."""

    every_days = forms.TypedChoiceField(label="Look again", choices=list(EVERY.items()), coerce=int)


class TeamPauseForm(forms.Form):
    """A pause for the patient, from today on."""

    reason = forms.ChoiceField(label="Why", choices=Pause.Reason.choices)
    ends_on = forms.DateField(label="Last day", widget=Day)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ends_on(self):
        """Today or later, and not for good."""
        day = self.cleaned_data["ends_on"]
        if not self.today <= day <= self.today + timedelta(days=LONGEST_DAYS):
            raise ValidationError(f"Please choose a day from today on, at most {LONGEST_DAYS} days ahead.", code="day")
        return day


class ErrorForm(forms.Form):
    """Why an entry counts as entered in error, or does again."""

    note = forms.CharField(
        label="Reason (the patient reads it)", max_length=LONGEST_REASON,
        error_messages={"required": "Please say why. The patient reads it."},
    )  # fmt: skip


def on_the_page(today: date, every_days: int) -> dict:
    """The forms that stand open on the page about a patient."""
    return {
        "outcomes": OUTCOMES,
        "actions": FlagStep.Action.choices,
        "note_form": NoteForm(auto_id="note-%s"),
        "event_form": EventForm(today=today, auto_id="event-%s"),
        "pause_form": TeamPauseForm(today=today, auto_id="pause-%s"),
        "plan_form": PlanForm(initial={"every_days": every_days}, auto_id="plan-%s"),
    }
