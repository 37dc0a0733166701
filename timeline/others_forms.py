"""Whether she agrees to be counted among others."""

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Patient
from journal.layout import Hidden

from .contributing import TEXT_VERSION, agree, take_back

YES, NO = "yes", "no"
BUTTONS = {YES: ("Yes, count me in", "primary"), NO: ("Stop counting me", "secondary")}
DONE = {
    YES: "You are counted from the next night on. Thank you.",
    NO: "You are not counted any more. From the next night on the stripe is made without you.",
}


class OthersForm(forms.Form):
    """One button for each answer in `offered`. A yes holds only for the words she had before her."""

    answer = forms.CharField(required=False)
    seen = forms.CharField(required=False)

    def __init__(self, *args, offered: tuple[str, ...], **kwargs):
        super().__init__(*args, **kwargs)
        buttons = [self._button(answer) for answer in offered]
        self.helper = FormHelper()
        self.helper.layout = Layout(Hidden(seen=TEXT_VERSION), *buttons)

    @staticmethod
    def _button(answer: str) -> StrictButton:
        words, look = BUTTONS[answer]
        return StrictButton(words, type="submit", name="answer", value=answer, css_class=look)

    def clean(self) -> dict:
        """Refuse what is neither, and a yes to words that no longer stand."""
        told = super().clean()
        if told.get("answer") not in BUTTONS:
            raise ValidationError("Please tap one of the buttons.", code="no_answer")
        if told["answer"] == YES and told.get("seen") != TEXT_VERSION:
            message = "What you said yes to is not what stands here now. Please read it and answer again."
            raise ValidationError(message, code="other_words")
        return told

    def save(self, patient: Patient) -> str:
        """Keep her answer; what to say to her."""
        answer = self.cleaned_data["answer"]
        (agree if answer == YES else take_back)(patient=patient)
        return DONE[answer]
