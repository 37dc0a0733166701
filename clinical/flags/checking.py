"""Whether the numbers an administrator wants for a rule make sense, before they become a version."""

from collections.abc import Mapping

from .rules import RULES

# Pairs of which the second may not be smaller than the first.
_IN_ORDER = (
    ("days", "window_days", "“{0}” can't be more than “{1}”."),
    ("attention_days", "window_days", "“{0}” can't be more than “{1}”."),
    ("minimum_entries", "window_days", "“{0}” can't be more than “{1}”."),
    ("answer_from", "urgent_from", "“{0}” can't be above “{1}”."),
    ("total_from", "soon_from", "“{0}” can't be above “{1}”."),
    ("previous_from_days", "previous_to_days", "“{0}” can't be more than “{1}”."),
)


def problems(code: str, numbers: Mapping[str, float]) -> dict[str, str]:
    """What is wrong, in words, by the name of the number; empty when all is well. Every number of the rule must be
    there, and no other. Raises KeyError for a rule there isn't."""
    known = {number.name: number for number in RULES[code].numbers}
    found = {name: "This rule has no such number." for name in numbers.keys() - known.keys()}
    for name, number in known.items():
        value = numbers.get(name)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            found[name] = "Please give a number."
        elif not number.lowest <= value <= number.highest:
            found[name] = f"Please give a number from {number.lowest:g} to {number.highest:g}."
        elif "days" in name and value % 1:
            found[name] = "Please give whole days."
    if found:
        return found
    for low, high, words in _IN_ORDER:
        if low in numbers and high in numbers and numbers[low] > numbers[high]:
            found[low] = words.format(known[low].words, known[high].words)
    return found
