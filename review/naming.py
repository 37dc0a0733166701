"""Finding patients of the caseload by what one calls them."""

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import JsonResponse
from django.urls import reverse
from django.utils.html import format_html

from accounts.models import AccessLog, Patient

from . import access

SHORTEST, MOST = 2, 8  # letters, and names that are suggested
LONGEST = 60
CODE_LETTERS = 6


def named(viewer, words: str) -> QuerySet:
    """Those whom `viewer` may see and whose name holds `words`, or whose code begins with them."""
    letters = "".join(filter(str.isalnum, words)).lower()[:CODE_LETTERS]
    rows = Patient.objects.visible_to(viewer).annotate(letters=Cast("code", TextField()))
    with_code = Q(letters__startswith=letters) if letters else Q()
    return rows.filter(Q(chosen_name__icontains=words) | with_code)


def linked(patient: Patient) -> str:
    """Name and code, leading to the patient's page. A code never breaks over two lines."""
    page, name = reverse("admin:accounts_patient_change", args=[patient.pk]), patient.chosen_name or "no name given"
    return format_html('<a href="{}">{}</a> · <span class="number">{}</span>', page, name, patient.short_code)


def apart(words: str, patient: Patient) -> str:
    """`words` of a link, and for who hears the links alone, whose it is: many rows of a list say the same."""
    name = patient.chosen_name or patient.short_code
    return format_html('{}<span class="visually-hidden">, {}</span>', words, name)


def suggested(request) -> JsonResponse:
    """Some names and codes for what somebody is typing (`?q=`), and a line in the log of each who is named."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    found = list(named(request.user, words).order_by("chosen_name", "pk")[:MOST]) if len(words) >= SHORTEST else []
    access.record(request, found, AccessLog.What.CASELOAD)
    return JsonResponse({"names": [{"name": each.chosen_name, "code": each.short_code} for each in found]})
