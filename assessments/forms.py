"""One questionnaire on one page: every question with its answers as big buttons, none of them chosen beforehand."""

from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout, Submit
from django import forms
from django.urls import reverse

from accounts.models import Patient
from accounts.saving import SavingForm
from clinical.instruments import Answers, Instrument, Item

from .models import Response
from .services import record_response

SKIP, SKIP_WORDS = "skip", "Prefer not to say"
NOTHING_YET = "Nothing is answered yet. Answer what you like, or come back another time."


class OptionsWidget(forms.Widget):
    """The answers to one question, and the way past it."""

    template_name = "assessments/options.html"
    use_fieldset = True

    def __init__(self, item: Item):
        self.item = item
        super().__init__()

    def get_context(self, name, value, attrs):
        """The buttons, as (sent, words, whether chosen)."""
        context = super().get_context(name, value, attrs)
        options = [(str(option.score), option.text) for option in self.item.options]
        chosen = "" if value is None else str(value)
        buttons = [(sent, words, sent == chosen) for sent, words in options]
        context["widget"] |= {"buttons": buttons, "skip": (SKIP, SKIP_WORDS, chosen == SKIP)}
        return context


class ItemField(forms.TypedChoiceField):
    """The score of an answer; None when the question was left out."""

    def __init__(self, item: Item):
        choices = [*((str(option.score), option.text) for option in item.options), (SKIP, SKIP_WORDS)]
        super().__init__(
            choices=choices,
            coerce=lambda sent: None if sent == SKIP else int(sent),
            empty_value=None,
            required=False,
            label=item.text,
            widget=OptionsWidget(item),
            error_messages={"invalid_choice": "Please choose one of the answers."},
        )


class ResponseForm(SavingForm):
    """`response` is what she answered today already, to put right. `save()` keeps the answers."""

    def __init__(self, *args, patient: Patient, instrument: Instrument, response: Response | None = None, **kwargs):
        self.patient, self.instrument = patient, instrument
        initial = {"save_id": uuid4(), "seen": response.revision if response else 0}
        super().__init__(*args, initial=initial | self._answered(response), **kwargs)
        for item in instrument.items:
            self.fields[item.code] = ItemField(item)
        self.helper = self._helper("Save" if response is None else "Save again")

    @staticmethod
    def _answered(response: Response | None) -> dict:
        answers = response.answers if response else {}
        return {code: SKIP if score is None else score for code, score in answers.items()}

    def _helper(self, button: str) -> FormHelper:
        helper = FormHelper()
        helper.form_action = reverse("assessment", args=[self.instrument.key])
        recall = HTML(f'<p class="recall">{self.instrument.recall}</p>')
        items = [Field(item.code, template="assessments/item.html") for item in self.instrument.items]
        helper.layout = Layout("save_id", "seen", recall, *items, Submit("save", button, css_class="primary"))
        return helper

    def clean(self):
        """Something has to be said, if only that she prefers not to say."""
        told = super().clean()
        if not any(self.data.get(item.code) for item in self.instrument.items):
            raise forms.ValidationError(NOTHING_YET, code="nothing")
        return told

    @property
    def answers(self) -> Answers:
        """What it says, by the code of each item; None where it was left out. All of them were asked."""
        return {item.code: self.cleaned_data.get(item.code) for item in self.instrument.items}

    def show_again(self, seen: int) -> None:
        """Shown once more beside the version `seen`: saving again replaces that one."""
        self.data = self.data.copy()
        self.data["seen"] = str(seen)

    def save(self) -> Response:
        """Keep them. Raises NewerVersion or TooSoon (`services.record_response`)."""
        which = {name: self.cleaned_data[name] for name in ("save_id", "seen")}
        return record_response(patient=self.patient, instrument=self.instrument, answers=self.answers, **which)
