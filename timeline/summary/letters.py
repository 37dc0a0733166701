"""Which letters a PDF can show: those of the fonts inside typst. It refuses to write an accessible file with any other.

A letter that it hasn't is shown as a box, so that nothing is left out unseen. What only steers a line (marks that turn
its direction, for one) is left out, as it could turn around what stands beside it.
"""

import re
import unicodedata

BOX = "□"
# By script, as (first, last); a test makes a file of each single one.
SHOWN = (
    (0x20, 0x7E), (0xA0, 0x377), (0x37A, 0x37F), (0x384, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1), (0x3A3, 0x484),
    (0x487, 0x4FF), (0x531, 0x556), (0x559, 0x58A),  # Latin, Greek, Cyrillic, Armenian
    (0x5D0, 0x5EA), (0x60C, 0x60C), (0x61B, 0x61B), (0x61F, 0x61F), (0x621, 0x63A), (0x640, 0x655), (0x660, 0x66D),
    (0x67E, 0x67E), (0x686, 0x686), (0x698, 0x698), (0x6A9, 0x6A9), (0x6AF, 0x6AF), (0x6BE, 0x6BE), (0x6CC, 0x6CC),
    (0x6F0, 0x6F9),  # Hebrew; Arabic, Persian
    (0x10D0, 0x10FF), (0x1E00, 0x1F15),  # Georgian, Vietnamese
    (0x2010, 0x2027), (0x2030, 0x2040), (0x2044, 0x2052), (0x2070, 0x2071), (0x2074, 0x208E), (0x20A0, 0x20C0),
    (0x2100, 0x211E), (0x2126, 0x2151), (0x2153, 0x2184), (0x2190, 0x23FF), (0x25A0, 0x262F), (0x2638, 0x268B),
    (0x2764, 0x2767),  # signs
)  # fmt: skip
JOINERS = "\u200c\u200d"  # letters of one script are shaped by them
MARKS = frozenset(["Mn", "Mc", "Me", "Cf"])
LONG_WORD = re.compile(r"\S{24}(?=\S)")
MAY_BREAK = "\u200b"


def as_shown(text: str) -> str:
    """`text` with the letters a file can show, and places where long words may break."""
    told = "".join(map(_as_shown, unicodedata.normalize("NFC", text)))
    return LONG_WORD.sub(lambda found: found[0] + MAY_BREAK, told)


def without_marks(text: str) -> str:
    """The same without what is set above, below or between letters: heaps of it can't be shown even where each can."""
    return "".join(letter for letter in as_shown(text) if unicodedata.category(letter) not in MARKS)


def lacks(text: str) -> bool:
    """Whether a letter of `text` would be a box."""
    return any(_as_shown(letter) == BOX != letter for letter in unicodedata.normalize("NFC", text))


def _as_shown(letter: str) -> str:
    if letter == "\n" or letter in JOINERS:
        return letter
    if any(first <= ord(letter) <= last for first, last in SHOWN):
        return letter
    return "" if unicodedata.category(letter) in MARKS | {"Cc"} else BOX
