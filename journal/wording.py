"""Answers as somebody would say them."""

from .models import Symptom

SKIPPED, UNREADABLE, NONE_OF_THESE = "skipped", "can't be read", "none of these"


def in_words(symptom: Symptom, value) -> str:
    """An answer as somebody would say it."""
    if value is None:
        return SKIPPED
    if isinstance(value, list):
        return ", ".join(str(word).lower() for word in value) or NONE_OF_THESE
    if symptom.scale == Symptom.Scale.BOOL or isinstance(value, bool):
        return {True: "yes", False: "no"}.get(value, UNREADABLE)
    if not isinstance(value, (int, float)):
        return UNREADABLE
    if symptom.scale == Symptom.Scale.ORD4:
        return symptom.choices[int(value)].lower() if 0 <= value < len(symptom.choices) else UNREADABLE
    units = {Symptom.Scale.NRS10: f" of {symptom.maximum.normalize():f}", Symptom.Scale.HOURS: " h"}
    return f"{value:g}{units.get(symptom.scale, '')}"
