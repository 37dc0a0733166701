"""The cells of Daylio's files: times, days, scales, and notes with markup."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.importing.daylio_cells import clock, day_in, minute_of, names_in, number_of, plain_text, scales_in


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("20:39", "20:39"), ("8:39 pm", "20:39"), ("8:39\u202fPM", "20:39"), ("12:05 am", "0:05"), ("7.05", "7:05"),
        ("12:30 p.m.", "12:30"),
    ],
)  # fmt: skip
def test_times_are_read_by_either_clock(text, shown):
    assert clock(minute_of(text)) == shown


@pytest.mark.parametrize("text", ["", "evening", "24:00", "13:00 pm", "0:10 am", "12:60", "8:39 xm"])
def test_what_is_no_time_is_none(text):
    assert minute_of(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("18 May", (5, 18)), ("May 18", (5, 18)), ("29. February", (2, 29)), ("Sept 3", (9, 3)), ("3 mars", (3, 3))],
)
def test_days_beside_a_year_are_read(text, day):
    assert day_in("2016", text) == date(2016, *day)


@pytest.mark.parametrize("text", ["", "30 February", "May", "18", "18 Moo", "2016-05-18"])
def test_what_is_no_day_is_none(text):
    assert day_in("2016", text) is None


def test_a_name_stands_once_and_without_needless_blanks():
    assert names_in("gym |  movies  / tv|gym | ") == ["gym", "movies / tv"]
    assert names_in("") == []


def test_scales_are_names_with_values():
    found = scales_in("Sleep: quality: 8/10 points | Sleep time:\xa08:00 | unclear | Stress: 2")
    assert found == [("Sleep: quality", "8/10 points"), ("Sleep time", "8:00"), ("unclear", ""), ("Stress", "2")]
    assert [number_of(value) for value in ("8/10 points", "3 / 5", "8:00", "2")] == [
        ("8", "10"), ("3", "5"), ("8:00", ""), ("2", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("one<br>two<br/>three<BR />four", "one\ntwo\nthree\nfour"),
        ("<p>one</p><p><b>two</b></p>", "one\ntwo"),
        ('Never<span style="color: red">mind</span>', "Nevermind"),
        ("To do:<ul><li>one</li><li>two</li></ul>then", "To do:\n- one\n- two\nthen"),
        ("Tea &amp; cake &lt;3 &#228; &#xE4; &quot;x&quot;", 'Tea & cake <3 ä ä "x"'),
        ("I <3 you, a < b > c & d &copy=1 &unknown;", "I <3 you, a < b > c & d &copy=1 &unknown;"),
        ("a<br><br><br><br>b", "a\n\nb"),
        ("x &#0; y", "x \ufffd y"),
    ],
)
def test_a_note_loses_its_markup_and_nothing_else(markup, text):
    assert plain_text(markup) == text


@given(st.text())
def test_any_note_becomes_text_that_can_be_kept(markup):
    assert "\0" not in plain_text(markup)
    assert plain_text(plain_text(markup).replace("&", "")) is not None
