"""The page after a check-in on a very bad night, in a real browser: with a finger, with keys alone, and without
JavaScript."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.sound import unsound
from tests.browser.test_whole_path import be_welcomed, sign_up

pytestmark = [pytest.mark.browser, pytest.mark.server]

WORST_NIGHT = {"used_ketamine": "yes", "craving": 9, "self_harm_thoughts": 3}


def joined(visitor, name):
    """Somebody who has been welcomed, in Britain, three days after her last use."""
    sign_up(visitor, name)
    be_welcomed(visitor)
    return visitor.page


def save(page, **answers):
    for name, value in answers.items():
        page.locator(f"input[name={name}][value='{value}']").locator("..").click()
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url("**/saved/")


def save_in_full(visitor, *signs):
    """Save with a yes to each of these questions of the full form."""
    visitor.go("/journal/today/?full=1")
    page = visitor.page
    for name in signs:
        group = page.locator(f"details:has(input[name={name}])")
        if group.get_attribute("open") is None:
            group.locator("summary").click()
        page.locator(f"input[name={name}][value=yes]").locator("..").click()
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url("**/saved/")


def top_of(page, selector):
    return page.locator(selector).first.bounding_box()["y"]


def test_help_stays_from_the_first_answer_to_the_last(visit, product):
    her = visit(product)
    page = joined(her, "una")
    save(page, used_ketamine="no", self_harm_thoughts=2)
    assert top_of(page, "a[href='tel:999']") < PHONE["height"] - 60
    page.click("text=No, or not sure")
    assert "Please call now" in page.inner_text(".panel")
    her.go("/timeline/")
    assert top_of(page, ".at-hand a[href='tel:999']") < top_of(page, "h1")
    page.go_back()
    page.click("text=I am safe for now")
    her.go("/timeline/")
    assert "who is there" in page.inner_text(".at-hand")
    assert page.locator(".at-hand a[href^='tel:']").count() == 0
    assert her.wrong == [] and not her.strangers


@pytest.mark.parametrize(("scheme", "size"), [("light", PHONE), ("dark", PHONE), ("light", DESK), ("dark", DESK)])
def test_every_state_of_it_is_sound(visit, product, scheme, size):
    her = visit(product, color_scheme=scheme, viewport=size)
    page = joined(her, f"vera{scheme}{size['width']}")
    save(page, **WORST_NIGHT)
    save_in_full(her, "seizure", "jaundice")
    found = {"asked": unsound(page)}
    page.click("text=Yes, for now")
    found["yes"] = unsound(page)
    page.click("text=No, or not sure")
    found["no"] = unsound(page)
    page.click("text=What may help after use")
    found["used"] = unsound(page)
    assert found == dict.fromkeys(found, [])


def test_without_javascript_it_is_the_same(visit, product):
    her = visit(product, java_script_enabled=False)
    page = joined(her, "wanda")
    save(page, **WORST_NIGHT)
    page.click("text=Yes, for now")
    assert "Has that changed?" in page.inner_text(".panel")
    page.click("text=What may help after use")
    page.click("text=No, keep counting from before")
    page.click("text=Keep this")
    assert "Day 3 since the day you count from" in page.inner_text("main")


def press_until(page, words, key="Tab"):
    """Press a key until what has the focus says `words`."""
    for _ in range(80):
        page.keyboard.press(key)
        at = page.evaluate(
            "(document.activeElement.closest('.form-check') || document.activeElement).textContent.trim()"
        )
        if words in at:
            return
    raise AssertionError(f"{words} can't be reached with the keyboard.")


def test_with_keys_alone_it_can_be_answered(visit, product):
    her = visit(product)
    page = joined(her, "xenia")
    save(page, **WORST_NIGHT)
    press_until(page, "Yes, for now")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Has that changed?")
    press_until(page, "What may help after use")
    page.keyboard.press("Enter")
    page.wait_for_url("**/used/")
    press_until(page, "Yes, count from this day")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Kept.")
    assert page.is_checked("[name=restarts][value=no]")


def test_a_warning_sign_is_the_first_thing_she_reads(visit, product):
    her = visit(product)
    page = joined(her, "yara")
    save_in_full(her, "cannot_urinate")
    assert page.inner_text("h2 >> nth=0") == "Get help now"
    assert top_of(page, "a[href='tel:999']") < PHONE["height"] - 60
