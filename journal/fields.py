"""One question of the check-in: a field that knows its symptom, and a widget with one template for each scale."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from .models import Symptom

SKIP, NONE = "skip", "none"
YES_NO = [("yes", "Yes"), ("no", "No")]
WORDS = {"yes": True, "no": False}
HALF = Decimal("0.5")
PLAIN_NUMBER = re.compile(r"\d{1,3}([.,]\d{1,2})?", re.ASCII)
Scale = Symptom.Scale
SKIP_WORDS = {Scale.ORD4: "Prefer not to say"}


class AnswerWidget(forms.Widget):
    """All of a question's buttons in one template: eleven default radio widgets are ten times slower to render."""

    TEMPLATES = {
        Scale.NRS10: "journal/answers/rating.html",
        Scale.BOOL: "journal/answers/choice.html",
        Scale.ORD4: "journal/answers/choice.html",
        Scale.MULTI: "journal/answers/several.html",
        Scale.HOURS: "journal/answers/number.html",
        Scale.COUNT: "journal/answers/number.html",
    }

    def __init__(self, symptom: Symptom):
        self.symptom = symptom
        super().__init__()
        self.template_name = self.TEMPLATES[symptom.scale]
        self.use_fieldset = symptom.scale not in {Scale.HOURS, Scale.COUNT}

    def value_from_datadict(self, data, files, name):
        """What was sent; a list for a question that takes several answers, None when nothing was. A hidden empty value
        says that it was asked, also when nothing is ticked any more."""
        if self.symptom.scale != Scale.MULTI:
            return data.get(name)
        sent = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        return [word for word in sent if word] or None

    def get_context(self, name, value, attrs):
        """The buttons with the chosen one marked; nothing is marked before she chooses."""
        context = super().get_context(name, value, attrs)
        chosen = value if isinstance(value, (list, tuple)) else [value]
        context["widget"] |= {
            "symptom": self.symptom,
            "value": value,
            "cells": [(code, word, code in chosen) for code, word in self.steps()],
            "step": "0.5" if self.symptom.scale == Scale.HOURS else "1",
            "skipped": SKIP in chosen,
            "skip_word": SKIP_WORDS.get(self.symptom.scale, SKIP),
        }
        return context

    def steps(self) -> list[tuple[str, str]]:
        """What can be tapped, as (sent, shown)."""
        symptom = self.symptom
        if symptom.scale == Scale.BOOL:
            return YES_NO
        if symptom.scale == Scale.ORD4:
            return [(str(step), word) for step, word in enumerate(symptom.choices)]
        if symptom.scale == Scale.MULTI:
            return [*((word, word) for word in symptom.choices), (NONE, "None of these")]
        if symptom.scale == Scale.NRS10:
            return [(str(step), str(step)) for step in range(int(symptom.maximum) + 1)]
        return []


class AnswerField(forms.Field):
    """An answer: a number, true or false, a list of words, or None when the question was skipped or left alone. Never a
    0 unless 0 was chosen."""

    def __init__(self, symptom: Symptom, **kwargs):
        self.symptom = symptom
        super().__init__(required=False, label=symptom.prompt, widget=AnswerWidget(symptom), **kwargs)

    @classmethod
    def of(cls, symptom: Symptom, prompt: str) -> "AnswerField":
        """The field that asks `prompt`, made once for as long as the symptom is kept: nobody changes a field."""
        made = symptom.__dict__.setdefault("fields_made", {})
        if prompt not in made:
            made[prompt] = cls(symptom)
            made[prompt].label = prompt
        return made[prompt]

    def prepare_value(self, value):
        """The button (or buttons) that stand for a kept answer; `None` in a kept entry was a skip."""
        if self.symptom.scale == Scale.MULTI and isinstance(value, list):
            return tuple(word for word in value if word) or (None if value else (NONE,))
        if isinstance(value, list):  # a draft isn't checked: several answers where there is one
            value = value[-1]
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "yes" if value else "no"
        return f"{Decimal(str(value)).normalize():f}"

    def to_python(self, value):
        """The answer, checked against the scale. Raises ValidationError for anything that can't be one."""
        if value in (None, "", SKIP, [SKIP]):
            return None
        if self.symptom.scale == Scale.BOOL:
            return self._word(value)
        if self.symptom.scale == Scale.MULTI:
            return self._words(value)
        return self._number(str(value))

    def has_changed(self, initial, data):
        """Whether she says something else than is kept."""
        return self.prepare_value(initial) != self.prepare_value(data)

    def _word(self, value: str) -> bool:
        if value not in WORDS:
            raise ValidationError("Please choose yes, no or skip.", code="invalid")
        return WORDS[value]

    def _words(self, value) -> list[str]:
        sent = {value} if isinstance(value, str) else set(value)
        words = [word for word in self.symptom.choices if word in sent]
        if sent - set(words) - {NONE, SKIP} or (words and NONE in sent):
            raise ValidationError("Please choose from the list, or “none of these”.", code="invalid")
        return words

    def _number(self, text: str) -> int | float:
        symptom = self.symptom
        number = Decimal(text.strip().replace(",", ".")) if PLAIN_NUMBER.fullmatch(text.strip()) else Decimal("NaN")
        steps = HALF if symptom.scale == Scale.HOURS else Decimal(1)
        if not number.is_finite() or not symptom.minimum <= number <= symptom.maximum or number % steps:
            words = "in half hours" if steps == HALF else "as a whole number"
            span = f"from {symptom.minimum.normalize():f} to {symptom.maximum.normalize():f}"
            raise ValidationError(f"Please answer {span}, {words}.", code="out_of_range")
        return int(number) if number == number.to_integral_value() else float(number)
