"""The page on which a clinician takes out a copy, and the files."""

from django.http import HttpResponse, StreamingHttpResponse

from accounts.models import AccessLog, Patient
from journal.days import today_of
from journal.models import Entry
from timeline.disclosure import SELF_REPORTED, TITLE, Disclosure, notice
from timeline.fhir import Copy, write_bundle
from timeline.squeezed import Squeezed
from timeline.summary import Cover, build, pdf_of

from . import access
from .export_csv import write_entries
from .export_forms import ExportForm
from .exports import What, disclosure_of, first_day, record_export
from .models import in_error

# Of file names, nothing tells whose it is or what the service is for.
FILES = {
    What.SUMMARY: ("summary.pdf", "application/pdf"),
    What.ENTRIES: ("entries.csv", "text/csv; charset=utf-8"),
    What.FHIR: ("record.fhir.json", "application/fhir+json"),
}


def export(admin, request, patient: Patient):
    """GET: what can be taken out, and the form. POST: the file; without a reason the page again, and nothing."""
    consents = access.consents_of(request, patient.pk)
    form = ExportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        admin.record(request, [patient], AccessLog.What.PATIENT, str(patient.pk))
        told = {"title": "Take out a copy", "patient": patient, "form": form, "notice": notice()}
        told["sharing"] = access.sharing_of(request, patient.pk)
        page = admin.own_page(request, "review/export.html", told)
        page.status_code = 422 if form.errors else 200
        return page
    asked = form.cleaned_data
    wanted = {"what": asked["what"], "span": asked["span"]}
    made = disclosure_of(
        patient=patient,
        clinician=access.clinician_of(request),
        consents=consents,
        purpose=asked["purpose"],
        **wanted,
    )
    record_export(patient=patient, disclosure=made, **wanted, reason=asked["reason"], save_id=asked["save_id"])
    return _file(patient, made, **wanted)


def _file(patient: Patient, made: Disclosure, what: str, span: str) -> HttpResponse:
    """The file, finished before the answer begins: what is sent later would be read outside the database's rules."""
    name, kind = FILES[What(what)]
    if what == What.SUMMARY:
        response = HttpResponse(_summary(patient, made), content_type=kind)
    else:
        response = StreamingHttpResponse(_written(patient, made, what, span).pieces(), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _written(patient: Patient, made: Disclosure, what: str, span: str) -> Squeezed:
    first, out = first_day(span, today_of(patient)), Squeezed()
    entries = in_error(Entry.objects.filter(patient=patient))
    if what == What.FHIR:
        wrong = frozenset(entries.filter(in_error=True).values_list("pk", flat=True))
        write_bundle(Copy(patient, made.at, made, first, wrong), out)
        return out
    write_entries(patient, entries.filter(date__gte=first) if first else entries, made, out)
    return out


def _summary(patient: Patient, made: Disclosure) -> bytes:
    sheet = build(patient, today=today_of(patient), scope=made.scope, own=False)
    paragraphs = (*made.notice, SELF_REPORTED)
    return pdf_of(sheet, Cover(TITLE, paragraphs, made.facts, name=made.facts[0][1]))
