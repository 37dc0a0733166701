"""The closer look and its letter in a real browser: sound, by keyboard, without a script, on paper."""

import pytest

from recovery_tracker.demo.cast import PASSWORD
from tests.browser.sound import unsound

pytestmark = [pytest.mark.browser, pytest.mark.server]
CLOSER, LETTER = "/timeline/closer/", "/timeline/closer/letter/"


@pytest.fixture
def callum(visit, demo):
    """Somebody with bladder trouble that is still there."""

    def arrived(path, **options):
        him = visit(demo, **options)
        him.log_in("callum", PASSWORD)
        him.go(path)
        return him

    return arrived


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [CLOSER, LETTER])
def test_both_pages_are_sound(callum, path, scheme):
    him = callum(path, color_scheme=scheme)
    him.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert unsound(him.page) == []
    assert (him.wrong, him.strangers) == ([], set())


SIZE = "each => parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().a"
OVER = """each => { const [word, picture] = [each, each.ownerSVGElement].map(it => it.getBoundingClientRect());
          return Math.max(picture.left - word.left, word.right - picture.right) }"""


def test_the_words_in_the_pictures_are_eleven_pixels_high_and_inside(callum):
    page = callum(CLOSER).page
    for width in (320, 360, 700, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        sizes, over = (page.eval_on_selector_all("svg.closer text", f"all => all.map({each})") for each in (SIZE, OVER))
        assert len(sizes) > 50 and min(sizes) >= 10.9, width
        assert max(over) <= 0.5, width


def test_the_letter_is_copied_with_what_was_changed(callum):
    him = callum(LETTER, permissions=["clipboard-read", "clipboard-write"])
    him.page.fill("#letter", "Dear doctor, in my own words.")
    him.page.get_by_role("button", name="Copy").click()
    him.page.get_by_text("Copied.").wait_for()
    assert him.page.evaluate("navigator.clipboard.readText()") == "Dear doctor, in my own words."


def test_on_paper_there_is_only_the_letter(callum):
    page = callum(LETTER).page
    page.emulate_media(media="print")
    assert "Dear doctor" in page.input_value("#letter") and page.is_visible("#letter")
    assert page.inner_text("body").strip() == ""


def test_without_a_script_the_pages_say_the_same(callum):
    him = callum(CLOSER, java_script_enabled=False)
    assert him.page.locator("svg.closer").count() >= 4
    him.page.select_option("#id_show", label="Low mood")
    him.page.click("#show-this")
    assert him.page.locator("#id_show option:checked").inner_text() == "Low mood"
    assert "mood" not in him.page.url
    him.go(LETTER)
    assert "Dear doctor" in him.page.input_value("#letter")
    assert him.page.locator("[data-letter] button").count() == 0


def test_the_keyboard_reaches_each_part_in_order(callum):
    page = callum(CLOSER).page
    page.locator(".closer-nav a").first.focus()
    reached = []
    for _ in range(16):
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.innerText"))
        page.keyboard.press("Tab")
    assert reached[:6] == ["Sleep", "Bladder", "Cramps", "Together", "28 days", "All"]
    assert reached.count("The same as a table") == 4 and "id_show" in reached
