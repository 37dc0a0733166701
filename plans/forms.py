"""The forms of a plan: one section with its lines in order, and the day to look at it again."""

from datetime import date
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.core.validators import RegexValidator
from django.template.loader import render_to_string

from accounts.saving import SavingForm
from clinical.plan_reviews import LATEST

from .models import Author, Line, Plan
from .sections import ASKED, DAY, LIKELIHOOD, MORE, PHONE, Section
from .services import save_section

LONGEST, LONGEST_NUMBER, EMPTY_ROWS = 300, 30, 2
CONTROL = {"class": "form-control", "autocomplete": "off"}
ROW_ACTS = ("up", "down", "out")
phone_number = RegexValidator(
    r"^\+?[\d ()/.-]{2,}$", "Please write the number with digits, for example 07700 900123.", code="no_number"
)


class KnownField(forms.MultipleChoiceField):
    """People who stand elsewhere in her plans, to be tapped here, so that no number is typed twice; as lines."""

    def __init__(self, known):
        self.by_key = {f"{line.text} {line.dialled}".strip(): line for line in known}
        choices = [(key, line.text) for key, line in self.by_key.items()]
        super().__init__(choices=choices, required=False, widget=forms.CheckboxSelectMultiple)

    def clean(self, value):
        """The lines of those who were tapped."""
        return [self.by_key[key] for key in super().clean(value)]

    def offered(self, tapped) -> list[tuple[str, str, bool]]:
        """Those to tap, as (sent, name, whether tapped)."""
        return [(key, line.text, key in tapped) for key, line in self.by_key.items()]


class Rows(LayoutObject):
    """The lines there are, each with its buttons, and some empty ones."""

    def render(self, form, context, template_pack=None, **kwargs):
        """Their HTML."""
        form.rendered_fields.update(form.fields)
        rows = list(form.rows())
        told = {"form": form, "section": form.section, "rows": rows, "last": form.filled - 1}
        return render_to_string("plans/rows.html", told)


class SectionForm(SavingForm):
    """All lines of one section. `save()` keeps them, in the order in which they stand, with what was tapped below them.

    A row's buttons send the form too: "up", "down" and "out" with its number.
    """

    in_conflict = False
    quick = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data=None, *, section: Section, lines: list[Line], revision: int, known=(), **kwargs):
        self.section, self.before = section, lines
        super().__init__(data, initial={"save_id": uuid4(), "seen": revision, **_filled(lines)}, **kwargs)
        self.count = self._count(len(lines))
        self.filled = self.count if data is not None else len(lines)
        words = [word for group in section.quick for word in group.words]
        self.fields["quick"].choices = [(word, word) for word in words]
        self.fields["known"] = KnownField(known)
        for row in range(self.count):
            self._add_row(row)
        self.helper = FormHelper()
        self.helper.layout = Layout("save_id", "seen", Rows())

    def _count(self, there: int) -> int:
        sent = self.data.get("rows", "") if self.is_bound else ""
        if sent.isascii() and sent.isdigit() and len(sent) <= 3:
            return min(int(sent), self.section.most + EMPTY_ROWS)
        return max(there, min(self.section.most, there + EMPTY_ROWS))

    def _add_row(self, row: int) -> None:
        section = self.section
        words = {"max_length": LONGEST, "required": False}
        self.fields[f"text_{row}"] = forms.CharField(label=section.one, widget=_grows(), **words)
        if MORE in section.holds:
            self.fields[f"more_{row}"] = forms.CharField(label=section.more, widget=_grows(), **words)
        if PHONE in section.holds:
            field = forms.CharField(label="Phone", max_length=LONGEST_NUMBER, required=False)
            field.validators.append(phone_number)
            field.widget = forms.TextInput(attrs=CONTROL | {"inputmode": "tel", "maxlength": LONGEST_NUMBER})
            self.fields[f"phone_{row}"] = field
        if DAY in section.holds:
            widget = forms.DateInput(attrs=CONTROL | {"type": "date"}, format="%Y-%m-%d")
            self.fields[f"day_{row}"] = forms.DateField(label="Day, if it has one", required=False, widget=widget)
        if LIKELIHOOD in section.holds:
            numbers = [("", "not said"), *((str(number), str(number)) for number in range(11))]
            label = "How likely is it to come up? (0 to 10)"
            self.fields[f"likelihood_{row}"] = forms.TypedChoiceField(
                label=label,
                choices=numbers,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        if ASKED in section.holds:
            self.fields[f"asked_{row}"] = forms.BooleanField(label="They said I may call", required=False)

    def rows(self):
        """For each row: its number, its fields, who wrote the line in it, and whether a line is in it."""
        for row in range(self.count):
            fields = [self[f"{name}_{row}"] for name in ("text", *self._names()) if f"{name}_{row}" in self.fields]
            line = self.before[row] if row < len(self.before) else None
            by = line.by_clinician if line and line.text == fields[0].value() else ""
            yield {"number": row, "fields": fields, "by": by, "is_filled": bool(fields[0].value())}

    @staticmethod
    def _names() -> tuple[str, ...]:
        return (MORE, PHONE, DAY, LIKELIHOOD, ASKED)

    @property
    def offered_people(self) -> list[tuple[str, str, bool]]:
        """People who stand elsewhere in her plans."""
        return self.fields["known"].offered(self.data.getlist("known") if self.is_bound else ())

    @property
    def offered(self) -> list[tuple[str, list[tuple[str, bool]]]]:
        """The words to tap that aren't among the lines, by group, with whether they are tapped."""
        there = {self[f"text_{row}"].value() for row in range(self.count)}
        tapped = set(self.data.getlist("quick")) if self.is_bound else set()
        groups = (
            (each.name, [(word, word in tapped) for word in each.words if word not in there])
            for each in self.section.quick
        )
        return [(name, words) for name, words in groups if words]

    def clean(self):
        """A line needs words; a number or a day alone says nothing."""
        told = super().clean()
        for row in range(self.count):
            rest = [told.get(f"{name}_{row}") for name in self._names()]
            if not told.get(f"text_{row}") and any(each not in (None, "", False) for each in rest):
                self.add_error(
                    f"text_{row}", forms.ValidationError("Please write this in, or empty the line.", code="empty")
                )
        if not self.errors and len(self.lines) > self.section.most:
            most = f"There is room for {self.section.most} here. Please take one out first."
            raise forms.ValidationError(most, code="full")
        return told

    @property
    def lines(self) -> list[Line]:
        """What the form says, with what its row's button asks for."""
        told, found = self.cleaned_data, []
        for row in range(self.count):
            line = {name: told.get(f"{name}_{row}") for name in self._names()}
            line |= {name: line[name] or "" for name in (MORE, PHONE)} | {ASKED: bool(line[ASKED])}
            if told.get(f"text_{row}"):
                found.append((row, Line(text=told[f"text_{row}"], **line)))
        lines = self._moved(found)
        if "both" in self.data:  # she was shown another version, and wants that and hers
            lines = [*self.before, *(line for line in lines if line not in self.before)]
        there = {line.text for line in lines}
        new = [*told.get("known", ()), *map(Line, told.get("quick", ()))]
        return [*lines, *(line for line in new if line.text not in there)]

    def _moved(self, found: list[tuple[int, Line]]) -> list[Line]:
        lines = [line for _, line in found]
        for act in ROW_ACTS:
            sent = self.data.get(act, "")
            at = next((place for place, (row, _) in enumerate(found) if str(row) == sent), None)
            if at is None:
                continue
            line = lines.pop(at)
            if act != "out":
                lines.insert(max(0, at + (-1 if act == "up" else 1)), line)
        return lines

    def show_again(self, seen: int) -> None:
        """Shown once more beside the version `seen`: saving again replaces that one."""
        self.data, self.in_conflict = self.data.copy(), True
        self.data["seen"] = str(seen)

    def save(self, plan: Plan, by: Author) -> Plan:
        """Keep them. Raises NewerVersion (`services.save_section`)."""
        which = {name: self.cleaned_data[name] for name in ("save_id", "seen")}
        return save_section(plan=plan, section=self.section.code, lines=self.lines, by=by, **which)


def _grows() -> forms.Textarea:
    return forms.Textarea(attrs=CONTROL | {"rows": 1, "maxlength": LONGEST})


def _filled(lines: list[Line]) -> dict:
    names = ("text", MORE, PHONE, DAY, LIKELIHOOD, ASKED)
    return {f"{name}_{row}": getattr(line, name) for row, line in enumerate(lines) for name in names}


class ReviewForm(forms.Form):
    """The day by which she wants to look at the plan again."""

    day = forms.DateField(
        label="Look at it again by",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Please choose a day.", "invalid": "Please choose a day."},
    )

    def __init__(self, *args, today: date, **kwargs):
        self.today = today
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_day(self) -> date:
        """A day to come, within a year."""
        day = self.cleaned_data["day"]
        if not self.today < day <= self.today + LATEST:
            raise forms.ValidationError("Please choose a day after today, within a year.", code="not_to_come")
        return day
