"""One column of an older diary in the form: a field that knows its column, and a widget with one template."""

from collections.abc import Sequence
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from .importing.columns import Column
from .importing.mapping import COPING, NOTE, TRIGGERS, Target
from .importing.values import number_in, plain
from .models import Symptom
from .wording import HARDER, HELPED

OUR_SCALE = (Decimal(0), Decimal(10))
WIDEST = 100_000
WORDS = {NOTE: "A note", TRIGGERS: f"{HARDER} (words with ; between them)", COPING: f"{HELPED} (the same)"}


def choices_of(symptoms: Sequence[Symptom]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a column can become, by group: made once for all columns."""
    groups: dict[str, list] = {"Your own words": list(WORDS.items())}
    for symptom in symptoms:
        groups.setdefault(symptom.get_group_display(), []).append((symptom.code, symptom.label))
    return list(groups.items())


class ColumnWidget(forms.Widget):
    """A select and, folded away unless it is needed, the scale. Sends four values: name, name_low, name_high and
    name_turned."""

    template_name = "journal/import_column.html"
    use_fieldset = True

    def __init__(self, column: Column, symptoms: dict[str, Symptom], groups: list):
        self.column, self.groups, self.symptoms = column, groups, symptoms
        super().__init__()

    def get_context(self, name, value, attrs):
        """The finished parts of the card; `value` is a Target, None, or what was typed."""
        context = super().get_context(name, value, attrs)
        column, told = self.column, self._shown(value)
        rated = told["to"] in self.symptoms and self.symptoms[told["to"]].scale == Symptom.Scale.NRS10
        context["widget"] |= {
            "column": column,
            "groups": self.groups,
            "told": told,
            "range": f"{plain(column.low)} to {plain(column.high)}" if column.low is not None else "",
            "rated": rated,
            "maybe_rated": rated or not told["to"],
        }
        return context

    def _shown(self, value) -> dict:
        if isinstance(value, dict):
            return value
        scale = value if value and value.to not in WORDS else self.column.scale
        ends = {"low": f"{scale.low:f}", "high": f"{scale.high:f}"} if scale else {"low": "", "high": ""}
        return {"to": value.to if value else "", "turned": bool(value and value.turned), **ends}

    def value_from_datadict(self, data, files, name):
        """What was sent, as it was typed."""
        return {
            "to": data.get(name, ""),
            "low": data.get(f"{name}_low", "").strip(),
            "high": data.get(f"{name}_high", "").strip(),
            "turned": f"{name}_turned" in data,
        }

    def value_omitted_from_data(self, data, files, name):
        """Whether nothing was sent."""
        return name not in data


class ColumnField(forms.Field):
    """What a column becomes: a Target, or None when it is left out."""

    def __init__(self, column: Column, symptoms: dict[str, Symptom], groups: list):
        self.column, self.symptoms = column, symptoms
        super().__init__(required=False, label=column.name, widget=ColumnWidget(column, symptoms, groups))

    def clean(self, value):
        """The target, with a scale that a 0 to 10 rating needs. Raises ValidationError in words about this column."""
        if value["to"] == "":
            return None
        if value["to"] in WORDS:
            return Target(value["to"])
        symptom = self.symptoms.get(value["to"])
        if symptom is None:
            raise ValidationError("Please choose from the list.", code="unknown")
        if symptom.scale != Symptom.Scale.NRS10:
            return Target(symptom.code)
        if self.column.wordy:
            raise ValidationError("This column holds words. Make it a note, or leave it out.", code="words")
        low, high = self._scale(value)
        return Target(symptom.code, low, high, value["turned"])

    @staticmethod
    def _scale(value: dict) -> tuple[Decimal, Decimal]:
        low, high = number_in(value["low"]), number_in(value["high"])
        if low is None or high is None or max(abs(low), abs(high)) > WIDEST:
            raise ValidationError("Please put in the lowest and the highest number of its scale.", code="no_scale")
        if low >= high:
            raise ValidationError("The lowest number of its scale must be below the highest.", code="scale_order")
        return low, high
