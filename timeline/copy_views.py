"""Her own copies that hold more than the journal: all she wrote and answered as JSON, and the same as FHIR."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.decorators import patient_only
from accounts.models import AccessLog
from assessments.exporting import responses_document
from assessments.models import Response
from journal.exporting import diary_document

from .fhir import Copy, write_bundle
from .squeezed import Squeezed


@patient_only
@require_safe
def diary_export_json(request):
    """All she wrote and answered, as JSON."""
    patient = request.patient
    told = diary_document(patient) | responses_document(Response.objects.filter(patient=patient))
    text = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    return _taken_out(request, HttpResponse(text), "application/json", "journal.json")


@patient_only
@require_safe
def diary_export_fhir(request):
    """The same as a bundle of FHIR R4. Finished here: what is sent later would be read outside the database's rules."""
    out = Squeezed()
    write_bundle(Copy(request.patient, timezone.now()), out)
    return _taken_out(request, StreamingHttpResponse(out.pieces()), "application/fhir+json", "journal.fhir.json")


def _taken_out(request, response, kind: str, name: str):
    """A file to keep; that it was taken out is logged."""
    AccessLog.objects.record(request.user, [request.patient], AccessLog.What.EXPORT)
    response["Content-Type"] = kind
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
