"""The three steps of bringing an older diary: the file, the columns, a last look."""

from collections import Counter
from collections.abc import Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Patient

from .import_fields import ColumnField, choices_of
from .importing.columns import Column
from .importing.dates import DMY, ORDERS
from .importing.mapping import NO_SYMPTOM, Mapping
from .importing.preview import Preview
from .importing.reading import MAX_BYTES, UnreadableFile, decode, read_table
from .importing.waiting import WaitingFile, check_table, take_in
from .models import Symptom

TOO_BIG = (
    f"This file is larger than {MAX_BYTES // 1024**2} MB. A diary as CSV is much smaller. "
    "Please choose another file, or bring it over in parts."
)
CHANGED = "The file or its columns were changed in another window. Please look again."
KEEP, REPLACE = "keep", "replace"


class ImportFileForm(forms.Form):
    """The file. `save()` keeps it for the next step."""

    file = forms.FileField(
        label="The file",
        allow_empty_file=True,
        error_messages={"required": "Please choose a file first."},
        help_text=f"A CSV file, up to {MAX_BYTES // 1024**2} MB. Nothing is added to your journal yet.",
    )

    def __init__(self, *args, too_big: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if too_big:
            self.fields["file"].error_messages["required"] = TOO_BIG
        self.helper = form_helper("Next", Div("file", css_class="card"))

    def clean_file(self) -> tuple[str, str]:
        """The text and how its letters were read, once it is sure that a diary can be in it."""
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise ValidationError(TOO_BIG, code="too_big")
        try:
            text, encoding = decode(upload.read())
            check_table(read_table(text))
        except UnreadableFile as why:
            raise ValidationError(why.message, code=why.code) from None
        return text, encoding

    def save(self, patient: Patient) -> WaitingFile:
        """Keep the file, in place of one that waits."""
        return take_in(patient, *self.cleaned_data["file"])


class ImportColumnsForm(forms.Form):
    """Which column holds the date, and what each other one becomes. `save()` keeps the choice."""

    when = forms.ChoiceField(
        label="Which column holds the date, and how is it written?",
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose how the dates are written. We can't tell by ourselves."},
    )

    def __init__(self, *args, columns: Sequence[Column], symptoms: Sequence[Symptom], chosen: Mapping | None, **kwargs):
        self.columns = {column.number: column for column in columns}
        super().__init__(*args, **kwargs)
        self.fields["when"].choices = [choice for column in columns for choice in self._ways(column)]
        self.fields["when"].initial = f"{chosen.date_column}:{chosen.order}" if chosen else self._plain_date()
        groups, by_code = choices_of(symptoms), {symptom.code: symptom for symptom in symptoms}
        self.others = [column for column in columns if not column.ways]
        for column in self.others:
            field = self.fields[f"c{column.number}"] = ColumnField(column, by_code, groups)
            field.initial = chosen.targets.get(column.number) if chosen else column.guess
        cards = [Field(f"c{column.number}", template="journal/import_card.html") for column in self.others]
        self.helper = form_helper("Next: check it", Div("when", css_class="card"), *cards)

    @staticmethod
    def _ways(column: Column) -> list[tuple[str, str]]:
        return [
            (
                f"{column.number}:{way.order}",
                f"“{column.name}”, {ORDERS[way.order]}: {way.example} is {way.day:%-d %B %Y}",
            )
            for way in sorted(column.ways, key=lambda way: way.order != DMY)
        ]

    def _plain_date(self) -> str:
        """The one way that is beyond doubt, if there is one; else she is asked."""
        dated = [column for column in self.columns.values() if column.ways]
        named = [column for column in dated if column.is_named_date] or dated
        if len(named) == 1 and named[0].certain:
            return f"{named[0].number}:{named[0].ways[0].order}"
        return ""

    def clean(self) -> dict:
        """At least one column, and none of our questions answered by two of them."""
        data = super().clean()
        targets = {c.number: data[f"c{c.number}"] for c in self.others if data.get(f"c{c.number}")}
        if not targets and not any(name.startswith("c") for name in self.errors):
            raise ValidationError("Please choose at least one column to bring over.", code="nothing")
        counts = Counter(target.to for target in targets.values() if target.to not in NO_SYMPTOM)
        for number, target in targets.items():
            if counts[target.to] > 1:
                twice = ValidationError("Two columns become the same here. Please choose one of them.", code="twice")
                self.add_error(f"c{number}", twice)
        self.targets = targets
        return data

    def mapping(self) -> Mapping:
        """What she chose."""
        column, order = self.cleaned_data["when"].split(":")
        return Mapping(int(column), order, self.targets)

    def save(self, waiting: WaitingFile) -> None:
        """Keep the choice with the file."""
        waiting.choose(self.mapping())


class ImportCheckForm(forms.Form):
    """Her yes, and what happens to days she has already."""

    days = forms.ChoiceField(
        label="Days that are in your journal already",
        choices=[
            (KEEP, "Leave them as they are"),
            (REPLACE, "Replace their answers with those of this diary (earlier versions are kept)"),
        ],
        widget=forms.RadioSelect,
        initial=KEEP,
    )
    keep = forms.BooleanField(label="Keep these settings for the next file like this", required=False, initial=True)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, waiting: WaitingFile, preview: Preview, **kwargs):
        self.draft, self.preview = waiting.draft, preview
        super().__init__(*args, initial={"seen": waiting.draft.fingerprint}, **kwargs)
        if not preview.existing:
            del self.fields["days"]
        if waiting.ours:
            del self.fields["keep"]
        cards = [Div(name, css_class="card") for name in ("days", "keep") if name in self.fields]
        button = "Bring this day over" if preview.new + preview.existing == 1 else "Bring these days over"
        self.helper = form_helper(button, *cards, "seen")

    def clean_seen(self) -> str:
        """Refuses a yes to something that was changed in another window meanwhile."""
        if self.cleaned_data["seen"] != self.draft.fingerprint:
            raise ValidationError(CHANGED, code="changed")
        return self.cleaned_data["seen"]

    def clean(self) -> dict:
        """Refuses a yes to nothing."""
        if not self.preview.first:
            raise ValidationError("There is no day in this file that can be brought over.", code="nothing")
        return super().clean()

    @property
    def replace(self) -> bool:
        """Whether days she has give way."""
        return self.cleaned_data.get("days") == REPLACE


def form_helper(button: str, *fields) -> FormHelper:
    """The fields with one button under them."""
    helper = FormHelper()
    helper.layout = Layout(*fields, Submit("next", button, css_class="primary"))
    return helper
