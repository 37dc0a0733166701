"""The visit summary: for herself, and to hand over. What she chooses is sent and not kept, and stands in no address."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.decorators import patient_only
from accounts.models import AccessLog
from journal.days import today_of

from .summary import Summary, build, pdf_of
from .summary.letters import lacks
from .summary.paper import fullness
from .summary_forms import FILE, HandOverForm, QuestionForm

KEPT = "Your question is kept. It stands on your summary."
TAKEN_AWAY = "Your question is taken away."


@sensitive_post_parameters()
@patient_only
@require_http_methods(["GET", "POST"])
def summary(request):
    """Her last 28 days on one page, for herself. POST keeps her question for the visit, or gives the page as a file."""
    whole = build(request.patient, today=today_of(request.patient))
    if FILE in request.POST:
        return _file(request, whole)
    asked = request.POST if "question" in request.POST else None
    form = QuestionForm(asked, patient=request.patient, initial={"question": whole.question})
    if form.is_valid():
        is_kept = form.save()
        messages.success(request, KEPT if is_kept else TAKEN_AWAY)
        return redirect("summary")
    return _page(request, whole, question=form)


@sensitive_post_parameters()
@patient_only
@require_http_methods(["GET", "POST"])
def summary_hand_over(request):
    """The page with what she ticked and nothing else, to print or as a file."""
    if request.method == "GET":
        return redirect("summary")
    whole = build(request.patient, today=today_of(request.patient), own=False)
    form = HandOverForm(request.POST, summary=whole)
    if not form.is_valid():
        return _page(request, whole, hand_over=form)
    sheet = form.sheet()
    if FILE in request.POST:
        return _file(request, sheet)
    return render(request, "timeline/summary_hand_over.html", _context(sheet) | {"hand_over": form})


def _page(request, whole: Summary, question: QuestionForm | None = None, hand_over: HandOverForm | None = None):
    question = question or QuestionForm(patient=request.patient, initial={"question": whole.question})
    hand_over = hand_over or HandOverForm(summary=whole)
    status = 422 if question.errors or hand_over.errors else 200
    context = _context(whole) | {"question": question, "hand_over": hand_over}
    return render(request, "timeline/summary.html", context, status=status)


def _context(sheet: Summary) -> dict:
    said = (fact.text for section in sheet.sections for fact in section.facts)
    full = fullness(sheet.sections)
    return {"sheet": sheet, "fullness": full, "has_boxes": any(map(lacks, said)), "tab": "timeline"}


def _file(request, sheet: Summary) -> HttpResponse:
    """A file to keep or to give; that it was taken out is logged."""
    AccessLog.objects.record(request.user, [request.patient], AccessLog.What.EXPORT)
    response = HttpResponse(pdf_of(sheet), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="summary.pdf"'
    return response
