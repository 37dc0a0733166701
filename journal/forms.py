"""The check-in."""

from datetime import date
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse

from accounts.models import Patient
from accounts.saving import revision_or_none, save_id_or_none

from .asking import Asked
from .fields import SKIP, AnswerField
from .layout import Cards, Hidden, Part, Questions, Save
from .models import Draft, Entry, Symptom
from .models.entry import NOTE_LENGTH, USED, plain_lines
from .services import Told, is_asked_afresh, record_entry
from .tagging import Chips, Kind

TAGS = {"triggers": Kind.TRIGGER, "coping": Kind.COPING}
TAG_LABELS = {"triggers": "What made it harder?", "coping": "What helped?"}
NOT_DUE = "not due yet"
SAME = "As the day before"


def of_that_day(prompt: str) -> str:
    """A question about today, asked about an earlier day."""
    for now, then in (("today", "that day"), ("Today", "That day"), ("last night", "the night before")):
        prompt = prompt.replace(now, then)
    return prompt


class ChipsWidget(forms.Widget):
    """The chips of one kind, in their groups. A hidden empty value says that they were asked."""

    template_name = "journal/answers/chips.html"

    def __init__(self, chips: Chips, kind: str):
        self.chips, self.kind = chips, kind
        super().__init__()

    def value_from_datadict(self, data, files, name):
        """What was sent; None when the chips weren't on the form."""
        sent = data.getlist(name) if hasattr(data, "getlist") else data.get(name)
        return sent if sent is None else [code for code in sent if code]

    def get_context(self, name, value, attrs):
        """The chips with those marked that were chosen."""
        context = super().get_context(name, value, attrs)
        chosen = [code for code in value or () if code]
        context["widget"] |= {"groups": self.chips.offered(self.kind, chosen), "chosen": chosen}
        return context


class ChipsField(forms.Field):
    """Tags of one kind: a list of codes, or None when they weren't asked."""

    def __init__(self, chips: Chips, name: str):
        self.chips, self.kind = chips, TAGS[name]
        super().__init__(required=False, label=TAG_LABELS[name], widget=ChipsWidget(chips, self.kind))

    def prepare_value(self, value):
        """Without the empty one that says they were asked."""
        return [code for code in value or () if code]

    def to_python(self, value):
        """The codes that there are."""
        return None if value is None else self.chips.sorted_out(self.kind, value)


class NoteField(forms.CharField):
    """A line or more. A line break is one letter, however the browser sends it: as the page counts it, and so that the
    same words are the same note."""

    def to_python(self, value):
        """With plain line breaks."""
        return plain_lines(super().to_python(value))


class CheckInForm(forms.Form):
    """A day's questions, in the catalogue's order, her own after them, a note, and the questions about safety last.

    `chips` adds what made the day harder and what helped. `draft` is what she had begun; it outweighs `entry`. `save()`
    writes the entry of that day.
    """

    note = NoteField(
        label="A line for yourself",
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only you see it, unless you share notes. Nobody reads it live.",
    )

    def __init__(
        self,
        *args,
        patient: Patient,
        asked: Asked,
        entry: Entry | None,
        day: date,
        today: date,
        chips: Chips | None = None,
        draft: Draft | None = None,
        **kwargs,
    ):
        self.patient, self.day, self.asked, self.entry, self.is_today = patient, day, asked, entry, day == today
        self.is_full = bool(chips)
        super().__init__(*args, initial=self._kept(entry) | (draft.fields if draft else {}), **kwargs)
        self._ask(chips)
        known = draft.revision if draft else entry.revision if entry else 0
        self.seen = known if self.seen_revision is None else self.seen_revision
        self.helper = self._helper()

    def _ask(self, chips: Chips | None) -> None:
        for symptom in self.asked.all:
            prompt = symptom.prompt if self.is_today else of_that_day(symptom.prompt)
            self.fields[symptom.code] = AnswerField.of(symptom, prompt)
        for name in TAGS if chips else ():
            self.fields[name] = ChipsField(chips, name)

    @staticmethod
    def _kept(entry: Entry | None) -> dict:
        if entry is None:
            return {}
        answers = {code: SKIP if answer is None else answer for code, answer in entry.ratings.items()}
        return answers | {"note": entry.note, "triggers": entry.triggers, "coping": entry.coping}

    def _helper(self) -> FormHelper:
        always = self.asked.always
        last = [symptom.code for symptom in always if symptom.group == Symptom.Group.SAFETY]
        first = [symptom.code for symptom in always if symptom.code not in last]
        between = [name for name in self.fields if name not in (*first, *last, "note")]
        self.order_fields([*first, *between, "note", *last])
        helper = FormHelper()
        helper.template = "journal/form.html"
        address = reverse("entry_day", args=[self.day])
        helper.attrs = {"class": "checkin", "action": f"{address}?full=1" if self.is_full else address}
        helper.attrs |= {"data-day": self.day.isoformat(), "data-draft": reverse("entry_draft", args=[self.day])}
        helper.attrs |= {"data-one": "1"} if self.patient.one_at_a_time else {}
        helper.layout = Layout(
            Hidden(save_id=uuid4(), seen=self.seen, owner=self.patient.code),
            *self._first(first),
            *self._groups(),
            Part("note", "journal/note.html"),
            Cards(last),
            self._save(),
        )
        return helper

    def _save(self) -> Save:
        more = "" if self.is_full else "Save, then more questions"
        return Save("Save today" if self.is_today else "Save this day", more)

    @property
    def is_still_open(self) -> bool:
        """Whether she said that the day was about the same, and what is asked afresh each day isn't answered yet."""
        if self.entry is None or self.entry.same_as is None:
            return False
        afresh = (symptom.code for symptom in self.asked.always if is_asked_afresh(symptom))
        return any(code not in self.entry.ratings for code in afresh)

    def _first(self, codes: list[str]):
        """What she said already by one tap doesn't stand between her and what is still asked."""
        said = [code for code in codes if code in self.entry.ratings] if self.is_still_open else []
        yield Cards([code for code in codes if code not in said])
        if said:
            yield Questions(SAME, said, folded=True)

    def _groups(self):
        for group in self.asked.groups:
            yield Questions(group.name, [symptom.code for symptom in group.symptoms])
        if self.asked.resting:
            yield Questions("Once a week", [symptom.code for symptom in self.asked.resting], NOT_DUE)
        for name in TAGS:
            if name in self.fields:
                yield Part(name, "journal/chips.html")

    def ratings(self) -> dict:
        """The answers by symptom code; None where she skipped. Numbers, true or false, or lists of words otherwise.
        What stands in a closed group and was left alone isn't among them."""
        always = {symptom.code for symptom in self.asked.always}
        had = self.entry.ratings if self.entry else {}
        answers = {symptom.code: self.cleaned_data[symptom.code] for symptom in self.asked.all}
        return {code: answer for code, answer in answers.items() if self._was_asked(code, answer, always, had)}

    def _was_asked(self, code: str, answer, always: set[str], had: dict) -> bool:
        if answer is not None or code in always or code in had:
            return True
        return self.data.get(code) == SKIP

    @property
    def told(self) -> Told:
        """What it says."""
        tags = {name: self.cleaned_data.get(name) for name in TAGS}
        return Told(self.ratings(), self.cleaned_data["note"], **tags)

    @property
    def save_id(self) -> UUID | None:
        """The name of this save; None when the form has none."""
        return save_id_or_none(self.data.get("save_id"))

    @property
    def seen_revision(self) -> int | None:
        """The version she had before her; None when the form doesn't say."""
        return revision_or_none(self.data.get("seen"))

    def save(self) -> Entry:
        """Write the entry of this day, or edit it. Raises NewerVersion when that would go over one she hasn't seen."""
        told = self.told
        return record_entry(
            patient=self.patient,
            day=self.day,
            ratings=told.ratings,
            note=told.note,
            triggers=told.triggers,
            coping=told.coping,
            used=told.ratings.get(USED),
            why="check-in",
            save_id=self.save_id,
            seen=self.seen_revision,
            fields=self.fields,
        )
