"""What was done about flags: taking them on, noting it, closing them."""

from django.http import Http404
from django.utils import timezone

from accounts.models import AccessLog, Patient
from accounts.rows import names_a_row
from flags import lifecycle
from flags.models import Flag, FlagStep
from journal.catalogue import catalogue
from journal.models import Entry

from . import acting, flag_view
from .access import clinician_of, sharing_of
from .act_forms import DealForm
from .act_views import back, hers_or_404, moment, post_only
from .flag_view import FlagView

DID = {
    acting.ACKNOWLEDGE: "You are on it.",
    acting.ACT: "Noted. It stays on the list until it is closed.",
    acting.CLOSE: "Closed.",
}
ONE_URGENT = "Urgent flags are dealt with one at a time. Nothing was kept: please choose one of them."


@post_only
def deal(admin, request, patient: Patient):
    """The buttons under flags. Whoever comes second reads who was first, and nothing of hers is lost."""
    what = request.POST.get("do", acting.CLOSE)
    shown = _shown(request, patient)
    if what not in DID:
        raise Http404
    views = views_of([flag for flag, _ in shown], patient)
    closes = what == acting.CLOSE
    needs_note = closes and any(view.needs_note for view in views)
    form = DealForm(request.POST, acts=what != acting.ACKNOWLEDGE, needs_note=needs_note)
    if not form.is_valid():
        return _again(admin, request, patient, views, form, 422)
    try:
        acting.deal_with(
            flags=shown,
            clinician=clinician_of(request),
            what=what,
            action=form.cleaned_data["action"],
            note=form.cleaned_data["note"],
            read=_read(request, patient) if closes else None,
        )
    except acting.OneUrgentAtATime:
        return _again(admin, request, patient, views, form, 422, problem=ONE_URGENT)
    except lifecycle.Meanwhile as meanwhile:
        fresh = views_of(Flag.objects.filter(pk__in=[flag.pk for flag, _ in shown]), patient)
        return _again(admin, request, patient, fresh, form, 409, problem=_told(meanwhile, patient))
    return back(patient, "#flags", DID[what], request)


def views_of(flags, patient: Patient) -> list[FlagView]:
    """Flags in words, with their steps. Two queries."""
    flags, symptoms, steps = list(flags), catalogue().symptoms, {}
    for step in FlagStep.objects.filter(patient=patient, flag__in=flags):
        steps.setdefault(step.flag_id, []).append(step)
    now = timezone.now()
    return [flag_view.view_of(flag, steps.get(flag.pk, ()), patient, symptoms, now) for flag in flags]


def _shown(request, patient: Patient) -> list[tuple[Flag, str]]:
    """The flags that the form names, each with the state in which it was shown. 404 unless all are there."""
    told = [each.partition(":")[::2] for each in request.POST.getlist("flag")]
    named = {int(key) if names_a_row(key) else 0: state for key, state in told}
    scope = sharing_of(request, patient.pk).scope
    rows = Flag.objects.visible_to(request.user).filter(patient=patient, pk__in=named).select_related("patient")
    found = [flag for flag in rows if set(flag.needs) <= set(scope)]
    if not found or len(found) != len(named):
        raise Http404
    return [(flag, named[flag.pk]) for flag in found]


def _read(request, patient: Patient) -> acting.Read | None:
    if not request.POST.get("entry"):
        return None
    entry = hers_or_404(Entry, patient, request.POST["entry"])
    return acting.Read(entry, moment(request.POST.get("version")))


def _again(admin, request, patient: Patient, views, form: DealForm, status: int, problem: str = ""):
    admin.record(request, [patient], AccessLog.What.FLAGS)
    told = {"title": "What was done", "patient": patient, "form": form, "views": views, "problem": problem}
    told["entry"] = {name: request.POST.get(name, "") for name in ("entry", "version")}
    told["actions"] = FlagStep.Action.choices
    told["standing"] = [view for view in views if view.flag.state in Flag.STANDING]
    response = admin.own_page(request, "review/deal.html", told)
    response.status_code = status
    return response


def _told(meanwhile: lifecycle.Meanwhile, patient: Patient) -> str:
    if meanwhile.at is None:
        return "This flag was taken over by a higher one meanwhile. Nothing of yours was kept."
    at = timezone.localtime(meanwhile.at, patient.zone)
    return f"{meanwhile.name} was first, on {at:%-d %b} at {at:%H:%M} (the patient's clock). Nothing of yours was kept."
