"""Writes docs/fhir/ anew, after a question or a kind of consent was added."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand

from timeline.fhir.code_systems import NAMES, code_system

FOLDER = settings.BASE_DIR / "docs" / "fhir"


def text_of(name: str) -> str:
    """The file of one code system."""
    return json.dumps(code_system(name), ensure_ascii=False, indent=1) + "\n"


class Command(BaseCommand):
    """manage.py write_code_systems"""

    help = "Write our own FHIR codes to docs/fhir/."

    def handle(self, *args, **options):
        """One file a system."""
        for name in NAMES:
            (FOLDER / f"CodeSystem-{name}.json").write_text(text_of(name), encoding="utf-8")
