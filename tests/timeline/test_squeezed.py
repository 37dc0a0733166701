"""A long text in little memory, and the same text again."""

import tracemalloc

import pytest

from timeline.squeezed import PIECE, Squeezed

LINE = '{"resourceType":"Observation","status":"final","valueInteger":7,"effectiveDateTime":"2026-03-04"},\n'


@pytest.mark.parametrize("text", ["", "ö", LINE, "\u6f22" * PIECE, LINE * 5000])
def test_what_went_in_comes_out(text):
    kept = Squeezed()
    for start in range(0, len(text), 1000):
        kept.write(text[start : start + 1000])
    assert b"".join(kept.pieces()).decode() == text


def test_no_piece_is_longer_than_one_sends_at_once():
    kept = Squeezed()
    kept.write(LINE * 50_000)
    assert max(map(len, kept.pieces())) <= PIECE


def test_fifty_megabytes_take_two():
    kept = Squeezed()
    tracemalloc.start()
    for _ in range(5000):
        kept.write(LINE * 100)
    size = sum(map(len, kept.pieces()))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 50_000_000 - 1_000_000 and most < 4_000_000
