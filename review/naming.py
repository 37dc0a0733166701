"""Finding patients of the caseload by what one calls them."""

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import JsonResponse

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


def suggested(request) -> JsonResponse:
    """Some names and codes for what somebody is typing (`?q=`), and a line in the log of each who is named."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    found = list(named(request.user, words).order_by("chosen_name", "pk")[:MOST]) if len(words) >= SHORTEST else []
    access.record(request, found, AccessLog.What.CASELOAD)
    return JsonResponse({"names": [{"name": each.chosen_name, "code": each.short_code} for each in found]})
