"""The forms around an urge: its strength and a tool, its strength again, her reasons, and people to call."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Patient
from accounts.saving import save_id_or_none

from .forms import ChipsField, ChipsWidget
from .layout import Hidden, Part, Save
from .models import Reason, Supporter, Urge
from .tagging import Chip, Chips, Kind
from .urges import MOST_MINUTES, Experience, add_reason, add_supporter, begin_urge, rate_again

STRONGEST = 10
LOW_WORD, HIGH_WORD = "not at all", "as strong as it could be"
MOST_REASONS, MOST_PEOPLE = 20, 10
SHOWN_AT_ONCE, MOST_USED = 10, 4
# Each tool is also a tag of the quick list "what helped", by the same code. Opening one is doing it; but of the people,
# only she can say whether she called anybody.
DONE_WHEN_OPENED = frozenset(Urge.Tool.values) - {Urge.Tool.CALL}
OFTEN = [*Urge.Tool.values, "helpline", "walk", "water"]
HINTS = {
    Urge.Tool.BREATHING: "Ten slow breaths",
    Urge.Tool.GROUNDING: "Back into the room, step by step",
    Urge.Tool.DELAY: "Then look again",
    Urge.Tool.REASONS: "In your own words",
    Urge.Tool.CALL: "Your people, or a helpline",
    Urge.Tool.PLAN: "What you wrote, and your people",
}
phone_number = RegexValidator(
    r"^\+?[\d ()/.-]{2,}$", "Please write the number with digits, for example 07700 900123.", code="no_number"
)


class StrengthWidget(forms.Widget):
    """Eleven buttons, as in the check-in; nothing is marked before she chooses."""

    template_name = "journal/urge_scale.html"
    use_fieldset = True

    def get_context(self, name, value, attrs):
        """The cells, as (number, whether it is chosen)."""
        context = super().get_context(name, value, attrs)
        cells = [(str(number), str(number) == str(value)) for number in range(STRONGEST + 1)]
        context["widget"] |= {"cells": cells, "low": LOW_WORD, "high": HIGH_WORD}
        return context


class StrengthField(forms.TypedChoiceField):
    """How strong an urge is: a whole number from 0 to 10."""

    widget = StrengthWidget

    def __init__(self, label: str):
        numbers = [(str(number), str(number)) for number in range(STRONGEST + 1)]
        super().__init__(label=label, choices=numbers, coerce=int)
        self.error_messages |= dict.fromkeys(["required", "invalid_choice"], "Please tap a number.")


@dataclass(frozen=True)
class ToolButton:
    """A tool as a button offers it."""

    code: str
    label: str
    hint: str


TOOLS = [ToolButton(tool.value, tool.label, HINTS[tool]) for tool in Urge.Tool]


class Tools(LayoutObject):
    """The tools, each of which sends the form."""

    def render(self, form, context, template_pack=None, **kwargs):
        """Their HTML."""
        form.rendered_fields.add("tool")
        return render_to_string("journal/urge_tools.html", {"tools": TOOLS})


class UrgeForm(forms.Form):
    """How strong it is, and which tool to open. `known`: she has just said how strong, and isn't asked again."""

    before = StrengthField("How strong is it right now?")
    tool = forms.ChoiceField(choices=Urge.Tool.choices, required=False)

    def __init__(self, *args, known: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _helper(reverse("urge"))
        self.helper.attrs = {"class": "urge-start"}
        strength = Part("before", "journal/question.html") if known is None else Hidden(before=known)
        self.helper.layout = Layout(Hidden(client_id=self._client_id or uuid4()), strength, Tools())

    @property
    def _client_id(self) -> UUID | None:
        return save_id_or_none(self.data.get("client_id"))

    def save(self, patient: Patient) -> Urge:
        """The urge that this form is; sent twice, it is the same."""
        told = self.cleaned_data
        return begin_urge(
            patient=patient, before=told["before"], tool=told["tool"], client_id=self._client_id or uuid4()
        )


class DidWidget(ChipsWidget):
    """What she did: a few chips at once, the whole list behind a line."""

    template_name = "journal/urge_chips.html"

    def __init__(self, chips: Chips, at_once: list[str]):
        self.at_once = at_once
        super().__init__(chips, Kind.COPING)

    def get_context(self, name, value, attrs):
        """The chips at once, then those of each group that aren't among them."""
        context = super().get_context(name, value, attrs)
        chosen, groups = context["widget"]["chosen"], context["widget"]["groups"]
        offered = {chip.code: chip for _, chips in groups for chip in chips}
        first = self._first(chosen, offered)
        rest = [(group, [chip for chip in chips if chip not in first]) for group, chips in groups]
        context["widget"] |= {"first": first, "groups": [(group, chips) for group, chips in rest if chips]}
        return context

    def _first(self, chosen: list[str], offered: dict[str, Chip]) -> list[Chip]:
        codes = [code for code in dict.fromkeys([*chosen, *self.at_once]) if code in offered]
        return [offered[code] for code in codes[: max(SHOWN_AT_ONCE, len(chosen))]]


class AgainForm(forms.Form):
    """How strong it is now, what she did, and how long it took."""

    after = StrengthField("How strong is it now?")
    minutes = forms.IntegerField(
        label="How many minutes?",
        required=False,
        min_value=0,
        max_value=MOST_MINUTES,
        error_messages={"invalid": "Please write the minutes as a whole number."},
    )

    def __init__(self, *args, urge: Urge, tool: str, chips: Chips, experience: Experience, passed: int, **kwargs):
        """`tool` is the one on the page; `passed` are the seconds since the urge began."""
        self.urge, self.passed = urge, passed
        opened = list(dict.fromkeys([urge.tool, tool]))
        initial = {"strategies": [code for code in opened if code in DONE_WHEN_OPENED]}
        super().__init__(*args, initial=initial, **kwargs)
        at_once = opened + experience.most_used(MOST_USED) + OFTEN
        did = self.fields["strategies"] = ChipsField(chips, "coping")
        did.label, did.widget = "What did you do?", DidWidget(chips, at_once)
        self.helper = _helper(reverse("urge_tool", args=[urge.pk]) + (f"?tool={tool}" if tool else ""))
        self.helper.layout = Layout(
            Part("after", "journal/question.html"),
            Part("strategies", "journal/urge_did.html"),
            Part("minutes", "journal/urge_minutes.html"),
            Save("Save"),
        )

    def save(self, patient: Patient) -> None:
        """Keep it, unless it was rated already."""
        told = self.cleaned_data
        rate_again(
            patient=patient,
            urge=self.urge,
            after=told["after"],
            strategies=told["strategies"] or [],
            minutes=told["minutes"],
        )


class ReasonForm(forms.Form):
    """A reason of her own. `urge`: the one in which she writes it down, and to which she goes back."""

    text = forms.CharField(
        label="A reason of your own",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text="For example: to sleep well again. Only you see it.",
        error_messages={"required": "Please write a few words."},
    )

    def __init__(self, *args, patient: Patient, urge: int | None = None, **kwargs):
        self.patient = patient
        super().__init__(*args, **kwargs)
        self.helper = _helper(reverse("urge_reasons"))
        self.helper.layout = Layout(Hidden(urge=urge or ""), "text", Submit("add", "Add", css_class="secondary"))

    def clean_text(self):
        """One line; there is an end to how many."""
        text = " ".join(self.cleaned_data["text"].split())
        shown = [reason.text for reason in Reason.objects.filter(patient=self.patient).shown()]
        if text not in shown and len(shown) >= MOST_REASONS:
            raise ValidationError("Your list is full. Please put one away first.", code="full")
        return text

    def save(self) -> Reason:
        """Add it."""
        return add_reason(patient=self.patient, text=self.cleaned_data["text"])


class SupporterForm(forms.Form):
    """Somebody she may call. `person`: the one to change, instead of a new one."""

    name = forms.CharField(
        label="Name",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Please write a name."},
    )
    phone = forms.CharField(
        label="Phone number",
        max_length=30,
        validators=[phone_number],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        error_messages={"required": "Please write a number."},
    )

    def __init__(self, *args, patient: Patient, urge: int | None = None, person: Supporter | None = None, **kwargs):
        self.patient, self.person = patient, person
        if person:
            kwargs |= {"initial": {"name": person.name, "phone": person.phone}, "auto_id": f"id_{person.pk}_%s"}
        super().__init__(*args, **kwargs)
        self.helper = _helper(reverse("urge_people"))
        hidden = Hidden(urge=urge or "", person=person.pk if person else "")
        words = "Save" if person else "Add"
        self.helper.layout = Layout(hidden, "name", "phone", Submit("add", words, css_class="secondary"))

    def clean(self):
        """There is an end to how many."""
        told = super().clean()
        if not self.person and Supporter.objects.filter(patient=self.patient).count() >= MOST_PEOPLE:
            raise ValidationError("Your list is full. Please take somebody off it first.", code="full")
        return told

    def save(self) -> Supporter:
        """Add, or change."""
        told = {name: self.cleaned_data[name] for name in ("name", "phone")}
        if not self.person:
            return add_supporter(patient=self.patient, **told)
        for name, value in told.items():
            setattr(self.person, name, value)
        self.person.save(update_fields=list(told))
        return self.person


def _helper(action: str) -> FormHelper:
    helper = FormHelper()
    helper.template = "journal/form.html"
    helper.form_action = action
    return helper
