"""What only a browser can tell: leaving fast, the stepper, the keyboard, narrow screens, both schemes."""

import pytest

from .conftest import ELSEWHERE, ORIGIN
from .parts import EVERYTHING, FORM, NIGHT, ZONES

pytestmark = pytest.mark.browser
CHECKED = "[name=craving]:checked"
TAP = "document.querySelector('button.primary').click()"


def sleep(page) -> str:
    return page.eval_on_selector("[name=sleep]", "field => field.value")


def test_leaving_replaces_the_page_so_that_back_does_not_return(look):
    page = look(FORM)
    before = page.evaluate("history.length")
    page.click("text=Leave this page")
    page.wait_for_url(ELSEWHERE)
    assert page.evaluate("history.length") == before


def test_escape_three_times_leaves(look):
    page = look(FORM)
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url(ELSEWHERE)


def test_escape_once_does_not_leave(look):
    page = look(FORM)
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert page.url.startswith(ORIGIN)


def test_leaving_is_a_plain_link_without_javascript(look):
    page = look(FORM, java_script_enabled=False)
    page.click("text=Leave this page")
    page.wait_for_url(ELSEWHERE)


def test_the_stepper_is_empty_until_it_is_touched(look):
    page = look(FORM)
    assert (sleep(page), page.inner_text(".step output")) == ("", "Tap − or +")


def test_the_stepper_counts_in_half_hours_from_a_middle_value(look):
    page = look(FORM)
    for _ in range(4):
        page.click("[aria-label='half an hour less']")
    assert (sleep(page), page.inner_text(".step output")) == ("5.5", "5½ hours")


def test_skip_empties_the_stepper(look):
    page = look(FORM)
    page.click("[aria-label='half an hour more']")
    page.click(".step .skip")
    assert sleep(page) == ""


def test_sleep_is_a_number_field_without_javascript(look):
    page = look(FORM, java_script_enabled=False)
    page.fill("[name=sleep]", "6.5")
    assert page.is_visible("[name=sleep]") and page.input_value("[name=sleep]") == "6.5"


def hours(page) -> tuple[str, list[str]]:
    """What would be sent, and the cell that is marked."""
    sent = page.evaluate("new FormData(document.querySelector('form')).get('hours')")
    return sent, page.locator(".hours label:has(input:checked)").all_inner_texts()


def test_hours_are_one_tap_and_empty_before_it(look):
    page = look(NIGHT)
    assert hours(page) == ("", [])
    page.click(".hours label:nth-child(5)")
    assert hours(page) == ("4", ["4"])


@pytest.mark.parametrize(
    ("cell", "more", "less", "sent", "shown"),
    [(5, 1, 0, "4.5", "4½"), (1, 0, 1, "0", "0"), (1, 1, 0, "0.5", "½"), (11, 3, 0, "11.5", "11½")],
)
def test_hours_go_by_halves(look, cell, more, less, sent, shown):
    page = look(NIGHT)
    page.click(f".hours label:nth-child({cell})")
    for sign, times in (("more", more), ("less", less)):
        for _ in range(times):
            page.click(f"[aria-label='½ {sign}, half an hour'].half")
    assert hours(page) == (sent, [shown])


def test_skip_empties_the_hours_and_says_so(look):
    page = look(NIGHT)
    page.click(".hours label:nth-child(5)")
    page.click(".hours .skip")
    assert hours(page) == ("", [])
    assert page.get_attribute(".hours .skip", "aria-pressed") == "true"


def test_hours_move_with_the_arrow_keys(look):
    page = look(NIGHT)
    page.focus(".hours [type=radio]")
    for key in ("Space", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    assert hours(page) == ("2", ["2"])


def test_hours_are_a_number_field_without_javascript(look):
    page = look(NIGHT, java_script_enabled=False)
    page.fill("[name=hours]", "6.5")
    assert page.is_visible("[name=hours]") and page.input_value("[name=hours]") == "6.5"


def test_a_rating_moves_with_the_arrow_keys(look):
    page = look(FORM)
    page.focus("[name=craving]")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute(CHECKED, "value") == "1"


def test_skip_takes_a_rating_back(look):
    page = look(FORM, java_script_enabled=False)
    page.click(".scale label:nth-child(8)")
    page.click(".ends .skip")
    assert page.get_attribute(CHECKED, "value") == "skip"


def test_a_second_tap_on_save_is_not_sent(look):
    page, sent = look(FORM), []
    page.on("request", lambda request: sent.append(request.method))
    with page.expect_request(lambda request: request.method == "POST"):
        page.evaluate(TAP)
    for _ in range(2):
        page.wait_for_timeout(150)
        page.evaluate(TAP)
    assert sent.count("POST") == 1


def test_the_time_zone_is_filled_in_when_it_is_empty(look):
    assert look(ZONES, timezone_id="Europe/London").input_value("select") == "Europe/London"


def test_a_time_zone_that_is_not_offered_leaves_the_field_empty(look):
    assert look(ZONES, timezone_id="Asia/Tokyo").input_value("select") == ""


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_scrolls_sideways(look, width):
    page = look(EVERYTHING, viewport={"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_cells_of_a_rating_are_high_enough_for_a_thumb(look):
    sizes = look(FORM).eval_on_selector_all(
        ".scale label", "all => all.map(each => each.getBoundingClientRect().height)"
    )
    assert len(sizes) == 11 and min(sizes) >= 48


def test_the_checked_cell_shows_in_high_contrast(look):
    page = look(FORM, forced_colors="active")
    page.click(".scale label:nth-child(8)")
    kept = page.eval_on_selector_all(".scale label", "all => all.map(each => getComputedStyle(each).forcedColorAdjust)")
    assert [n for n, adjust in enumerate(kept) if adjust == "none"] == [7]


def test_what_is_scrolled_into_view_is_not_under_the_tabs(look):
    page = look(EVERYTHING)
    page.eval_on_selector("a.secondary", "each => each.scrollIntoView({block: 'end'})")
    bottom = page.eval_on_selector("a.secondary", "each => each.getBoundingClientRect().bottom")
    assert bottom <= page.eval_on_selector(".tabs", "each => each.getBoundingClientRect().top")


def test_paper_shows_no_buttons(look):
    page = look(EVERYTHING)
    page.emulate_media(media="print")
    assert not [part for part in (".top", ".tabs", ".primary", ".skip") if page.is_visible(part)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(look, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(look(EVERYTHING, color_scheme=scheme)).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in found] == []
