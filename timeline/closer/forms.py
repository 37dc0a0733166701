"""Which answer other things are put beside."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.urls import reverse

from timeline.ranges import EVERYTHING

from .shapes import TogetherView

RANGE, SHOW = "range", "show"


class OutcomeForm(forms.Form):
    """A choice sent by GET as a number, so that no address names an answer. An unknown number gives the first one."""

    show = forms.ChoiceField(label="What to look at", required=False)
    range = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *, together: TogetherView, everything: bool):
        super().__init__(initial={SHOW: together.chosen, RANGE: EVERYTHING})
        self.fields[SHOW].choices = together.choices
        if not everything:
            del self.fields[RANGE]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_action = reverse("closer") + "#part-4"
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.fields, Submit("", "Show this", css_class="secondary", css_id="show-this"))
