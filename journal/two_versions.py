"""Two versions of one day: shown side by side, and she says which one holds."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.decorators import patient_only

from .catalogue import catalogue
from .models import Entry, HeldSave, Symptom
from .services import settle
from .tagging import Chips, Kind
from .wording import in_words

NOT_SAID = "not asked"


def show_both(request, entry: Entry, held: HeldSave, status: int = 200):
    """The saved entry beside what came on top of it, where they differ."""
    context = {"entry": entry, "held": held, "rows": differences(entry, held), "tab": "today"}
    return render(request, "journal/both.html", context, status=status)


def differences(entry: Entry, held: HeldSave) -> list[tuple[str, str, str]]:
    """Where the two differ: (what, as it is saved, as it would be), in words."""
    told = held.told
    after = entry.ratings | told["ratings"]
    symptoms = [symptom for symptom in catalogue().symptoms if symptom.code in after]
    rows = [(each.label, _said(each, entry.ratings), _said(each, after)) for each in symptoms]
    chips = Chips(entry.patient)
    for kind, name in ((Kind.TRIGGER, "triggers"), (Kind.COPING, "coping")):
        if told[name] is not None:
            pair = (_tags(chips, getattr(entry, name)), _tags(chips, told[name]))
            rows.append((kind.label.capitalize(), *pair))
    rows.append(("Your line", entry.note or "–", told["note"] or "–"))
    return [row for row in rows if row[1] != row[2]]


def _said(symptom: Symptom, ratings: dict) -> str:
    return in_words(symptom, ratings[symptom.code]) if symptom.code in ratings else NOT_SAID


def _tags(chips: Chips, codes: list[str]) -> str:
    return ", ".join(chips.words(code) for code in codes) or "–"


@patient_only
@require_POST
def entry_choose(request, day):
    """She has seen both."""
    held = get_object_or_404(HeldSave, patient=request.patient, date=day, client_id=_uuid(request.POST.get("held", "")))
    take = request.POST.get("take") == "1"
    settle(patient=request.patient, held=held, take=take)
    messages.success(request, "Kept as you chose. The other version is still there, under “Your days”.")
    return redirect("entry_saved", day=day)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
