"""One question of the check-in: a field that knows its symptom, and a widget with one template for each scale."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from .models import Symptom

SKIP = "skip"
YES_NO = [("yes", "Yes"), ("no", "No")]
WORDS = {"yes": True, "no": False}
HALF = Decimal("0.5")
PLAIN_NUMBER = re.compile(r"\d{1,3}([.,]\d{1,2})?", re.ASCII)


class AnswerWidget(forms.Widget):
    """All of a question's buttons in one template: eleven default radio widgets are ten times slower to render."""

    TEMPLATES = {
        Symptom.Scale.NRS10: "journal/answers/rating.html",
        Symptom.Scale.BOOL: "journal/answers/choice.html",
        Symptom.Scale.ORD4: "journal/answers/choice.html",
        Symptom.Scale.HOURS: "journal/answers/number.html",
        Symptom.Scale.COUNT: "journal/answers/number.html",
    }

    def __init__(self, symptom: Symptom):
        self.symptom = symptom
        super().__init__()
        self.template_name = self.TEMPLATES[symptom.scale]
        self.use_fieldset = symptom.scale not in {Symptom.Scale.HOURS, Symptom.Scale.COUNT}

    def get_context(self, name, value, attrs):
        """The buttons with the chosen one marked; nothing is marked before she chooses."""
        context = super().get_context(name, value, attrs)
        cells = [(code, word, code == value) for code, word in self.steps()]
        step = "0.5" if self.symptom.scale == Symptom.Scale.HOURS else "1"
        context["widget"] |= {"symptom": self.symptom, "cells": cells, "step": step, "skipped": value == SKIP}
        context["widget"]["skip_word"] = "Prefer not to say" if self.symptom.scale == Symptom.Scale.ORD4 else "skip"
        return context

    def steps(self) -> list[tuple[str, str]]:
        """What can be tapped, as (sent, shown)."""
        if self.symptom.scale == Symptom.Scale.BOOL:
            return YES_NO
        if self.symptom.scale == Symptom.Scale.ORD4:
            return [(str(step), word) for step, word in enumerate(self.symptom.choices)]
        if self.symptom.scale == Symptom.Scale.NRS10:
            return [(str(step), str(step)) for step in range(int(self.symptom.maximum) + 1)]
        return []


class AnswerField(forms.Field):
    """An answer: a number, true or false, or None when the question was skipped or left alone. Never a 0 unless 0 was
    chosen."""

    def __init__(self, symptom: Symptom, **kwargs):
        self.symptom = symptom
        super().__init__(required=False, label=symptom.prompt, widget=AnswerWidget(symptom), **kwargs)

    def prepare_value(self, value):
        """The button that stands for a kept answer; `None` in a kept entry was a skip."""
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "yes" if value else "no"
        return f"{Decimal(str(value)).normalize():f}"

    def to_python(self, value):
        """The answer, checked against the scale. Raises ValidationError for anything that can't be one."""
        if value in (None, "", SKIP):
            return None
        if self.symptom.scale == Symptom.Scale.BOOL:
            return self._word(value)
        return self._number(str(value))

    def _word(self, value: str) -> bool:
        if value not in WORDS:
            raise ValidationError("Please choose yes, no or skip.", code="invalid")
        return WORDS[value]

    def _number(self, text: str) -> int | float:
        symptom = self.symptom
        number = Decimal(text.strip().replace(",", ".")) if PLAIN_NUMBER.fullmatch(text.strip()) else Decimal("NaN")
        steps = HALF if symptom.scale == Symptom.Scale.HOURS else Decimal(1)
        if not number.is_finite() or not symptom.minimum <= number <= symptom.maximum or number % steps:
            words = "in half hours" if steps == HALF else "as a whole number"
            span = f"from {symptom.minimum.normalize():f} to {symptom.maximum.normalize():f}"
            raise ValidationError(f"Please answer {span}, {words}.", code="out_of_range")
        return int(number) if number == number.to_integral_value() else float(number)
