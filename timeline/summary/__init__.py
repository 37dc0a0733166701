"""Four weeks on one page, for the next appointment: what she keeps, and what she hands over.

`reading` asks the database, `builder` makes sections of it in the words of `words`; `shapes` are what a page, a sheet
of paper (`timeline/typst/summary.typ` by `pdf`) and a test get. A sheet that is handed over is the whole one with
sections left out: it can't say more than was ticked.
"""

from .builder import build
from .pdf import pdf_of
from .shapes import Cover, Fact, Note, Section, Summary

__all__ = ["Cover", "Fact", "Note", "Section", "Summary", "build", "pdf_of"]
