"""The caseload with the keyboard alone, in a real browser, at the sizes clinicians use."""

import pytest

from recovery_tracker.demo.cast import KIM, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.server]
SIZES = {"desk": (1280, 800), "laptop": (1024, 768), "tablet": (768, 1024), "phone": (360, 740)}
NAMES = "#caseload tbody th a"


@pytest.fixture
def kim(visit, demo):
    """Kim in front of her caseload."""
    her = visit(demo, viewport={"width": 1280, "height": 800})
    her.log_in(KIM, PASSWORD)
    her.go("/admin/")
    return her


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def test_j_and_k_go_from_line_to_line_and_enter_opens(kim):
    page, told = kim.page, []
    names = page.locator(NAMES).all_text_contents()
    for key in ("j", "j", "k", "k", "j"):
        page.keyboard.press(key)
        told.append(focused(page))
    assert told == [names[place] for place in (0, 1, 0, 0, 1)]
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/patient/*/change/")
    assert kim.wrong == []


def test_letters_that_are_typed_into_the_search_box_move_nothing(kim):
    kim.page.focus(".caseload-filter input[name=q]")
    kim.page.keyboard.type("jk")
    assert kim.page.input_value(".caseload-filter input[name=q]") == "jk"


def test_nothing_is_wider_than_the_screen(kim):
    for name, (width, height) in SIZES.items():
        kim.page.set_viewport_size({"width": width, "height": height})
        assert kim.page.evaluate("document.documentElement.scrollWidth") <= width, name
