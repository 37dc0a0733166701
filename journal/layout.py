"""The parts of the check-in as crispy lays them out. A question without an error looks the same for everybody who gave
the same answer, so it is rendered once and kept: the form costs what its few changing parts cost."""

from itertools import chain

from crispy_forms.layout import LayoutObject
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .models import Symptom

MOST_KEPT = 4000  # questions × answers
LONGEST_ANSWER = 40
kept: dict[tuple, SafeString] = {}


def question(field: BoundField) -> SafeString:
    """The card of one question, with what was answered marked."""
    if field.errors:
        return render_to_string("journal/question.html", {"field": field})
    symptom, value = field.field.symptom, field.value()
    value = tuple(value) if isinstance(value, list) else value
    key = (*_looks(symptom), field.label, value)
    if key in kept:
        return kept[key]
    card = render_to_string("journal/question.html", {"field": field})
    if len(kept) >= MOST_KEPT:
        kept.clear()
    if len(str(value)) <= LONGEST_ANSWER:  # a draft isn't checked: what was typed there is no answer yet
        kept[key] = card
    return card


def _looks(symptom: Symptom) -> tuple:
    """All of a symptom that its card shows."""
    ends = (symptom.low_word, symptom.high_word, symptom.minimum, symptom.maximum)
    return symptom.code, symptom.scale, *ends, *symptom.choices


class Cards(LayoutObject):
    """The cards of some symptoms."""

    def __init__(self, codes: list[str]):
        self.codes = codes

    def render(self, form, context, template_pack=None, **kwargs):
        """Their HTML."""
        form.rendered_fields.update(self.codes)
        return SafeString("").join(question(form[code]) for code in self.codes)


class Questions(LayoutObject):
    """A group of questions, closed until she opens it; open where something in it is answered or wrong. `folded`: what
    is answered there is to stay out of the way."""

    def __init__(self, name: str, codes: list[str], more: str = "", folded: bool = False):
        self.name, self.codes, self.more, self.folded = name, codes, more, folded

    def render(self, form, context, template_pack=None, **kwargs):
        """Its HTML."""
        form.rendered_fields.update(self.codes)
        fields = [form[code] for code in self.codes]
        is_open = any(field.errors or not self.folded and field.value() not in (None, "") for field in fields)
        cards = mark_safe("".join(question(field) for field in fields))  # noqa: S308  cards are templates' own output
        context = {"name": self.name, "many": len(fields), "more": self.more, "cards": cards, "open": is_open}
        context["folded"] = self.folded
        return render_to_string("journal/questions.html", context)


class Part(LayoutObject):
    """One field in a template of ours."""

    def __init__(self, name: str, template: str):
        self.name, self.template = name, template

    def render(self, form, context, template_pack=None, **kwargs):
        """Its HTML."""
        form.rendered_fields.add(self.name)
        return render_to_string(self.template, {"field": form[self.name]})


class Hidden(LayoutObject):
    """Values the page carries without showing them; a browser must not fill in old ones."""

    def __init__(self, **values):
        self.values = values

    def render(self, form, context, template_pack=None, **kwargs):
        """Its HTML."""
        fields = '<input type="hidden" name="{}" value="{}" autocomplete="off">' * len(self.values)
        return format_html(fields, *chain.from_iterable(self.values.items()))


class Save(LayoutObject):
    """The way out of the form, and the way on to more questions, which saves as well."""

    def __init__(self, words: str, more: str = ""):
        self.words, self.more = words, more

    def render(self, form, context, template_pack=None, **kwargs):
        """Its HTML."""
        save = '<input type="submit" class="primary" id="submit-id-save" name="save" value="{}">'
        save = format_html(save, self.words)
        if not self.more:
            return save
        return save + format_html('<button class="secondary" name="more" value="1">{}</button>', self.more)
