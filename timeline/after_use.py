"""After use: thanks, safety, the next 24 hours, and two questions she may answer or leave (brief 2.3, 8.2)."""

from dataclasses import dataclass
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.decorators import patient_only
from accounts.models import Patient
from clinical.episodes import EXPLAINED, NOT_KNOWN, kind_of_return
from journal.days import today_of
from journal.models import AdviceShown, Entry, UseEvent
from journal.models.entry import USED
from journal.safety import log_shown
from journal.use import explain_use

from .reading import Diary, read_use
from .safety import help_for, readers_of
from .standing import Standing

YES, NO = "yes", "no"
PRESCRIBED = UseEvent.Kind.PRESCRIBED
COUNT_FROM_HERE = "Should your day count restart from this day?"
PLACE_FROM_HERE = "Should your place on the timeline count from this day?"
UNTIL_THEN = "Until you say, it counts from here. A prescribed dose leaves it as it is. Your totals stay either way."


class UseForm(forms.Form):
    """Two questions about the use on one day. Neither has to be answered, and each can be answered anew."""

    prescribed = forms.ChoiceField(
        label="Was it prescribed for you?",
        choices=[(YES, "Yes"), (NO, "No")],
        widget=forms.RadioSelect,
        required=False,
    )
    restarts = forms.ChoiceField(
        label=COUNT_FROM_HERE,
        choices=[(YES, "Yes, count from this day"), (NO, "No, keep counting from before")],
        widget=forms.RadioSelect,
        required=False,
        help_text=UNTIL_THEN,
    )

    def __init__(self, *args, report: UseEvent, patient: Patient, asks_count: bool, **kwargs):
        self.report, self.patient = report, patient
        super().__init__(*args, initial=self._said(report), **kwargs)
        self.fields["restarts"].label = COUNT_FROM_HERE if patient.sees_day_number else PLACE_FROM_HERE
        if not asks_count:
            del self.fields["restarts"]
        self.helper = FormHelper()
        self.helper.form_action = reverse("entry_used", args=[report.date])
        keep = Submit("keep", "Keep this", css_class="secondary", css_id="keep-this")
        self.helper.layout = Layout(*self.fields, keep)

    @staticmethod
    def _said(report: UseEvent) -> dict:
        if not is_explained(report):
            return {}
        words = {True: YES, False: NO, None: ""}
        return {"prescribed": words[report.kind == PRESCRIBED], "restarts": words[report.restarts_count]}

    def save(self) -> bool:
        """Keep what she said, if anything. A dose that wasn't prescribed counts unless she says no."""
        prescribed, restarts = (self.cleaned_data.get(name) for name in ("prescribed", "restarts"))
        if not prescribed and not restarts:
            return False
        was_prescribed = prescribed == YES if prescribed else self.report.kind == PRESCRIBED
        counts = restarts == YES if restarts else None if was_prescribed else True
        explain_use(patient=self.patient, day=self.report.date, prescribed=was_prescribed, restarts_count=counts)
        return True


def report_of(patient: Patient, day: date) -> UseEvent | None:
    """What she says of use on `day`; None when she says nothing, or took it back."""
    return UseEvent.objects.filter(patient=patient, date=day, taken_back_at=None).order_by("kind").first()


def is_explained(report: UseEvent) -> bool:
    """Whether she has said more of it than that it was."""
    return report.kind == PRESCRIBED or report.restarts_count is not None


@dataclass(frozen=True)
class AfterUse:
    """What the neutral path shows."""

    report: UseEvent
    form: UseForm
    standing: Standing
    kind: str

    @property
    def is_new(self) -> bool:
        """Whether she hasn't said more of it yet."""
        return not is_explained(self.report)

    @property
    def prescribed(self) -> bool:
        """Whether it was a prescribed dose."""
        return self.report.kind == PRESCRIBED

    @property
    def explained(self) -> str:
        """What it is called (brief 2.3), once that can be said."""
        return "" if self.kind == NOT_KNOWN or self.prescribed else EXPLAINED[self.kind]


def after_use(patient: Patient, report: UseEvent, diary: Diary, today: date, posted=None) -> AfterUse:
    """The path after the use that `report` tells of."""
    form = UseForm(posted, report=report, patient=patient, asks_count=_asks_count(report, diary))
    kind = kind_of_return(diary.used, report.date, today)
    return AfterUse(report, form, Standing(diary, today), kind)


def _asks_count(report: UseEvent, diary: Diary) -> bool:
    """Whether her answer can move the day count: not where there is none, and not where it goes by a later day."""
    current = diary.episode
    if current is None or current.day0 is None:
        return False
    return report.date > current.day0 or (report.date == current.day0 and not current.stated)


@patient_only
@require_http_methods(["GET", "POST"])
def used(request, day):
    """The use on `day`: what may help now, and what it means for her day count. It can be changed here later."""
    patient = request.patient
    report = report_of(patient, day)
    if report is None:
        raise Http404
    today, posted = today_of(patient), request.POST if request.method == "POST" else None
    path = after_use(patient, report, read_use(patient), today, posted)
    if path.form.is_valid():
        if path.form.save():
            messages.success(request, "Kept. You can change it here at any time.")
        return redirect("entry_used", day=day)
    entry = Entry.objects.filter(patient=patient, date=day).first() or Entry(patient=patient, date=day)
    if not path.prescribed:
        since = entry.updated_at if entry.pk else report.recorded_at
        log_shown(patient=patient, since=since, shown={AdviceShown.Kind.USE: [USED]})
    context = {"entry": entry, "after": path, "help": help_for(patient, entry, None), "readers": readers_of(patient)}
    context |= {"is_today": day == today, "show_day_counts": patient.sees_day_number, "tab": "today"}
    return render(request, "timeline/used.html", context, status=422 if path.form.errors else 200)
