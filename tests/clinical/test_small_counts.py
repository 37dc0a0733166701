"""Counts that could be about one person aren't told, and can't be worked out."""

import pytest

from clinical.small_counts import FEW, hidden, told


@pytest.mark.parametrize(("count", "words"), [(0, "0"), (1, FEW), (4, FEW), (5, "5"), (1234, "1,234")])
def test_one_to_four_are_few(count, words):
    assert told(count) == words


def test_many_of_few_people_are_few():
    assert told(30, people=4) == FEW
    assert told(30, people=5) == "30"


@pytest.mark.parametrize(
    ("counts", "people", "places"),
    [
        ([9, 8, 7], [9, 8, 7], set()),
        ([9, 3, 7], [9, 3, 7], {1, 2}),
        ([9, 3, 0], [9, 3, 0], {0, 1}),
        ([9, 3, 2], [9, 3, 2], {1, 2}),
        ([0, 3, 0], [0, 3, 0], {1}),
        ([20, 30, 6], [9, 2, 6], {1, 2}),
    ],
)
def test_one_alone_takes_the_smallest_other_with_it(counts, people, places):
    assert hidden(counts, people) == places
