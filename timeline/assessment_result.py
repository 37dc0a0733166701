"""After a questionnaire: help first where it is needed; then the total in words, and next steps always (brief 3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import patient_only
from accounts.models import Patient
from accounts.pinned_help import LINK_FOR
from assessments import due as what_is_due
from assessments.models import Response
from assessments.overview import with_total
from assessments.wording import band_label, what_changed
from clinical.instruments import Instrument, scoring
from journal.models import AdviceShown
from journal.models.entry import SAFE_NOW, SELF_HARM
from journal.safety import log_shown
from resources.services import suggest

from .safe_now import ResponseSafeNowForm, asks_first
from .safety import Help, Reader, Scope, readers_of


@dataclass(frozen=True)
class Result:
    """What the page shows of one answered questionnaire."""

    response: Response
    before: Response | None
    is_today: bool
    is_recent: bool

    @property
    def instrument(self) -> Instrument:
        """In the version that was answered."""
        return self.response.definition

    @property
    def total(self) -> int | None:
        """The total, if everything that counts was answered."""
        return self.response.total

    @property
    def left_out(self) -> int:
        """How many of the questions that count were left out."""
        return len(scoring.completeness(self.instrument, self.response.answers).missing)

    @property
    def band(self) -> str:
        """The published label; empty where labels are switched off."""
        return band_label(self.instrument, self.total)

    @property
    def talk_it_over(self) -> bool:
        """Whether the total is one that is usually talked over; said only beside the label."""
        return bool(self.band) and scoring.is_positive(self.instrument, self.total)

    @property
    def overlaps(self) -> bool:
        """Whether what often comes after stopping makes the total higher by itself."""
        return bool(self.instrument.apart)

    @property
    def changed(self) -> str:
        """What became of the last total before it."""
        return what_changed(self.response, self.before)

    @property
    def answered(self) -> list[tuple[str, str]]:
        """Each question that was asked, with its answer in words."""
        answers = self.response.answers
        asked = (item for item in self.instrument.items if item.code in answers)
        chosen = ((item, item.option(answers[item.code])) for item in asked)
        return [(item.text, option.text if option else "left out") for item, option in chosen]

    @property
    def tells_of_harm(self) -> bool:
        """Whether the answer about harming herself calls for help, total or none."""
        return self.response.tells_of_harm


@patient_only
@require_safe
def assessment_result(request, key, day):
    """What she answered on `day`, what it comes to, and what may help."""
    response = _response(request, key, day)
    return _page(request, response, ResponseSafeNowForm(response=response))


@patient_only
@require_POST
def assessment_safe(request, key, day):
    """Whether she can keep herself safe, asked after an answer about harming herself."""
    response = _response(request, key, day)
    if not _result(request.patient, response).is_recent or not response.tells_of_harm:
        return redirect("assessment_result", key, day)
    form = ResponseSafeNowForm(request.POST, response=response)
    if not form.is_valid():
        return _page(request, response, form)
    form.save()
    return redirect("assessment_result", key, day)


def _response(request, key: str, day) -> Response:
    return get_object_or_404(Response, patient=request.patient, instrument=key, day=day)


def _result(patient: Patient, response: Response) -> Result:
    earlier = Response.objects.filter(patient=patient, day__lt=response.day).of(response.definition)
    today = what_is_due.today_of(patient)
    return Result(
        response=response,
        before=with_total(earlier.newest()),
        is_today=response.day == today,
        is_recent=today - response.day <= LINK_FOR,
    )


def _page(request, response: Response, form: ResponseSafeNowForm):
    patient, result = request.patient, _result(request.patient, response)
    needed = Help(patient, _as_asked_each_day(response) if result.is_recent else {})
    if needed.after_harm:
        shown = {AdviceShown.Kind.SELF_HARM: [result.instrument.harm_item]}
        log_shown(patient=patient, since=response.updated_at, shown=shown)
    standings = what_is_due.standings(patient)
    context = {
        "result": result,
        "help": needed,
        "safe_now": form,
        "asks_first": needed.after_harm and asks_first(patient, response.updated_at),
        "readers": _readers(patient),
        "resource": None if needed.after_harm else _something_that_fits(patient, response),
        "other": None if needed.after_harm or not result.is_today else _other(response, standings),
        "next": next((each.due for each in standings if each.instrument.key == response.instrument), None),
        "tab": "more",
    }
    return render(request, "timeline/assessment_result.html", context, status=422 if form.errors else 200)


def _as_asked_each_day(response: Response) -> dict:
    """The answer about harming herself as the check-in asks for it: the same four steps, and the same help."""
    answers = {SELF_HARM: response.answers.get(response.definition.harm_item), SAFE_NOW: response.safe_now}
    return {code: answer for code, answer in answers.items() if answer is not None}


def _readers(patient: Patient) -> Sequence[Reader]:
    """Whoever may read her answers. That about harming herself takes the consent to both."""
    return [
        reader if reader.sees_questionnaires else replace(reader, scope=set(reader.scope) - {Scope.SAFETY})
        for reader in readers_of(patient)
    ]


def _something_that_fits(patient: Patient, response: Response):
    return suggest(phase="", country=patient.country, symptoms=[response.definition.symptom])


def _other(response: Response, standings) -> Instrument | None:
    """Another one that is due, as long as she is at it."""
    due = (each.instrument for each in standings if each.due.is_due)
    return next((each for each in due if each.key != response.instrument), None)
