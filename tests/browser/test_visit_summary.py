"""From the question to the file she hands over, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from recovery_tracker.demo.cast import PASSWORD
from tests.browser.conftest import DESK, PHONE
from tests.timeline.visits import told_by

pytestmark = [pytest.mark.browser, pytest.mark.server]
URL, ASKED = "/timeline/summary/", "Should I see a bladder doctor?"


@pytest.fixture
def her(visit, demo):
    """Callum, with his question kept."""
    her = visit(demo)
    her.log_in("callum", PASSWORD)
    her.go(URL)
    her.page.fill("[name=question]", ASKED)
    her.page.click("#submit-id-save")
    her.page.wait_for_selector(".messages")
    return her


def see(her):
    """To the page with what is ticked."""
    her.page.click("#submit-id-see")
    her.page.wait_for_url("**/hand-over/**")


def file_of(her, tmp_path) -> str:
    with her.page.expect_download() as download:
        her.page.click("main > div > button[name=file]")
    assert download.value.suggested_filename == "summary.pdf"
    download.value.save_as(tmp_path / "summary.pdf")
    return told_by((tmp_path / "summary.pdf").read_bytes())


def test_what_she_sees_is_what_is_in_the_file(her, tmp_path):
    her.page.get_by_label("Ketamine use").check()
    her.page.get_by_label("What changed most").uncheck()
    see(her)
    seen = her.page.inner_text(".sheet")
    file = file_of(her, tmp_path)
    for told, is_in in ((ASKED, True), ("Days with use", True), ("points lower", False), ("last use", False)):
        assert (told in seen, told in file) == (is_in, is_in)


@pytest.mark.parametrize(("scheme", "size"), [("light", PHONE), ("dark", PHONE), ("light", DESK)])
def test_the_page_to_hand_over_is_sound(her, scheme, size):
    her.page.emulate_media(color_scheme=scheme)
    her.page.set_viewport_size(size)
    see(her)
    assert Axe().run(her.page).response["violations"] == []
    assert her.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert her.wrong == [] and not her.strangers


def test_it_is_printed_as_one_page_without_what_is_around_it(her):
    see(her)
    printed = told_by(her.page.pdf(format="A4", prefer_css_page_size=True))
    assert "Summary of 28 days" in printed and ASKED in printed
    assert not any(word in printed for word in ("Help now", "Save as PDF", "Change what goes in", "Not watched live"))
