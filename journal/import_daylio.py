"""Step 2 for a Daylio export: what its moods, activities and scales become is hers to say."""

from collections import Counter
from collections.abc import Mapping as Map

from crispy_forms.layout import Div, Field, LayoutObject
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .import_fields import ColumnField, choices_of
from .import_forms import form_helper
from .importing.daylio import NEW_COPING, NEW_TRIGGER, SUGGESTED, Choice, Name, key_of
from .importing.mapping import Target
from .importing.tags import Kind
from .importing.waiting import WaitingFile
from .models import Symptom
from .tagging import Chips
from .wording import HARDER, HELPED

LOW_MOOD = "low_mood"
LEAVE_OUT = "Leave it out"
SELECT = {"class": "form-select"}
MOOD_VALUES = [("", LEAVE_OUT), *((str(step), str(step)) for step in range(11))]
OPEN = 15  # so many stand open; the rarer ones are folded away
TWICE = "Two of these become the same here. Please choose one of them."


class TagOptions:
    """What an activity can become, rendered once for all of them."""

    def __init__(self, chips: Chips, chosen: set[str]):
        groups = [(HARDER, NEW_TRIGGER, Kind.TRIGGER), (HELPED, NEW_COPING, Kind.COPING)]
        self.codes, parts = {""}, [format_html('<option value="">{}</option>', LEAVE_OUT)]
        for label, new, kind in groups:
            options = [(new, "A word of your own: the same word")]
            options += [(chip.code, chip.label) for _, group in chips.offered(kind, chosen) for chip in group]
            self.codes |= {code for code, _ in options}
            inner = format_html_join("", '<option value="{}">{}</option>', options)
            parts.append(format_html('<optgroup label="{}">{}</optgroup>', label, inner))
        self.html = "".join(parts)

    def with_chosen(self, code: str) -> SafeString:
        """The options with one of them marked."""
        mark = f'value="{code}"'
        html = self.html.replace(f"{mark}>", f"{mark} selected>", 1) if code in self.codes else self.html
        return mark_safe(html)  # noqa: S308  built by format_html above


class TagWidget(forms.Widget):
    """A select whose options are the same for many."""

    template_name = "journal/import_tag.html"

    def __init__(self, options: TagOptions):
        self.options = options
        super().__init__()

    def get_context(self, name, value, attrs):
        """The options with what was chosen marked."""
        context = super().get_context(name, value, attrs)
        context["widget"]["options"] = self.options.with_chosen(value or "")
        return context


class TagField(forms.Field):
    """What an activity becomes: the code of a tag, words of her own, or "" when it is left out."""

    def __init__(self, options: TagOptions, **kwargs):
        self.options = options
        super().__init__(required=False, widget=TagWidget(options), **kwargs)

    def clean(self, value):
        """One of the options."""
        if (value or "") not in self.options.codes:
            raise ValidationError("Please choose from the list.", code="unknown")
        return value or ""


class DaylioForm(forms.Form):
    """What each word of the file becomes. `save()` keeps the choice."""

    symptom = forms.ChoiceField(label="Your moods become", required=False, widget=forms.Select(attrs=SELECT))
    notes = forms.BooleanField(label="Bring my notes", required=False, initial=True)
    name_activities = forms.BooleanField(
        label="Write the activities of a day into its note",
        required=False,
        help_text="Whoever may read your notes can read them there.",
    )

    def __init__(self, *args, waiting: WaitingFile, **kwargs):
        self.waiting, self.diary = waiting, waiting.diary
        super().__init__(*args, **kwargs)
        chosen = waiting.choice
        self._begin(chosen)
        self.moods = {f"m{at}": mood for at, mood in enumerate(self.diary.moods)}
        self.scales = {f"c{column.number}": column for column in self.diary.scales(waiting.symptoms.values())}
        self.activities = {f"a{at}": activity for at, activity in enumerate(self.diary.activities)}
        self._add_moods(chosen)
        self._add_scales(chosen)
        self._add_activities(chosen)
        self.helper = form_helper("Next: check it", *self._cards())

    def _begin(self, chosen: Choice | None) -> None:
        """The fields that are there in any case."""
        symptoms = _for_moods(self.waiting.symptoms)
        first = min((symptom.code for symptom in symptoms), key=lambda code: code != LOW_MOOD, default="")
        choices = [(symptom.code, symptom.label) for symptom in symptoms]
        self.fields["symptom"].choices = [*choices, ("", "Nothing: leave them out")]
        self.initial["symptom"] = chosen.symptom if chosen else first
        if chosen:
            self.initial |= {"notes": chosen.notes, "name_activities": chosen.name_activities}

    def _add_moods(self, chosen: Choice | None) -> None:
        before = chosen.moods if chosen else {}
        for name, mood in self.moods.items():
            value = before.get(mood.key, SUGGESTED.get(mood.name.lower()))
            field = forms.ChoiceField(
                label=mood.name, choices=MOOD_VALUES, required=False, widget=forms.Select(attrs=SELECT)
            )
            field.initial = "" if value is None else str(value)
            field.help_text = _times(mood, chosen and before)
            self.fields[name] = field

    def _add_scales(self, chosen: Choice | None) -> None:
        groups = choices_of(self.waiting.symptoms.values())[1:]  # a scale is no words
        for name, column in self.scales.items():
            field = self.fields[name] = ColumnField(column, self.waiting.symptoms, groups)
            known = chosen and key_of(column.name) in chosen.scales
            field.initial = chosen.scales[key_of(column.name)] if known else column.guess

    def _add_activities(self, chosen: Choice | None) -> None:
        before = chosen.activities if chosen else {}
        options = TagOptions(self.waiting.chips, set(before.values()))
        for name, activity in self.activities.items():
            field = self.fields[name] = TagField(options, label=activity.name)
            field.initial = before.get(activity.key, "")
            field.help_text = _times(activity, chosen and before)

    def _cards(self) -> list:
        cards = [Pairs("import_moods.html", self.moods, first="symptom")] if self.moods else []
        cards += [Field(name, template="journal/import_card.html") for name in self.scales]
        cards += [Pairs("import_activities.html", self.activities)] if self.activities else []
        return [*cards, Div("notes", "name_activities", css_class="card")]

    def clean(self) -> dict:
        """Something is brought over, and nothing of ours is answered twice."""
        data = super().clean()
        self.choice = self._choice(data)
        if not self.errors and not self._brings_something():
            raise ValidationError("Please choose at least one thing to bring over.", code="nothing")
        counts = Counter(self.choice.codes)
        for name in ("symptom", *self.scales):
            if counts[_code(data.get(name))] > 1:
                self.add_error(name, ValidationError(TWICE, code="twice"))
        return data

    def _choice(self, data: Map) -> Choice:
        moods = {mood.key: int(data[name]) if data.get(name) else None for name, mood in self.moods.items()}
        return Choice(
            symptom=data.get("symptom", ""),
            moods=moods,
            activities={activity.key: data.get(name, "") for name, activity in self.activities.items()},
            scales={key_of(column.name): data.get(name) for name, column in self.scales.items()},
            notes=data["notes"],
            name_activities=data["name_activities"],
        )

    def _brings_something(self) -> bool:
        choice = self.choice
        moods = choice.symptom and any(value is not None for value in choice.moods.values())
        told = (moods, any(choice.activities.values()), any(choice.scales.values()))
        return any(told) or choice.notes or choice.name_activities

    def save(self, waiting: WaitingFile) -> None:
        """Keep the choice with the file."""
        waiting.choose(self.choice)


class Pairs(LayoutObject):
    """Words of the file, each beside what it becomes, the rarer ones folded away. `first` is a field above them."""

    def __init__(self, template: str, names, first: str = ""):
        self.template, self.names, self.first = f"journal/{template}", list(names), first

    def render(self, form, context, template_pack=None, **kwargs):
        """Its HTML."""
        form.rendered_fields.update([*self.names, self.first])
        fields = [form[name] for name in self.names]
        open_ones = [field for field in fields[OPEN:] if field.errors]
        told = {"fields": fields[:OPEN], "rest": fields[OPEN:], "open": bool(open_ones)}
        return render_to_string(self.template, told | {"first": form[self.first] if self.first else None})


def _for_moods(symptoms: Map[str, Symptom]) -> list[Symptom]:
    """The ratings that a mood can be."""
    return [
        symptom
        for symptom in symptoms.values()
        if symptom.scale == Symptom.Scale.NRS10 and symptom.group == Symptom.Group.MOOD
    ]


def _code(told) -> str:
    return told.to if isinstance(told, Target) else told or ""


def _times(name: Name, known: Map | None) -> str:
    """How often a word occurs, and whether she hasn't said yet what it becomes."""
    times = "once" if name.count == 1 else f"{name.count:,} times"
    return f"{times}, new since last time" if known is not None and name.key not in known else times
