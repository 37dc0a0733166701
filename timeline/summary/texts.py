"""Words of hers on a page that has an end: lines kept where they help, and cut where they would push out the rest."""

QUESTION_LINES = 6
NOTE_SHOWN = 240  # characters; three notes of that length, and all else there can be, fill one page
CUT = "…"


def lines(text: str, most: int = QUESTION_LINES) -> str:
    """`text` without empty lines; what goes past `most` lines is put on the last one."""
    told = [" ".join(line.split()) for line in text.splitlines()]
    told = [line for line in told if line]
    return "\n".join([*told[: most - 1], " ".join(told[most - 1 :])]) if len(told) > most else "\n".join(told)


def beginning(text: str, most: int = NOTE_SHOWN) -> str:
    """The beginning of `text` as one line, cut after a word where that is near."""
    told = " ".join(text.split())
    if len(told) <= most:
        return told
    cut = told[:most]
    word_ends = cut.rfind(" ")
    return f"{(cut[:word_ends] if word_ends > most - 40 else cut).rstrip()}{CUT}"
