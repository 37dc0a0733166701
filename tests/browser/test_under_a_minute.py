"""A check-in in under a minute: twelve taps and twenty seconds for who knows it, sixty seconds for who doesn't.
`pytest -rP` says the numbers."""

import pytest

from .offline import diary, join
from .thumb import TAP, WORDS_A_SECOND, Thumb, words_on

pytestmark = [pytest.mark.browser, pytest.mark.server]

MOST_TAPS, PRACTISED, FIRST = 12, 20, 60  # seconds
EIGHT = {"used_ketamine": "no", "craving": "7", "low_mood": "5", "anxiety": "6", "sleep_hours": "6.5",
         "fatigue": "4", "body_discomfort": "2", "self_harm_thoughts": "0"}  # fmt: skip
ASKED_AFRESH = {"used_ketamine": "no", "self_harm_thoughts": "0"}


@pytest.fixture
def her(visit, product, request):
    """her(**options): somebody who has just signed up, on today's check-in."""

    def opened(**options):
        visitor = visit(product, has_touch=True, **options)
        name = "".join(letter for letter in request.node.name if letter.isalnum())
        join(visitor, name[-40:])
        return visitor

    return opened


def answer(thumb, answers):
    for name, value in answers.items():
        if name == "sleep_hours":
            thumb.answer_hours(float(value))
        else:
            thumb.answer(name, value)


def save(thumb):
    thumb.tap("#submit-id-save")
    thumb.wait(lambda: thumb.page.wait_for_url("**/saved/"))


def check_in(her, answers=EIGHT) -> Thumb:
    """Open the form, answer all eight questions, save."""
    thumb = Thumb(her.page)
    thumb.wait(lambda: her.go("/journal/today/"))
    answer(thumb, answers)
    save(thumb)
    return thumb


def kept(her) -> dict:
    """What her last entry says, of the eight."""
    entry = diary(her)[-1]
    return {name: entry[name] for name in EIGHT}


@pytest.mark.parametrize("hours", ["0", "2.5", "6.5", "11.5"])
def test_who_knows_it_needs_twelve_taps_and_twenty_seconds_whatever_the_night(her, hours):
    freya = her()
    thumb = check_in(freya, EIGHT | {"sleep_hours": hours})
    print(f"{hours} hours: {thumb}")
    assert thumb.taps <= MOST_TAPS
    assert thumb.seconds <= PRACTISED
    assert kept(freya) == EIGHT | {"sleep_hours": hours}


def test_the_first_time_takes_less_than_a_minute_with_reading_all_of_it(her):
    noor = her()
    words = words_on(noor.page)
    thumb = check_in(noor, EIGHT | {"sleep_hours": "7"})
    print(f"{words} words, {thumb}")
    assert words > 100
    assert words / WORDS_A_SECOND + thumb.seconds < FIRST


def one_at_a_time(visitor):
    visitor.go("/journal/questions/")
    visitor.page.check("[name=one_at_a_time]")
    visitor.page.click("main [type=submit] >> nth=0")
    visitor.page.wait_for_url("**/journal/today/")
    return visitor


def test_one_question_at_a_time_is_not_more_taps(her):
    mei = one_at_a_time(her())
    thumb = Thumb(mei.page)
    for name, value in EIGHT.items():
        thumb.page.wait_for_selector(f"#div_id_{name}:visible")
        answer(thumb, {name: value})
        if name == "sleep_hours":
            thumb.tap("text=Next")
        if name == "body_discomfort":
            thumb.page.wait_for_selector("[name=note]:visible")
            thumb.page.wait_for_timeout(TAP * 1000)  # she looks at it, and has nothing to write
            thumb.tap("text=Next")
    save(thumb)
    print(thumb)
    assert (thumb.taps, kept(mei)) == (MOST_TAPS, EIGHT)


def test_a_thumb_on_its_way_to_next_leaves_no_question_out(her):
    robin = one_at_a_time(her())
    robin.page.tap("label:has([name=used_ketamine][value=no])")
    robin.page.wait_for_selector("#div_id_craving:visible")
    robin.page.evaluate("document.querySelector('.row-of-two .primary').click()")
    assert robin.page.is_visible("#div_id_craving")


def test_one_question_at_a_time_stays_until_next_for_who_uses_keys(her):
    callum = one_at_a_time(her())
    callum.page.focus("[name=used_ketamine]")
    for key in ("Space", "ArrowRight", "ArrowRight", "ArrowLeft"):
        callum.page.keyboard.press(key)
    callum.page.wait_for_timeout(600)
    assert callum.page.is_checked("[name=used_ketamine][value=no]:visible")
    tab_to(callum.page, ".row-of-two .primary")
    callum.page.keyboard.press("Enter")
    assert callum.page.evaluate("document.activeElement.closest('.question').id") == "div_id_craving"


def test_about_the_same_is_one_tap_and_what_is_asked_afresh(her):
    sol = her()
    today, yesterday = sol.page.locator(".days a").all()[:2]
    sol.page.goto(yesterday.evaluate("link => link.href"))
    answer(Thumb(sol.page), EIGHT)
    save(Thumb(sol.page))
    thumb = Thumb(sol.page)
    thumb.wait(lambda: sol.go("/journal/today/"))
    thumb.tap("text=About the same as yesterday")
    sol.page.wait_for_selector("text=Kept: about the same")
    assert sol.page.locator(".question:visible legend").count() == len(ASKED_AFRESH)
    answer(thumb, ASKED_AFRESH)
    save(thumb)
    print(thumb)
    assert (thumb.taps, kept(sol)) == (1 + len(ASKED_AFRESH) + 1, EIGHT)


def tab_to(page, selector):
    """Press Tab until the focus is there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("where => document.activeElement.matches(where)", selector):
            return
    raise AssertionError(f"{selector} can't be reached with the keyboard.")


def test_with_the_keyboard_alone_every_question_is_answered(her):
    ida = her()
    steps = EIGHT | {"used_ketamine": "1", "sleep_hours": "6"}
    for name in EIGHT:
        tab_to(ida.page, "#div_id_sleep_hours [type=radio]" if name == "sleep_hours" else f"[name={name}]")
        ida.page.keyboard.press("Space")
        for _ in range(int(steps[name])):
            ida.page.keyboard.press("ArrowRight")
    tab_to(ida.page, "#submit-id-save")
    ida.page.keyboard.press("Enter")
    ida.page.wait_for_url("**/saved/")
    assert kept(ida) == EIGHT | {"sleep_hours": "6"}


def test_without_javascript_every_question_is_answered(her):
    nora = her(java_script_enabled=False)
    for name, value in EIGHT.items():
        if name == "sleep_hours":
            nora.page.fill(f"[name={name}]", value)
        else:
            nora.page.locator(f"label:has(input[name={name}][value='{value}'])").tap()
    nora.page.tap("#submit-id-save")
    nora.page.wait_for_url("**/saved/")
    assert kept(nora) == EIGHT
