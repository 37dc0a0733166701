"""A questionnaire in a real browser: with a finger, with keys alone, and without JavaScript."""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.test_safety import joined, unsound

pytestmark = [pytest.mark.browser, pytest.mark.server]


def tap(page, **answers):
    """Tap an answer to each of these items."""
    for name, value in answers.items():
        page.locator(f"input[name={name}][value='{value}']").locator("..").click()


def send(page):
    page.click("main form [type=submit]")
    page.wait_for_url("**/assessments/*/2*/")


@pytest.mark.parametrize("has_script", [True, False])
def test_from_the_menu_to_the_result_with_a_finger(visit, product, has_script):
    her = visit(product, java_script_enabled=has_script, has_touch=True)
    page = joined(her, f"mood{int(has_script)}")
    her.go("/more/")
    page.click("text=Questions about mood and worry")
    page.locator("text=Answer these now").first.click()
    tap(page, **{f"phq9_{n}": 1 for n in range(1, 9)}, phq9_9=0)
    send(page)
    assert "Your total is 8 of 27" in page.inner_text("main")
    assert (her.wrong, her.strangers) == ([], set())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_help_comes_first_and_every_state_is_sound(visit, product, scheme):
    her = visit(product, color_scheme=scheme, viewport=PHONE)
    page = joined(her, f"harm{scheme}")
    her.go("/assessments/phq9/")
    assert unsound(page) == []
    tap(page, phq9_9=2)
    send(page)
    assert page.locator(".panel").bounding_box()["y"] < page.locator(".card").first.bounding_box()["y"]
    assert unsound(page) == []
    page.click("text=Yes, for now")
    assert "You said that you can keep yourself safe for now" in page.inner_text("main")
    her.go("/assessments/")
    assert unsound(page) == []


def test_with_keys_alone_it_can_be_answered(visit, product):
    her = visit(product)
    page = joined(her, "keys")
    her.go("/assessments/gad7/")
    page.focus("input[name=gad7_1]")
    for _ in range(7):
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/assessments/gad7/2*/")
    assert "Your total is 7 of 21" in page.inner_text("main")
