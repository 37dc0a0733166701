"""Her two plans: to read in a hard moment, to write line by line, and hers to show or to keep."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import patient_only
from resources.services import crisis_lines

from . import services
from .forms import ROW_ACTS, ReviewForm, SectionForm
from .models import Item, Plan, PlanVersion
from .plan_page import PlanView, known_people, readers_of, today_of, view_of
from .sections import BY_CODE, GUIDED, TITLES, Section
from .services import HERSELF, NewerVersion
from .start_form import StartForm

VERSIONS_SHOWN = 20


def kind_or_404(kind: str) -> str:
    """One of the two kinds of plan."""
    if kind not in TITLES:
        raise Http404
    return kind


def section_or_404(kind: str, code: str) -> Section:
    """A section of this kind of plan."""
    section = BY_CODE.get(code)
    if section is None or section.kind != kind:
        raise Http404
    return section


def _view(request, kind: str) -> PlanView:
    """Her plan as it stands; two queries, one where there is none."""
    plan = services.plan_of(request.patient, kind_or_404(kind))
    return view_of(request.patient, kind, plan, plan.items.contents() if plan else {})


@patient_only
@require_safe
def plans(request):
    """Both plans, and how far they are."""
    known = {plan.kind: plan for plan in Plan.objects.filter(patient=request.patient)}
    contents = Item.objects.filter(patient=request.patient).contents()
    views = [view_of(request.patient, kind, known.get(kind), contents) for kind in TITLES]
    return render(request, "plans/plans.html", {"views": views, "tab": "more"})


@patient_only
@require_safe
def plan(request, kind):
    """One plan, to read, to call from, to print, and to change."""
    return _plan_page(request, kind)


def _plan_page(request, kind: str, review: ReviewForm | None = None):
    view = _view(request, kind)
    due = view.plan.review_due if view.plan else None
    context = {
        "view": view,
        "lines": crisis_lines(request.patient.country) if view.is_safety else None,
        "readers": readers_of(request.patient, view.plan),
        "review": review or ReviewForm(initial={"day": due}, today=view.today),
        "tab": "more",
    }
    return render(request, "plans/plan.html", context, status=422 if review else 200)


@patient_only
@require_safe
def plan_phone(request, kind):
    """The plan alone, as her phone keeps it to be read without a network, if she wants that."""
    view = _view(request, kind)
    lines = crisis_lines(request.patient.country) if view.is_safety else None
    return render(request, "plans/phone.html", {"view": view, "lines": lines})


@sensitive_post_parameters()
@patient_only
@require_http_methods(["GET", "POST"])
def plan_start(request, kind):
    """A plan in two minutes: three questions and one person."""
    people, contents = BY_CODE[GUIDED[kind_or_404(kind)][-1]], Item.objects.filter(patient=request.patient).contents()
    data = request.POST if request.method == "POST" else None
    form = StartForm(data, kind=kind, known=known_people(contents, people))
    if form.is_valid():
        form.save(services.begin(patient=request.patient, kind=kind))
        messages.success(request, "Your plan is kept. That is a good start.")
        return redirect("plan", kind)
    context = {"form": form, "title": TITLES[kind], "kind": kind, "tab": "more"}
    return render(request, "plans/start.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
@patient_only
@require_http_methods(["GET", "POST"])
def plan_section(request, kind, section):
    """The lines of one section: to write, to tap, to put in order, to take out."""
    section = section_or_404(kind_or_404(kind), section)
    plan, contents = services.plan_of(request.patient, kind), Item.objects.filter(patient=request.patient).contents()
    view = view_of(request.patient, kind, plan, contents)
    told = {"section": section, "lines": contents.get(section.code, []), "known": known_people(contents, section)}
    form = SectionForm(
        request.POST if request.method == "POST" else None, revision=plan.revision if plan else 0, **told
    )
    context = {"form": form, "section": section, "view": view, "tab": "more"}
    if form.is_valid():
        try:
            form.save(view.plan or services.begin(patient=request.patient, kind=kind), HERSELF)
        except NewerVersion as newer:
            return render(request, "plans/section.html", context | conflict(form, newer), status=409)
        return redirect(f"{reverse('plan', args=[kind])}#{section.code}" if not stays(request) else request.path)
    return render(request, "plans/section.html", context, status=422 if form.errors else 200)


def conflict(form: SectionForm, newer: NewerVersion) -> dict:
    """What a page shows when two wrote at once: both, and hers to be saved on top."""
    now = newer.plan.items.contents().get(newer.section, [])
    form.show_again(newer.plan.revision)
    return {"conflict": now}


def stays(request) -> bool:
    """Whether the button leads back to the same section: those of a row, and the one for another line."""
    return any(name in request.POST for name in (*ROW_ACTS, "another"))


@patient_only
@require_POST
def plan_shown(request, kind):
    """Show this plan to the clinicians who read her journal, or keep it to herself again."""
    patient, kind = request.patient, kind_or_404(kind)
    if request.POST.get("show") == "1":
        plan = services.show_to_clinicians(patient=patient, kind=kind)
        names = " and ".join(readers_of(patient, plan).see)
        messages.success(request, f"{names or 'Nobody'} can see this plan now. You can stop at any time.")
    else:
        services.keep_to_herself(patient=patient, kind=kind)
        messages.success(request, "Only you can see this plan now.")
    return redirect(f"{reverse('plan', args=[kind])}#shown")


@patient_only
@require_POST
def plan_review(request, kind):
    """She looked through it, or chooses the day by which she will."""
    plan = services.plan_of(request.patient, kind_or_404(kind))
    if plan is None:
        raise Http404
    today = today_of(request.patient)
    if "looked" in request.POST:
        services.looked_through(plan=plan, today=today)
    else:
        form = ReviewForm(request.POST, today=today)
        if not form.is_valid():
            return _plan_page(request, kind, form)
        services.review_on(plan=plan, day=form.cleaned_data["day"])
    messages.success(request, "Kept.")
    return redirect(f"{reverse('plan', args=[kind])}#review")


@patient_only
@require_safe
def plan_versions(request, kind):
    """What it said before, and who wrote what; `?before=` (a revision) pages back."""
    kind, asked = kind_or_404(kind), request.GET.get("before", "")
    versions = PlanVersion.objects.filter(patient=request.patient, plan__kind=kind).order_by("-revision")
    if asked.isascii() and asked.isdigit() and len(asked) <= 9:
        versions = versions.filter(revision__lt=int(asked))
    found = list(versions[: VERSIONS_SHOWN + 1])
    shown = [(each, view_of(request.patient, kind, None, each.contents).written) for each in found[:VERSIONS_SHOWN]]
    older = found[VERSIONS_SHOWN - 1].revision if len(found) > VERSIONS_SHOWN else None
    context = {"title": TITLES[kind], "kind": kind, "versions": shown, "older": older, "tab": "more"}
    return render(request, "plans/versions.html", context)
