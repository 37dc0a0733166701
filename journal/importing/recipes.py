"""What she chose for a kind of file, kept for the next one like it."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Patient
from journal.models import ImportRecipe

MOST_KEPT = 10


def fingerprint_of(header: Sequence[str]) -> str:
    """What stands for a first row, and doesn't tell it."""
    names = "\n".join(name.casefold() for name in header)
    return salted_hmac("journal.importing.header", names, algorithm="sha256").hexdigest()


def recipe_for(patient: Patient, header: Sequence[str]) -> ImportRecipe | None:
    """What she chose the last time for a file with this first row."""
    return ImportRecipe.objects.filter(patient=patient, fingerprint=fingerprint_of(header)).first()


def keep(patient: Patient, header: Sequence[str], settings: dict) -> None:
    """Keep `settings` for the next file with this first row, and no more than the newest few of all."""
    fields = {"settings": settings, "updated_at": timezone.now()}
    ImportRecipe.objects.update_or_create(patient=patient, fingerprint=fingerprint_of(header), defaults=fields)
    hers = ImportRecipe.objects.filter(patient=patient)
    newest = hers.order_by("-updated_at", "-pk").values_list("pk", flat=True)[:MOST_KEPT]
    hers.exclude(pk__in=list(newest)).delete()


def forget(patient: Patient, header: Sequence[str] | None = None) -> int:
    """Forget what was kept for files with this first row, or for all; how many that were."""
    kept = ImportRecipe.objects.filter(patient=patient)
    if header is not None:
        kept = kept.filter(fingerprint=fingerprint_of(header))
    return kept.delete()[0]
