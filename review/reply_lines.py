"""The lines that clinicians may reply with, as they ship."""

import json
from pathlib import Path

from .models import ReplyTemplate

FILE = Path(__file__).parent / "data" / "replies.json"


def load() -> int:
    """Put them into an empty table; how many. Once there is a line, all of them are an administrator's."""
    if ReplyTemplate.objects.exists():
        return 0
    lines = json.loads(FILE.read_text())["lines"]
    return len(
        ReplyTemplate.objects.bulk_create(
            ReplyTemplate(text=text, position=place) for place, text in enumerate(lines, start=1)
        )
    )
