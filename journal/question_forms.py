"""The forms behind "your questions"."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.db import transaction
from django.urls import reverse

from accounts.models import Patient

from .asking import MOST_PINS, pins_of
from .catalogue import by_group
from .layout import Part
from .models import OwnTag, Symptom, Tag
from .models.tag import LABEL_LENGTH, MOST_OWN_TAGS


def pinnable() -> list[Symptom]:
    """What she may add to her quick form: all that isn't asked there of everybody, in the order of the catalogue."""
    return list(Symptom.objects.active().filter(quick=False).exclude(cadence=Symptom.Cadence.FOLLOW_UP))


class QuestionsForm(forms.Form):
    """Her own questions, and one at a time or all on one page."""

    pins = forms.MultipleChoiceField(
        label=f"Ask me these every day, too (up to {MOST_PINS})", required=False, widget=forms.CheckboxSelectMultiple
    )
    one_at_a_time = forms.BooleanField(
        label="Show one question at a time",
        required=False,
        help_text="For days when it is hard to keep your mind on things. A tap then takes you to the next one.",
    )

    def __init__(self, *args, patient: Patient, symptoms: list[Symptom], **kwargs):
        self.patient = patient
        initial = {"pins": pins_of(patient), "one_at_a_time": patient.one_at_a_time}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["pins"].choices = by_group(symptoms)
        self.helper = FormHelper()
        self.helper.form_action = reverse("questions")
        pins = Part("pins", "journal/pins.html")
        self.helper.layout = Layout("one_at_a_time", pins, Submit("save", "Save", css_class="primary"))

    @property
    def pin_groups(self) -> list[tuple[str, list[tuple[str, str, bool]], int]]:
        """What can be pinned by group, as (code, label, whether it is), and how many of the group are."""
        chosen = set(self["pins"].value() or ())
        groups = [
            (name, [(code, label, code in chosen) for code, label in choices])
            for name, choices in self.fields["pins"].choices
        ]
        return [(name, choices, sum(on for *_, on in choices)) for name, choices in groups]

    def clean_pins(self):
        """No more than fit into a quick form."""
        pins = self.cleaned_data["pins"]
        if len(pins) > MOST_PINS:
            raise forms.ValidationError(f"Please choose {MOST_PINS} at most.", code="too_many")
        return pins

    def save(self) -> None:
        """Keep her choice; the questions stand in the order in which she first chose them."""
        chosen = self.cleaned_data["pins"]
        before = [code for code in pins_of(self.patient) if code in chosen]
        self.patient.pinned_symptoms = before + [code for code in chosen if code not in before]
        self.patient.one_at_a_time = self.cleaned_data["one_at_a_time"]
        self.patient.save(update_fields=["pinned_symptoms", "one_at_a_time"])


class OwnTagForm(forms.Form):
    """Words of her own for one of the quick lists."""

    label = forms.CharField(label="Your own words", max_length=LABEL_LENGTH)
    kind = forms.ChoiceField(
        label="Where do they go?",
        choices=[(Tag.Kind.TRIGGER, "What made it harder"), (Tag.Kind.COPING, "What helped")],
        widget=forms.RadioSelect,
        initial=Tag.Kind.TRIGGER,
    )

    def __init__(self, *args, patient: Patient, **kwargs):
        self.patient = patient
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = reverse("own_tag")
        self.helper.layout = Layout("label", "kind", Submit("save", "Add", css_class="secondary"))

    def clean(self):
        """The same words twice are one tag; there is an end to how many."""
        data = super().clean()
        if OwnTag.objects.filter(patient=self.patient, hidden_at=None).count() >= MOST_OWN_TAGS:
            raise forms.ValidationError("Your lists are full. Please hide words you don't need.", code="full")
        return data

    @transaction.atomic
    def save(self) -> OwnTag:
        """Add them, or bring hidden ones back."""
        self.patient.lock()
        label, kind = " ".join(self.cleaned_data["label"].split()), self.cleaned_data["kind"]
        for tag in OwnTag.objects.filter(patient=self.patient, kind=kind):
            if tag.label.casefold() == label.casefold():
                tag.hidden_at = None
                tag.save(update_fields=["hidden_at"])
                return tag
        return OwnTag.objects.create(patient=self.patient, kind=kind, label=label)
