"""The one question that follows an answer about harming herself, and where on the page it stands."""

from datetime import datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.db import transaction
from django.urls import reverse

from accounts.models import Patient
from assessments.models import Response
from assessments.services import record_safe_now
from journal.models import AdviceShown, Entry
from journal.models.entry import SAFE_NOW
from journal.safety import said_safe
from journal.services import record_entry

REQUIRED = "Please choose one of the two."


class SafeNow(forms.Form):
    """One question, two buttons, in the words of the catalogue. `address` is where the answer goes."""

    safe_now = forms.ChoiceField(
        label="Are you able to keep yourself safe right now?",
        choices=[("yes", "Yes, for now"), ("no", "No, or not sure")],
        error_messages={"required": REQUIRED, "invalid_choice": REQUIRED},
    )

    def __init__(self, *args, address: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = address
        self.helper.layout = Layout(Field("safe_now", template="timeline/safe_now.html"))

    @property
    def is_safe(self) -> bool:
        """What she said."""
        return self.cleaned_data["safe_now"] == "yes"


class SafeNowForm(SafeNow):
    """Asked after a check-in."""

    def __init__(self, *args, entry: Entry, **kwargs):
        self.entry = entry
        super().__init__(*args, address=reverse("entry_safe", args=[entry.date]), **kwargs)

    @transaction.atomic
    def save(self) -> None:
        """Keep the answer as a version of that day, and help at hand for as long as it calls for."""
        entry = Entry.objects.select_for_update().get(pk=self.entry.pk)
        record_entry(
            patient=entry.patient,
            day=entry.date,
            ratings={SAFE_NOW: self.is_safe},
            note=entry.note,
            used=None,
            why="check-in",
        )
        said_safe(patient=entry.patient, safe=self.is_safe)


class ResponseSafeNowForm(SafeNow):
    """Asked after a questionnaire."""

    def __init__(self, *args, response: Response, **kwargs):
        self.response = response
        address = reverse("assessment_safe", args=[response.instrument, response.day])
        super().__init__(*args, address=address, **kwargs)

    def save(self) -> None:
        """Keep the answer beside the others of that day, and help at hand for as long as it calls for."""
        record_safe_now(response=self.response, safe=self.is_safe)


def asks_first(patient: Patient, saved_at: datetime) -> bool:
    """Whether the question stands above the lines this time. It changes from one such save to the next: what always
    looks the same is no longer read (brief 4.2)."""
    before = AdviceShown.objects.filter(patient=patient, kind=AdviceShown.Kind.SELF_HARM)
    return before.filter(at__lt=saved_at).count() % 2 == 1
