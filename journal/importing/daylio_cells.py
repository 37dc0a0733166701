"""The cells of a Daylio export: days, times of day, lists, and notes with a little markup in them."""

import re
from datetime import date
from html import unescape

TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})\s*(?:([ap])\.?\s?m\.?)?", re.IGNORECASE)  # \s: also narrow blanks
DAY_AND_MONTH = re.compile(r"(\d{1,2})\.? ([^\W\d]{3,})|([^\W\d]{3,})\.? (\d{1,2})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
BREAKS = re.compile(r"<br\s*/?>|</(?:p|div|ul|ol|h[1-6])>", re.IGNORECASE)
BULLETS = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)
MARKUP = re.compile(r"</?(?:p|div|span|font|a|b|i|u|s|em|strong|strike|del|ul|ol|li|h[1-6])(?:\s[^<>]*)?/?>", re.I)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,10}\d{0,2});", re.IGNORECASE)
SCALE = re.compile(r"(.+): (\S.*)")
OF_MOST = re.compile(r"([\d.,]+)\s*/\s*([\d.,]+)(?:\s+\D+)?")


def minute_of(text: str) -> int | None:
    """The minute of the day in "20:39" or "8:39 pm"; None when it is neither."""
    found = TIME.fullmatch(text.strip())
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def clock(minute: int) -> str:
    """A minute of the day as a clock shows it: 20:39."""
    return f"{minute // 60}:{minute % 60:02}"


def day_in(year: str, text: str) -> date | None:
    """The day of the oldest exports, which have a year and "18 May" or "May 18"."""
    found = DAY_AND_MONTH.fullmatch(text.strip())
    if not found or not re.fullmatch(r"\d{4}", year.strip(), re.ASCII):
        return None
    number, month = (found[1], found[2]) if found[1] else (found[4], found[3])
    try:
        return date(int(year), MONTHS.index(month[:3].lower()) + 1, int(number))
    except ValueError:
        return None


def names_in(cell: str) -> list[str]:
    """The activities in a cell, each once."""
    names = (" ".join(name.split()) for name in cell.split("|"))
    return list(dict.fromkeys(name for name in names if name))


def scales_in(cell: str) -> list[tuple[str, str]]:
    """The scales in a cell: "Sleep quality: 8/10 points | Sleep time: 8:00" as names and values. What isn't written so
    is all name, so that it is seen."""
    parts = [(part, SCALE.fullmatch(part)) for part in names_in(cell)]
    return [(found[1], found[2]) if found else (part, "") for part, found in parts]


def number_of(value: str) -> tuple[str, str]:
    """The value of a scale, and the most it can be if it says so: "8/10 points" as 8 and 10."""
    found = OF_MOST.fullmatch(value)
    return (found[1], found[2]) if found else (value, "")


def plain_text(markup: str) -> str:
    """A note without its markup; line breaks stay. What only looks like markup, such as <3, stays too."""
    text = MARKUP.sub("", BULLETS.sub("\n- ", BREAKS.sub("\n", markup)))
    text = ENTITY.sub(lambda found: unescape(found[0]), text).replace("\xa0", " ").replace("\0", "")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.splitlines())).strip()
