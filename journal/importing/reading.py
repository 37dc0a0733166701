"""A file's bytes as a table of words. What can't be one raises `UnreadableFile`, which says what to do about it."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 20_000  # more than fifty years of days
MAX_COLUMNS = 100
MAX_CELLS = 300_000  # 20,000 days with 15 columns; more would keep others waiting
DELIMITERS = (",", ";", "\t")
SHOWN_ROWS = 5

UTF8, UTF16, WESTERN = "utf-8", "utf-16", "cp1252"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
KINDS = (
    (b"PK\x03\x04", "a spreadsheet or a zip file"),
    (b"\xd0\xcf\x11\xe0", "an older spreadsheet or document"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file"),
    (b"SQLite format 3", "a database"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n")  # how some spreadsheets name their separator
SAVE_AS_CSV = "Open your diary where you keep it, save or export it as CSV, and choose that file."


class UnreadableFile(ValueError):
    """Why a file can't be brought over, in words for the person who chose it. `code` is for tests and forms."""

    def __init__(self, message: str, code: str):
        super().__init__(message)
        self.message, self.code = message, code


@dataclass(frozen=True)
class Table:
    """The names in the first row, and each further row with its number as a spreadsheet counts it."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]

    def column(self, number: int) -> list[str]:
        """The cells of a column, from the top."""
        return [cells[number] for _, cells in self.rows]


def decode(data: bytes) -> tuple[str, str]:
    """The text and how its letters were read: UTF-8, UTF-16, or else a guess (`WESTERN`)."""
    if not data.strip():
        raise UnreadableFile("This file is empty. Please choose another one.", "empty")
    for mark, kind in KINDS:
        if data.startswith(mark):
            raise UnreadableFile(f"This looks like {kind}, not a CSV file. {SAVE_AS_CSV}", "kind")
    for encoding in [UTF16] if data.startswith(UTF16_MARKS) else [UTF8, WESTERN]:
        try:
            text = data.decode("utf-8-sig" if encoding == UTF8 else encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not (encoding == WESTERN and CONTROL.search(text)):
            return text, encoding
    raise UnreadableFile(f"This file isn't plain text, so it can't be read as a diary. {SAVE_AS_CSV}", "not_text")


def read_table(text: str) -> Table:
    """The table in `text`. Commas, semicolons or tabs may stand between the cells."""
    named = SEPARATOR_LINE.match(text)
    delimiter = named[1] if named and named[1] in DELIMITERS else _delimiter(text)
    records = _records(text[named.end() :] if named else text, delimiter)
    _, header = next(records, (0, []))
    header = [name.strip() for name in header]
    while header and not header[-1]:
        header.pop()
    _check_header(header)
    most = min(MAX_ROWS, MAX_CELLS // len(header))
    rows = []
    for number, cells in records:
        if len(rows) == most:
            message = f"This file has more than {most:,} rows. Please bring it over in parts."
            raise UnreadableFile(message, "too_many_rows")
        rows.append((number, cells))
    if not rows:
        raise UnreadableFile("This file has names of columns, but no days under them.", "no_rows")
    return Table(_names(header), _even(rows, len(header)))


def _delimiter(text: str) -> str:
    """What parts the first row into most cells."""
    return max(DELIMITERS, key=lambda delimiter: _width(text, delimiter))


def _width(text: str, delimiter: str) -> int:
    try:
        return len(next(_records(text, delimiter), (0, []))[1])
    except UnreadableFile:
        return 0


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, with their numbers, from 1."""
    number = 0
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, cells in enumerate(rows, start=1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error:
        raise UnreadableFile(
            f"Row {number + 1} can't be read: a quotation mark (\") is missing or stands in the wrong place.", "quotes"
        ) from None


def _check_header(header: list[str]) -> None:
    if not header:
        raise UnreadableFile("This file is empty. Please choose another one.", "empty")
    if len(header) == 1:
        raise UnreadableFile(
            "We find only one column here. A diary needs a column with dates and one or more beside it, "
            "with a comma, semicolon or tab between them.",
            "one_column",
        )
    if len(header) > MAX_COLUMNS:
        raise UnreadableFile(
            f"This file has {len(header)} columns. We can read up to {MAX_COLUMNS}. Please take some out.",
            "too_many_columns",
        )


def _names(header: list[str]) -> tuple[str, ...]:
    """A name of its own for every column."""
    names = []
    for number, name in enumerate(header, start=1):
        names.append(f"{name} (column {number})" if name in names else name or f"Column {number}")
    return tuple(names)


def _even(rows: list[tuple[int, list[str]]], width: int) -> tuple[tuple[int, list[str]], ...]:
    """The rows, all of one length. In a row that isn't, nobody can tell which cell belongs to which column."""
    uneven = [(number, cells) for number, cells in rows if len(cells) < width or any(map(str.strip, cells[width:]))]
    if uneven:
        (number, cells), more = uneven[0], [str(number) for number, _ in uneven[1 : SHOWN_ROWS + 1]]
        also = f" The same goes for row {', '.join(more)}" if more else ""
        rest = f" and {len(uneven) - 1 - SHOWN_ROWS:,} more" if len(uneven) - 1 > SHOWN_ROWS else ""
        raise UnreadableFile(
            f"Row {number} has {_count(cells)}, but the first row has {width}. Every row needs the same number."
            f"{also}{rest}{'.' if also else ''}",
            "uneven",
        )
    return tuple((number, cells[:width]) for number, cells in rows)


def _count(cells: list[str]) -> str:
    return "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
