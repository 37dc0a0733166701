"""The measure itself: what it lets pass, and what it doesn't."""

import pytest

from tests.closing import close

from .sound import unsound

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><html lang="en"><title>Page</title><body style="margin: 0"><main><h1>Page</h1>{}</main>"""
LINK = '<a href="/" style="display: inline-block; color: black; width: {}px; height: {}px">Go</a>'
CELL = (
    '<fieldset class="scale"><legend>How?</legend><label style="display: block; height: {}px">'
    '1 <input type="radio"></label></fieldset>'
)


@pytest.fixture
def found(chromium):
    """found(html): what is unsound on a page with it."""
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    yield lambda html: page.set_content(PAGE.format(html)) or unsound(page)
    close(page)


@pytest.mark.parametrize(
    "html", [LINK.format(24, 24), CELL.format(44), "<p>A sentence with <a href='/'>a link</a> in it.</p>"]
)
def test_what_is_sound_passes(found, html):
    assert found(html) == []


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (LINK.format(60, 23), "60 by 23"),
        (LINK.format(23, 60), "23 by 60"),
        (CELL.format(43), "by 43"),
        ("<p><a href='/' style='line-height: 1'>Alone</a></p>", "Alone"),
        ("<img src='data:,'>", "image-alt"),
        ("<div style='width: 340px'>Wide</div>", "sideways"),
    ],
)
def test_what_is_not_is_named(found, html, said):
    assert any(said in each for each in found(html)), found(html)
