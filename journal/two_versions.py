"""Two versions of one day: shown side by side, and she says which one holds."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.decorators import patient_only
from accounts.saving import revision_or_none

from .catalogue import catalogue
from .models import Entry, HeldSave, OwnTag
from .services import NewerVersion, Told, settle
from .versions import Change, changes
from .wording import tag_words


def show_both(request, entry: Entry, held: HeldSave, status: int = 200):
    """The saved entry beside what came on top of it, where they differ."""
    context = {"entry": entry, "held": held, "rows": differences(entry, held), "tab": "today"}
    return render(request, "journal/both.html", context, status=status)


def differences(entry: Entry, held: HeldSave) -> list[Change]:
    """Where the two differ: (what, as it is saved, as it would be), in words."""
    known, told = catalogue(), held.told
    after = Entry(patient_id=entry.patient_id, date=entry.date, same_as=entry.same_as)
    for name, value in Told(**told).on(entry).items():
        setattr(after, name, value)
    words = tag_words(known.tags, OwnTag.objects.filter(patient=entry.patient_id))
    rows = [*changes(entry, after, known.symptoms, words), ("Your line", entry.note or "–", after.note or "–")]
    return [row for row in rows if row[1] != row[2]]


@patient_only
@require_POST
def entry_choose(request, day):
    """She has seen both; unless the day was saved once more meanwhile. Then she is shown both again."""
    held = get_object_or_404(HeldSave, patient=request.patient, date=day, client_id=_uuid(request.POST.get("held", "")))
    take, seen = request.POST.get("take") == "1", revision_or_none(request.POST.get("seen"))
    try:
        settle(patient=request.patient, held=held, take=take, seen=seen)
    except NewerVersion as newer:
        return show_both(request, newer.entry, held, status=409)
    messages.success(request, "Kept as you chose. The other version is still there, under “Your days”.")
    return redirect("entry_saved", day=day)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
