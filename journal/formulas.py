"""Text that a spreadsheet would run as a formula: guarded on the way out, and the same again on the way in."""

import re

# = + - @ and their wide forms, and what may stand before them. Ours are quoted with an apostrophe, which spreadsheets
# take for "this is text"; a text that has apostrophes before such a sign gets one more, so that the way back is exact.
FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def guarded(text: str) -> str:
    """The text, safe to open in a spreadsheet."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text before `guarded`."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
