"""The numbers of a rule, as an administrator changes them."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from clinical.flags import RULES, Number
from clinical.flags.checking import problems

from .catalogue import RELEASE
from .models import FlagRule

LONGEST_WHY = FlagRule._meta.get_field("why").max_length
CHANGED_MEANWHILE = "Somebody changed this rule a moment ago. Please open it again from the list."


class RuleForm(forms.ModelForm):
    """One rule. What is saved is a new version beside this one, with its reason."""

    why = forms.CharField(
        label="Why you change it",
        max_length=LONGEST_WHY,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text="Kept with your name beside the new version. Flags that were raised before stay as they are.",
        error_messages={"required": "Please say why, so that others can follow it later."},
    )

    class Meta:
        model = FlagRule
        fields = ["is_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rule = RULES.get(self.instance.code)
        self.initial["why"] = ""
        for number in self.rule.numbers if self.rule else ():
            self.initial[number.name] = self.instance.parameters.get(number.name, number.default)

    @property
    def numbers(self) -> dict[str, float]:
        """What was put in; whole numbers without a fraction."""
        told = {number.name: self.cleaned_data.get(number.name) for number in (self.rule.numbers if self.rule else ())}
        return {name: int(value) if value is not None and not value % 1 else value for name, value in told.items()}

    def clean(self) -> dict:
        """Numbers that make sense together, and a reason that isn't the one of a release."""
        data = super().clean()
        for name, words in problems(self.rule.code, self.numbers).items() if self.rule else ():
            if name not in self.errors:
                self.add_error(name, ValidationError(words, code="range"))
        if data.get("why", "").strip().lower() == RELEASE:
            self.add_error("why", ValidationError("Please say why in your own words.", code="release"))
        return data

    @property
    def changes_something(self) -> bool:
        """Whether it says anything else than the version it was opened from."""
        before = {**self.rule.defaults, **self.instance.parameters} if self.rule else {}
        return self.numbers != before or "is_on" in self.changed_data

    @transaction.atomic
    def as_new_version(self, by: User) -> FlagRule | None:
        """The new version; None when there is a newer one already than the one it was opened from."""
        newest = FlagRule.objects.select_for_update().filter(code=self.instance.code).order_by("-version").first()
        if newest.pk != self.instance.pk:
            return None
        return FlagRule.objects.create(
            code=newest.code,
            version=newest.version + 1,
            parameters=self.numbers,
            is_on=self.cleaned_data["is_on"],
            why=self.cleaned_data["why"],
            made_by=by,
        )


def form_for(code: str) -> type[RuleForm]:
    """The form with the numbers of this rule."""
    numbers = RULES[code].numbers if code in RULES else ()
    return type("RuleForm", (RuleForm,), {number.name: _field(number) for number in numbers})


def _field(number: Number) -> forms.FloatField:
    limits = f"From {number.lowest:g} to {number.highest:g}. As it ships: {number.default:g}."
    label = f"{number.words[0].upper()}{number.words[1:]}"
    return forms.FloatField(label=label, help_text=limits, error_messages={"required": "Please give a number."})
