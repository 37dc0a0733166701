"""What the caseload can be narrowed down by."""

from django import forms

from clinical.flags import RULES

from .caseload import Caseload, Standing

NO_PHASE = "none"
ANY_URGENT, ANY_ATTENTION, ANY, NONE = "urgent", "attention", "any", "none"
MINE, TEAM = "mine", "team"
BY_URGENCY = (("", "All"), (ANY_URGENT, "Urgent"), (ANY_ATTENTION, "Attention"), (ANY, "Any flag"), (NONE, "None"))


class CaseloadFilterForm(forms.Form):
    """Search and filters of the caseload, sent by GET. `chosen()` gives those who fit; nonsense is no filter."""

    q = forms.CharField(label="Name or code", required=False, max_length=60)
    flag = forms.ChoiceField(label="Flags", required=False, choices=lambda: [*BY_URGENCY, *_kinds()])
    phase = forms.ChoiceField(label="Phase", required=False)
    whose = forms.ChoiceField(
        label="Whose", required=False, choices=[("", "Everybody"), (MINE, "Mine"), (TEAM, "My team's")]
    )
    silent = forms.BooleanField(label="Silent 3 days or more", required=False)
    unread = forms.BooleanField(label="Unread entries", required=False)
    due = forms.BooleanField(label="Review due", required=False)
    paused = forms.BooleanField(label="Paused", required=False)

    def __init__(self, *args, caseload: Caseload, **kwargs):
        super().__init__(*args, **kwargs)
        self.caseload = caseload
        named = [(phase.code, phase.name) for phase in caseload.phases]
        self.fields["phase"].choices = [("", "All"), *named, (NO_PHASE, "Not known or not shared")]

    def chosen(self) -> list[Standing]:
        """Those who fit every filter, in the order of the list."""
        self.is_valid()
        wanted = [(FITS[name], value) for name, value in self.cleaned_data.items() if value]
        return [each for each in self.caseload.standings if all(fits(each, value) for fits, value in wanted)]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return any(self.cleaned_data.values())

    @property
    def selects(self) -> list[tuple]:
        """The lists to choose from, as they are drawn: name, label, and each choice with whether it is chosen."""
        return [
            (name, field.label, [(value, words, value == self.cleaned_data.get(name, "")) for value, words in choices])
            for name, field in self.fields.items()
            if (choices := getattr(field, "choices", None))
        ]

    @property
    def ticks(self) -> list[tuple]:
        """The boxes to tick: name, label, and whether it is."""
        boxes = (name for name, field in self.fields.items() if isinstance(field, forms.BooleanField))
        return [(name, self.fields[name].label, self.cleaned_data.get(name)) for name in boxes]


def _kinds() -> list[tuple[str, str]]:
    return sorted(((rule.code, rule.title) for rule in RULES.values()), key=lambda choice: choice[1])


def _has_words(standing: Standing, value: str) -> bool:
    return value.casefold() in standing.name.casefold() or _letters(value) in _letters(standing.who.short_code)


def _letters(code: str) -> str:
    return "".join(filter(str.isalnum, code.upper())) or code


def _has_flag(standing: Standing, value: str) -> bool:
    flags = standing.flags
    if value == NONE or flags is None:
        return value == NONE and flags is None
    if value in (ANY_URGENT, ANY_ATTENTION):
        return bool(flags.urgent_since if value == ANY_URGENT else flags.attention_since)
    return value == ANY or value in flags.codes


def _is_in_phase(standing: Standing, value: str) -> bool:
    return value == (standing.position.phase.code if standing.position else NO_PHASE)


FITS = {
    "q": _has_words,
    "flag": _has_flag,
    "phase": _is_in_phase,
    "whose": lambda standing, value: standing.is_mine == (value == MINE),
    "silent": lambda standing, value: standing.is_silent,
    "unread": lambda standing, value: standing.unread > 0,
    "due": lambda standing, value: standing.is_due,
    "paused": lambda standing, value: standing.pause is not None,
}
