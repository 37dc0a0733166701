"""The question to her own notes."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.urls import reverse

from .searching import words_of

LONGEST_QUESTION = 100


class SearchForm(forms.Form):
    """Some words. It is sent, not put into an address, so that no word of hers stays in one."""

    words = forms.CharField(
        label="Words from your notes",
        max_length=LONGEST_QUESTION,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "enterkeyhint": "search"}),
        help_text="The beginning of a word is enough.",
        error_messages={"required": "Please type a word to look for."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = reverse("search_notes")
        self.helper.layout = Layout("words", Submit("search", "Search", css_class="primary"))

    def clean_words(self) -> str:
        """What was typed; it has to have a letter or a digit."""
        typed = self.cleaned_data["words"]
        if not words_of(typed):
            raise forms.ValidationError("Please type a word to look for.", code="required")
        return typed
