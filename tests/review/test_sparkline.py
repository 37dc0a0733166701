"""Fourteen days as a line, with gaps, and the same in words."""

from review.sparkline import Sparkline


def test_neighbouring_days_are_joined_and_gaps_are_left_open():
    line = Sparkline("Craving", (1, 2, None, 3, 4)).line
    assert line.count("M") == 2
    assert line.count("L") == 2


def test_a_day_without_an_answer_has_no_dot():
    assert Sparkline("Craving", (None, 0, None)).dots.count("M") == 1


def test_nought_is_an_answer_at_the_bottom_and_ten_at_the_top():
    assert Sparkline("Craving", (0, 10)).line == "M3.0 25.0L93.0 3.0"


def test_the_words_tell_span_and_newest():
    told = Sparkline("Craving", (3, None, 7.5, 5)).words
    assert told == "Craving, last 4 days: 3 answers, 3 to 7.5, newest 5"


def test_the_words_say_when_there_is_nothing():
    assert Sparkline("Low mood", (None, None)).words == "Low mood, last 2 days: no answers"
