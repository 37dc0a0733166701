"""An urge on a phone: two taps to a tool, whatever the network, the eyes or the fingers do."""

import re

import pytest

from recovery_tracker.demo.cast import PASSWORD
from tests.browser.conftest import DESK, PHONE
from tests.browser.sound import unsound

pytestmark = [pytest.mark.browser, pytest.mark.server]

START = "/journal/urge/"
TOOLS = ["breathing", "grounding", "delay", "reasons", "call"]
LISTS = [START + name for name in ("worked/", "reasons/", "people/")]


@pytest.fixture(scope="module")
def logged_in():
    """The cookies of those who have logged in, by name."""
    return {}


@pytest.fixture
def her(visit, demo, logged_in):
    """her(person, **options): somebody of the demo, where an urge begins."""

    def opened(who="freya", **options):
        visitor = visit(demo, storage_state=logged_in.get(who), **options)
        if who not in logged_in:
            visitor.log_in(who, PASSWORD)
            logged_in[who] = visitor.context.storage_state()
        visitor.go(START)
        return visitor

    return opened


def tap_number(visitor, number, where=""):
    visitor.page.locator(f"{where} .scale label").nth(number).click()


def tap_tool(visitor, tool):
    visitor.page.click(f".tools [value={tool}]")


def open_tool(visitor, tool="breathing", number=7):
    tap_number(visitor, number)
    tap_tool(visitor, tool)
    visitor.page.wait_for_url(re.compile(r"/urge/\d+/"))


def urges(visitor):
    """How many she has written down."""
    visitor.go("/journal/urge/worked/")
    return visitor.page.locator("main .list > li").count()


def test_two_taps_open_a_tool(her):
    freya = her()
    open_tool(freya)
    assert freya.page.locator(".breath").is_visible() and freya.wrong == []


def test_the_tool_may_come_first(her):
    freya = her()
    tap_tool(freya, "delay")
    assert "Now tap a number" in freya.page.inner_text("form.urge-start")
    tap_number(freya, 6)
    freya.page.wait_for_url(re.compile(r"/urge/\d+/"))
    assert freya.page.locator(".clock").is_visible()


def test_the_first_screen_of_a_small_phone_holds_the_number_and_every_tool(her):
    mei = her("mei")
    last = mei.page.locator(".tools button").last.bounding_box()
    tabs = mei.page.locator(".tabs").bounding_box()
    assert last["y"] + last["height"] <= tabs["y"]


def test_a_double_tap_is_one_urge(her):
    sol = her("sol")
    before = urges(sol)
    sol.go(START)
    tap_number(sol, 5)
    sol.page.dblclick(".tools [value=grounding]")
    sol.page.wait_for_url(re.compile(r"/urge/\d+/"))
    assert urges(sol) == before + 1


def test_the_circle_takes_four_seconds_in_and_six_out(her):
    freya = her()
    freya.page.clock.install()
    open_tool(freya)
    said = []
    for _ in range(11):
        freya.page.clock.run_for(1000)
        said.append(freya.page.inner_text(".circle [role=status]"))
    assert said == ["Breathe in"] * 4 + ["Breathe out"] * 6 + ["Breathe in"]


def test_after_ten_breaths_it_says_so_and_goes_on(her):
    freya = her()
    freya.page.clock.install()
    open_tool(freya)
    freya.page.clock.run_for(101_000)
    assert "That was ten breaths" in freya.page.inner_text(".breath")
    assert freya.page.inner_text(".circle [role=status]") == "Breathe in"


def test_the_circle_can_be_stopped(her):
    freya = her()
    freya.page.clock.install()
    open_tool(freya)
    freya.page.clock.run_for(2000)
    freya.page.click(".breath button")
    freya.page.clock.run_for(5000)
    assert freya.page.inner_text(".circle [role=status]") == "Paused"
    assert freya.page.evaluate("document.querySelector('.breath').className") == "breath"


@pytest.mark.parametrize(("motion", "counted"), [("reduce", True), ("no-preference", False)])
def test_where_less_motion_is_asked_for_the_seconds_are_counted_instead(her, motion, counted):
    freya = her(reduced_motion=motion)
    open_tool(freya)
    freya.page.wait_for_selector(".breath.in")
    size = "getComputedStyle(document.querySelector('.circle'), '::before').transform"
    assert freya.page.locator(".circle .count").is_visible() == counted
    assert (freya.page.evaluate(size) == "none") == counted


def test_grounding_goes_one_step_at_a_time(her):
    freya = her()
    open_tool(freya, "grounding")
    shown = lambda: [text[:1] for text in freya.page.locator(".ground li:visible").all_inner_texts()]  # noqa: E731
    assert shown() == ["5"]
    for _ in range(4):
        freya.page.click(".tool >> text=Next")
    assert shown() == ["1"] and not freya.page.locator(".tool >> text=Next").is_visible()
    freya.page.click(".tool >> text=Back")
    assert shown() == ["2"]


def seconds_left(visitor):
    minutes, seconds = visitor.page.inner_text(".clock").split(":")
    return int(minutes) * 60 + int(seconds)


def test_the_clock_goes_on_when_the_page_is_loaded_again(her):
    freya = her()
    open_tool(freya, "delay")
    freya.page.wait_for_timeout(3000)
    freya.page.reload()
    assert 880 < seconds_left(freya) < 899


def test_the_clock_says_when_it_is_over_and_the_minutes_have_counted(her):
    freya = her()
    freya.page.clock.install()
    open_tool(freya, "delay")
    freya.page.clock.run_for(15 * 60_000 + 6000)
    assert "15 minutes are over" in freya.page.inner_text(".tool [role=status]")
    assert freya.page.input_value("[name=minutes]") == "15"


def test_minutes_she_has_changed_stay(her):
    freya = her()
    freya.page.clock.install()
    open_tool(freya)
    freya.page.fill("[name=minutes]", "3")
    freya.page.clock.run_for(10 * 60_000)
    assert freya.page.input_value("[name=minutes]") == "3"


@pytest.mark.parametrize("tool", ["breathing", "call"])
def test_without_a_network_the_tool_opens_and_the_number_is_sent_later(her, tool):
    callum = her("callum")
    before = urges(callum)
    callum.go(START)
    tap_number(callum, 8)
    callum.context.set_offline(True)
    tap_tool(callum, tool)
    callum.page.wait_for_selector(f"main [data-tool={tool}]:visible")
    assert "not saved yet" in callum.page.inner_text(".not-sent")
    callum.context.set_offline(False)
    callum.page.click("text=How strong is it now?")
    callum.page.wait_for_selector("#again:visible")
    assert urges(callum) == before + 1


def test_a_slow_network_is_not_waited_for(her):
    callum = her("callum")
    callum.page.route("**/journal/urge/", lambda route: callum.page.wait_for_timeout(4000) or route.continue_())
    tap_number(callum, 8)
    callum.page.locator(".tools [value=breathing]").click(no_wait_after=True)
    callum.page.wait_for_selector(".in-place .breath:visible", timeout=3500)
    callum.page.wait_for_selector("text=Your number is saved.")


def test_who_is_logged_out_meanwhile_is_asked_to_log_in(her):
    freya = her()
    freya.context.clear_cookies(name="sessionid")
    tap_number(freya, 8)
    tap_tool(freya, "delay")
    freya.page.wait_for_url("**/accounts/login/**")


def rate(visitor, number):
    visitor.page.click("text=How strong is it now?")
    tap_number(visitor, number, "#again")
    visitor.page.click("#again [name=save]")


@pytest.mark.parametrize(("tool", "script"), [("delay", True), *((tool, False) for tool in TOOLS)])
def test_it_goes_from_the_first_number_to_the_second_with_and_without_javascript(her, tool, script):
    marta = her("marta", java_script_enabled=script)
    open_tool(marta, tool)
    rate(marta, 3)
    assert re.match(r"7 then, 3 now\.", marta.page.inner_text("h1"))
    assert marta.wrong == [] and not marta.strangers


def test_without_javascript_each_tool_says_what_to_do(her):
    marta = her("marta", java_script_enabled=False)
    open_tool(marta)
    assert "Count slowly to 4" in marta.page.inner_text(".tool")
    address = marta.page.url.removeprefix(marta.product.url)
    marta.go(address + "?tool=grounding")
    assert marta.page.locator(".ground li:visible").count() == 5
    marta.go(address + "?tool=delay")
    assert re.search(r"Wait until \d\d:\d\d", marta.page.inner_text(".tool"))


def test_it_goes_with_the_keyboard_alone(her):
    mei = her("mei")
    press = mei.page.keyboard.press
    mei.page.focus("[name=before][value='0']")
    for key in ("Space", *["ArrowRight"] * 6, "Tab", "Tab", "Enter"):
        press(key)
    mei.page.wait_for_url(re.compile(r"/urge/\d+/"))
    assert mei.page.inner_text("h1") == "Five things around me"
    mei.page.focus("text=How strong is it now?")
    press("Enter")
    for key in ("Tab", "Space", *["ArrowRight"] * 2):
        press(key)
    mei.page.focus("[name=save]")
    press("Enter")
    mei.page.wait_for_selector("text=/^6 then, 2 now/")


@pytest.mark.parametrize(("scheme", "size"), [("light", PHONE), ("dark", PHONE), ("light", DESK)])
def test_its_pages_are_sound(her, scheme, size):
    robin = her("robin", color_scheme=scheme, viewport=size)
    open_tool(robin, number=9)
    urge = robin.page.url.removeprefix(robin.product.url)
    found = {}
    for address in [START, *(f"{urge}?tool={tool}" for tool in TOOLS), *LISTS]:
        robin.go(address)
        found[address] = unsound(robin.page)
    robin.go(urge)
    rate(robin, 10)
    found["both numbers"] = unsound(robin.page)
    assert [each for each in found.items() if each[1]] == []
    assert robin.wrong == [] and not robin.strangers
