"""Files that can't be brought over: a clear message, and nothing changed."""

import io
import tracemalloc

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.importing.reading import MAX_BYTES, UnreadableFile, decode, read_table
from journal.models import Entry, ImportDraft
from tests.journal.diaries import SMALL, as_file, choose_file

BAD = {
    "empty": (b"", "empty"),
    "only blanks": (b" \r\n\n", "empty"),
    "only a mark": (b"\xef\xbb\xbf\n", "empty"),
    "a spreadsheet": (b"PK\x03\x04" + b"\0" * 50, "spreadsheet"),
    "an old spreadsheet": (b"\xd0\xcf\x11\xe0" + b"\0" * 50, "older spreadsheet"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "picture"),
    "NUL bytes": (b"date,Down\n2026-03-01,\0\n", "plain text"),
    "NUL letters in UTF-16": ("date,Down\n2026-03-01,\0\n".encode("utf-16"), "plain text"),
    "half a letter in UTF-16": (b"\xff\xfed\0a", "plain text"),
    "UTF-16 without its mark": (SMALL.encode("utf-16-le"), "plain text"),
    "no known letters": (b"date,Down\n2026-03-01,\x81\x8d\n", "plain text"),
    "random bytes": (bytes(range(256)), "plain text"),
    "a header only": (b"date,Down\n", "no days under them"),
    "no header": (b"2026-03-01,2\n2026-03-02,3\n", "first row holds a date"),
    "no dates": (b"when,Down\nMonday,2\nTuesday,3\n", "no column of dates"),
    "one column": (b"date\n2026-03-01\n", "only one column"),
    "a short row": (b"date,Down,Tired\n2026-03-01,1,2\n2026-03-02,1\n", "Row 3 has 2 cells, but the first row has 3"),
    "a long row": (b"date,Down\n2026-03-01,1,2\n", "Row 2 has 3 cells"),
    "an open quote": (b'date,Note\n2026-03-01,"never closed\n', "Row 2 can&#x27;t be read: a quotation mark"),
    "too many rows": (b"date,n\n" + b"a,b\n" * 20_001, "more than 20,000 rows"),
    "too many columns": (b",".join([b"date"] * 101) + b"\n", "101 columns"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_gets_a_clear_message_and_changes_nothing(as_patient, kind):
    content, message = BAD[kind]
    answer = choose_file(as_patient, content)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not ImportDraft.objects.exists() and not Entry.objects.exists()


def test_no_file_at_all_gets_a_message(as_patient):
    answer = as_patient.post(reverse("diary_import"), {})
    assert answer.status_code == 422
    assert "Please choose a file first." in answer.content.decode()


class Endless(io.RawIOBase):
    """A request that begins with `start` and goes on, made as it is read."""

    def __init__(self, start: bytes):
        self.start = start

    def read(self, size=-1):
        piece, self.start = self.start[:size], self.start[size:]
        return piece + b"0" * (size - len(piece))


def test_a_file_of_fifty_megabytes_is_refused_and_never_held_in_memory(as_patient):
    start = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ndate,Down\n'
    sent = {"PATH_INFO": reverse("diary_import"), "REQUEST_METHOD": "POST", "wsgi.input": Endless(start)}
    sent |= {"CONTENT_LENGTH": str(50 * 1024**2), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    tracemalloc.start()
    answer = as_patient.request(**sent)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 422 and "larger than 5 MB" in answer.content.decode()
    assert most < 8 * 1024**2


def test_a_file_just_over_the_limit_is_refused(as_patient):
    answer = choose_file(as_patient, SMALL.encode() + b"\n" * MAX_BYTES)
    assert answer.status_code == 422
    assert "larger than 5 MB" in answer.content.decode()


def test_an_upload_is_never_written_to_disk(as_patient, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "missing")
    rows = "".join(f"2026-03-{1 + n % 28:02},{'x' * 500}\n" for n in range(8_000))
    assert choose_file(as_patient, "date,Note\n" + rows).status_code == 302


def test_a_bad_file_leaves_the_one_that_waits(as_patient):
    choose_file(as_patient)
    assert choose_file(as_patient, b"%PDF").status_code == 422
    assert ImportDraft.objects.get().text == SMALL


def test_another_file_takes_the_place_of_the_one_that_waits(as_patient):
    choose_file(as_patient)
    choose_file(as_patient, "day;mood\n1.3.2026;4\n")
    assert ImportDraft.objects.get().text == "day;mood\n1.3.2026;4\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"], ids=["plain", "with a mark", "wide", "western"]
)
def test_letters_are_read_however_they_were_stored(encoding):
    text, _ = decode("date,Café\n2026-03-01,“süß”\n".encode(encoding))
    assert text == "date,Café\n2026-03-01,“süß”\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_cells_may_be_parted_in_three_ways_and_rows_too(delimiter, ending):
    text = delimiter.join(["date", "Down", "Note"]) + ending + delimiter.join(["2026-03-01", "1", '"a, b; c"']) + ending
    table = read_table(text)
    assert table.header == ("date", "Down", "Note")
    assert table.rows == ((2, ["2026-03-01", "1", "a, b; c"]),)


def test_rows_are_counted_as_a_spreadsheet_counts_them():
    table = read_table('date,Note\n2026-03-01,"two\nlines"\n\n,\n2026-03-04,x\n')
    assert [number for number, _ in table.rows] == [2, 5]


def test_columns_without_a_name_or_with_the_same_get_one_of_their_own():
    assert read_table("date,Pain,,Pain\n1,2,3,4\n").header == ("date", "Pain", "Column 3", "Pain (column 4)")


def test_empty_cells_past_the_last_column_do_no_harm():
    assert read_table("sep=,\ndate,Down,,\n2026-03-01,2,,\n").rows == ((2, ["2026-03-01", "2"]),)


@given(st.binary(max_size=300))
def test_any_bytes_become_a_table_or_a_message(data):
    try:
        table = read_table(decode(data)[0])
    except UnreadableFile as why:
        assert why.message.endswith(".") and why.code
    else:
        assert all(len(cells) == len(table.header) for _, cells in table.rows)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=200), st.binary(max_size=80).map(lambda tail: SMALL.encode() + tail)))
def test_any_bytes_are_answered(as_patient, data):
    answer = as_patient.post(reverse("diary_import"), {"file": as_file(data)})
    assert answer.status_code in (302, 422)
    assert as_patient.get(reverse("diary_import_columns")).status_code in (200, 302)
