"""Words on the chart: never on one another, never cut off."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from timeline.labels import centred, place, width

NAMES = ["First week", "Weeks 2–4", "After the first month"]
RIGHT = 356.0


def placed(*edges: float):
    return place(list(zip(NAMES, edges, edges[1:], strict=False)), RIGHT)


def test_names_stand_above_their_bands_where_they_fit():
    assert [name.row for name in placed(26, 160, 340)] == [0, 0]


def test_a_narrow_band_is_named_higher_up():
    rows = {name.label.text: name.row for name in placed(26, 39, 72, 354)}
    assert rows["After the first month"] == 0
    assert rows["First week"] > rows["Weeks 2–4"] > 0


def test_a_name_at_the_right_edge_is_not_cut_off():
    last = placed(26, 96, 290, 354)[-1]
    assert (last.label.anchor, last.label.right) == ("end", RIGHT)


def test_a_centred_text_stays_between_its_limits():
    assert centred("you, day 0", 5, 4, 356).anchor == "start"
    assert centred("you, day 33", 350, 4, 356).anchor == "end"
    assert centred("14", 100, 4, 356).x == 100


@given(st.lists(st.floats(26, 354), min_size=2, max_size=4).map(sorted))
def test_no_two_names_meet_and_no_line_runs_through_a_name(edges):
    names = placed(*edges)
    assert all(name.label.left >= 0 and name.label.right <= RIGHT + 0.01 for name in names)
    for one, other in permutations(names, 2):
        assert one.row != other.row or one.label.right <= other.label.left or other.label.right <= one.label.left
        assert one.row <= other.row or not other.label.left < one.band_x < other.label.right


def test_names_that_just_fit_side_by_side_stay_apart():
    first, second = placed(26, 96, 167)
    assert second.label.left - first.label.right >= 3


def test_a_wide_text_counts_as_wider():
    assert width("WWW") > width("iii")
