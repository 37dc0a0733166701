"""The two-minute start of a plan: three questions to tap or write, and one person."""

from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout, LayoutObject, Submit
from django import forms
from django.template.loader import render_to_string

from accounts.saving import SavingForm

from .forms import LONGEST, LONGEST_NUMBER, KnownField, phone_number
from .models import Line, Plan
from .sections import BY_CODE, GUIDED
from .services import add_lines


class Guided(LayoutObject):
    """The few questions of the start, each with words to tap and a line of her own."""

    def render(self, form, context, template_pack=None, **kwargs):
        """Their HTML."""
        form.rendered_fields.update(form.fields)
        people = form.fields["known"].offered(form.data.getlist("known") if form.is_bound else ())
        told = {"questions": form.questions(), "people": people, "people_fields": [form["name"], form["phone"]]}
        return render_to_string("plans/guided.html", told)


class StartForm(SavingForm):
    """Three questions and one person: a plan in two minutes. Any of them may be left out, but not all."""

    def __init__(self, data=None, *, kind: str, known=(), **kwargs):
        super().__init__(data, initial={"save_id": uuid4(), "seen": 0}, **kwargs)
        self.fields["known"] = KnownField(known)
        *asked, people = (BY_CODE[code] for code in GUIDED[kind])
        self.asked, self.people = asked, people
        for section in asked:
            words = [(word, word) for group in section.quick for word in group.words]
            self.fields[section.code] = forms.MultipleChoiceField(
                label=section.heading, choices=words, required=False, widget=forms.CheckboxSelectMultiple
            )
            self.fields[f"{section.code}_own"] = forms.CharField(
                label="In your words", max_length=LONGEST, required=False
            )
        self.fields["name"] = forms.CharField(label="Name", max_length=LONGEST, required=False)
        self.fields["phone"] = forms.CharField(
            label="Phone",
            max_length=LONGEST_NUMBER,
            required=False,
            validators=[phone_number],
            widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        )
        self.helper = FormHelper()
        save = Submit("save", "Save my plan", css_class="primary")
        self.helper.layout = Layout(
            "save_id", "seen", Guided(), save, HTML('<p class="muted">You can change all of it later.</p>')
        )

    def questions(self):
        """For each question: its section, the words by group with whether they are tapped, the field for her own."""
        for section in self.asked:
            tapped = set(self.data.getlist(section.code)) if self.is_bound else set()
            groups = [(each.name, [(word, word in tapped) for word in each.words]) for each in section.quick]
            yield {"section": section, "groups": groups, "own": self[f"{section.code}_own"]}

    def clean(self):
        """A person needs a name; and something has to be there to be kept."""
        told = super().clean()
        if told.get("phone") and not told.get("name"):
            self.add_error("name", forms.ValidationError("Whose number is it?", code="no_name"))
        if not self.errors and not self.contents:
            raise forms.ValidationError("Nothing is tapped or written yet. One line is enough.", code="nothing")
        return told

    @property
    def contents(self) -> dict[str, list[Line]]:
        """What she tapped and wrote, by section."""
        told, found = self.cleaned_data, {}
        for section in self.asked:
            own = [told[f"{section.code}_own"]] if told.get(f"{section.code}_own") else []
            found[section.code] = [Line(text) for text in dict.fromkeys([*own, *told.get(section.code, ())])]
        own = [Line(told["name"], phone=told.get("phone", ""))] if told.get("name") else []
        found[self.people.code] = [*own, *told.get("known", ())]
        return {code: lines for code, lines in found.items() if lines}

    def save(self, plan: Plan) -> Plan:
        """Put them into her plan, below what stands there."""
        return add_lines(plan=plan, contents=self.contents, save_id=self.cleaned_data["save_id"])
