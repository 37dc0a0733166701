"""The little that an article needs of layout: paragraphs, headings and points. Nothing in it can become markup."""

import re
from typing import NamedTuple

HEADING, POINT = "## ", "- "
ADDRESS = re.compile(r"\s+(https://\S+)$")


class Part(NamedTuple):
    """A piece of an article: its kind ("heading", "paragraph" or "points") and its lines."""

    kind: str
    lines: list[str]


class Source(NamedTuple):
    """What an article rests on; "" when it has no web address."""

    name: str
    url: str


def parts(text: str) -> list[Part]:
    """The text in pieces. A blank line ends a paragraph; points that follow each other are one list."""
    found: list[Part] = []
    ended = True
    for line in map(str.strip, text.splitlines()):
        kind, words = _read(line)
        if words and not ended and kind != "heading" and found[-1].kind == kind:
            joined = [f"{found[-1].lines[-1]} {words}"] if kind == "paragraph" else [*found[-1].lines, words]
            found[-1] = Part(kind, joined)
        elif words:
            found.append(Part(kind, [words]))
        ended = not words
    return found


def _read(line: str) -> tuple[str, str]:
    if line.startswith(HEADING):
        return "heading", line.removeprefix(HEADING)
    if line.startswith(POINT):
        return "points", line.removeprefix(POINT)
    return "paragraph", line


def source(line: str) -> Source:
    """A line as it stands in the row: a name, and perhaps an https address behind it."""
    found = ADDRESS.search(line)
    return Source(line[: found.start()], found[1]) if found else Source(line, "")
