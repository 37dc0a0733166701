"""The two forms of the public pages. Both are GET: no cookie, no token, and an address one can keep."""

from collections import Counter

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.template.loader import render_to_string
from django.urls import reverse

from resources import countries, search, topics, vocabulary
from resources.finding import MOST, Asked, Found, find


class GetForm(forms.Form):
    """A form that only asks: sent by GET, without a token."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.form_show_errors = False
        self.helper.attrs = {"role": "search"}
        self.helper.layout = self.layout()


class Filters(Div):
    """Fields folded away under one line; unfolded when one of them is set."""

    template = "resources/filters.html"

    def render(self, form, context, template_pack="bootstrap5", **kwargs):
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(self.template, {"fields": fields, "open": form.filtered})


class FindForm(GetForm):
    """Words and filters that combine. An unknown value of a filter is left out, and the page says so."""

    q = forms.CharField(
        label="What are you looking for?", required=False, max_length=search.LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "enterkeyhint": "search"}),
        help_text="For example: sleep, bladder pain, a group, someone to talk to.",
    )
    kind = forms.ChoiceField(label="Kind of help", required=False)
    topic = forms.ChoiceField(label="What is hard", required=False)
    phase = forms.ChoiceField(label="Time since last use", required=False)
    country = forms.ChoiceField(label="Country", required=False)
    audience = forms.ChoiceField(label="For", required=False)
    cost = forms.ChoiceField(label="Cost", required=False)

    FILTERS = {
        "kind": ("Any kind", vocabulary.kinds),
        "topic": ("Anything", topics.hard),
        "phase": ("Any time", vocabulary.phases),
        "country": ("Any country", countries.codes),
        "audience": ("Anybody", vocabulary.audiences),
        "cost": ("Any cost", vocabulary.costs),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.form_action = reverse("resources") + "#results"  # past the form, on a small screen
        for name, (anything, choices) in self.FILTERS.items():
            self.fields[name].choices = [("", anything), *choices()]

    def layout(self):
        return Layout(
            Field("q"),
            Filters(*(Field(name, wrapper_class="col-sm-6") for name in self.FILTERS)),
            Submit("", "Search", css_class="primary"),
        )

    @property
    def filtered(self) -> bool:
        """Whether a filter is set beside the words and her country, which comes by itself: then they stand open."""
        return any(self.data.get(name) for name in self.FILTERS if name != "country")

    def left_out(self) -> list[str]:
        """What could not be used, in words, for a message."""
        return ["your words" if name == "q" else self.fields[name].label for name in self.errors]

    def found(self, home: str = "") -> Found:
        """What fits everything that was understood. From then on each choice says how many it would leave."""
        self.full_clean()
        asked = {name: self.cleaned_data.get(name, "") for name in self.FILTERS}
        found = find(Asked(words=self.cleaned_data.get("q", ""), home=home, **asked))
        for name in self.FILTERS:
            self.fields[name].choices = self._counted(name, found.counts[name], asked[name])
        return found

    def _counted(self, name: str, counts: Counter, chosen: str) -> list[tuple[str, str]]:
        """Those that would leave something, and the one that is chosen."""
        choices = self.fields[name].choices
        kept = [(code, label) for code, label in choices[1:] if counts[code] or code == chosen]
        most = f"{MOST}+"
        numbers = [(code, most if counts[code] >= MOST else counts[code], label) for code, label in kept]
        return [choices[0], *((code, f"{label} ({number})") for code, number, label in numbers)]


class CountryForm(GetForm):
    """Whose numbers to show."""

    country = forms.ChoiceField(label="Your country", required=False, choices=countries.CHOICES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.form_action = "help_now"
        self.helper.attrs = {}

    def layout(self):
        return Layout("country", Submit("", "Show numbers", css_class="secondary"))
