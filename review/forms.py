"""What the caseload can be narrowed down by."""

from django import forms

from .caseload import Caseload, Line

NO_PHASE = "none"


class CaseloadFilterForm(forms.Form):
    """Search and filters of the caseload, sent by GET. `chosen()` gives the lines that fit; nonsense is no filter."""

    q = forms.CharField(label="Name or code", required=False, max_length=60)
    phase = forms.ChoiceField(label="Phase", required=False)
    silent = forms.BooleanField(label="No entry for 3 days or more", required=False)
    unread = forms.BooleanField(label="With unread entries", required=False)

    def __init__(self, *args, caseload: Caseload, **kwargs):
        super().__init__(*args, **kwargs)
        self.caseload = caseload
        named = [(phase.code, phase.name) for phase in caseload.phases]
        self.fields["phase"].choices = [("", "All"), *named, (NO_PHASE, "Not known or not shared")]
        self.fields["q"].widget.attrs = {"autocomplete": "off", "type": "search"}

    def chosen(self) -> list[Line]:
        """The lines that fit every filter."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        return [line for line in self.caseload.lines if all(self._fits(line, *each) for each in wanted.items())]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return any(self.cleaned_data.values())

    @staticmethod
    def _fits(line: Line, name: str, value) -> bool:
        if name == "q":
            return value.casefold() in line.name.casefold() or _letters(value) in _letters(line.patient.short_code)
        if name == "phase":
            return value == (line.position.phase.code if line.position else NO_PHASE)
        return line.is_silent if name == "silent" else line.unread > 0


def _letters(code: str) -> str:
    return "".join(filter(str.isalnum, code.upper())) or code
