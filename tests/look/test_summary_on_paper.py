"""The visit summary as a browser prints it: one A4 page, whatever is in it."""

import random

import pytest
from django.template.loader import render_to_string

from tests.timeline.visits import longest, opened
from timeline.summary import Summary
from timeline.summary.paper import fullness

pytestmark = pytest.mark.browser
STYLE = '<link rel="stylesheet" href="/static/summary.css">'


def printed(look, summary: Summary) -> list[str]:
    """The words of each page."""
    given = {"sheet": summary, "fullness": fullness(summary.sections)}
    page = look(STYLE + render_to_string("timeline/_sheet.html", given))
    pages = opened(page.pdf(format="A4", prefer_css_page_size=True)).pages
    return [" ".join(each.extract_text().split()) for each in pages]


@pytest.mark.parametrize("letter", ["W", "n", "b ", "あ"])
def test_the_longest_summary_there_can_be_is_printed_on_one_page(look, letter):
    [page] = printed(look, longest(letter))
    assert page.endswith("It is not a diagnosis.")


@pytest.mark.parametrize("seed", range(8))
def test_so_is_any_part_of_it(look, seed):
    pick = random.Random(seed)
    whole = longest(pick.choice(["word ", "W", "n", "mm "]))
    chosen = pick.sample(whole.codes, pick.randint(1, len(whole.codes)))
    sheet = whole.only(chosen)
    assert len(printed(look, sheet)) == 1


def test_only_the_summary_is_printed(look):
    [page] = printed(look, longest("b ").only(["written"]))
    assert "Name:" in page and "Written on" in page
    assert not any(word in page for word in ("Help now", "Today", "Leave this page", "Not watched live"))


def test_a_page_with_little_on_it_is_not_set_small():
    assert fullness(longest("b ").only(["written", "use", "where", "scores"]).sections) == ""
    assert fullness(longest("W").sections) == "crammed"
