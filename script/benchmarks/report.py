"""What came out, for a person and for a program."""

import json

from .rounds import Measured

HEADINGS = ("page", "requests/s", "app ms", "database ms", "ratio", "at least")


def table(minimal: Measured, others: list[Measured]) -> str:
    """A line for each page: its rate, what a request takes of the processor, and its rate for one of `minimal`."""
    rows = [HEADINGS, *(_row(each, minimal) for each in (minimal, *others))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def _row(each: Measured, minimal: Measured) -> list[str]:
    app, database = (seconds / each.requests * 1000 for seconds in (each.app_seconds, each.database_seconds))
    at_least = "" if each.page.at_least is None else f"{each.page.at_least:.2f}"
    numbers = (f"{each.rate:.0f}", f"{app:.2f}", f"{database:.2f}", f"{each.ratio_to(minimal):.2f}", at_least)
    return [each.page.name, *numbers]


def _line(row: list[str], widths: list[int]) -> str:
    (name, first), *numbers = zip(row, widths, strict=True)
    return "  ".join([name.ljust(first), *(cell.rjust(width) for cell, width in numbers)]).rstrip()


def json_line(minimal: Measured, others: list[Measured]) -> str:
    """The ratios as one object."""
    return json.dumps({each.page.name: round(each.ratio_to(minimal), 3) for each in others})
