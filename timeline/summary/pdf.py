"""A summary as one A4 page, with a cover before it where somebody else takes it out: tagged, and made to the rules
of PDF/UA-1.

Everything reaches the page as data (JSON in `sys.inputs`), so that nothing anybody wrote is ever read as markup. typst
works on threads of its own from its first page on: never make one before a process is forked.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import typst

from .letters import BOX, as_shown, without_marks
from .shapes import Cover, Section, Summary

FOLDER = Path(__file__).parent.parent / "typst"
PAGE = FOLDER / "summary.typ"
ACCESSIBLE = ["ua-1"]
BOXES = f"{BOX} stands for a letter that this file can't show."
Letters = Callable[[str], str]


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Those inside typst, and none of the machine's: a page looks the same wherever it is made."""
    return typst.Fonts(include_system_fonts=False)


def pdf_of(summary: Summary, cover: Cover | None = None) -> bytes:
    """The file. Letters its fonts lack are boxes; marks on letters go when typst can't set them."""
    try:
        return page_in(summary, as_shown, cover)
    except typst.TypstError:
        return page_in(summary, without_marks, cover)


def page_in(summary: Summary, letters: Letters, cover: Cover | None = None) -> bytes:
    """The file, with every text in these letters. Raises TypstError when typst can't show them."""
    told = {"sheet": json.dumps(_data(summary, letters, cover))}
    # One compiler a page: it keeps what it is given, and two threads must not share that.
    compiler = typst.Compiler(str(PAGE), root=str(FOLDER), font_paths=_fonts(), sys_inputs=told)
    return compiler.compile(format="pdf", pdf_standards=ACCESSIBLE)


def _data(summary: Summary, letters: Letters, cover: Cover | None) -> dict:
    whole = {"dates": summary.dates, "standing": summary.standing, "sections": list(map(_section, summary.sections))}
    whole["cover"] = asdict(cover) if cover else None
    told = _lettered(whole, letters)
    return told | {"boxes": BOXES if str(told).count(BOX) > str(whole).count(BOX) else ""}


def _section(section: Section) -> dict:
    return asdict(section) | {"wide": section.is_wide, "heading": section.is_heading}


def _lettered(value, letters: Letters):
    """`value` with every text in it shown in these letters."""
    if isinstance(value, str):
        return letters(value)
    if isinstance(value, dict):
        return {key: _lettered(each, letters) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_lettered(each, letters) for each in value]
    return value
