"""No network, a lost answer, an old session, two tabs: exactly one entry with every answer."""

import random
from datetime import date, timedelta

import pytest

from tests.closing import close

from .offline import (
    ANSWERS,
    all_sent,
    diary,
    expire_session,
    fill_in,
    join,
    log_in_again,
    lose_answers,
    ready,
    save,
    told,
    waiting,
)

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture
def phone(visit, product, request):
    """A new person's phone, on today's check-in, with the empty form kept."""
    visitor = visit(product)
    visitor.username = "phone" + request.node.name.removeprefix("test_")[:20].replace("_", "")
    join(visitor, visitor.username)
    ready(visitor)
    return visitor


def is_whole(visitor, note="Walked by the sea."):
    entries = diary(visitor)
    assert [entry["note"] for entry in entries] == [note]
    assert told(entries[0]) == ANSWERS


def test_a_day_written_without_network_arrives_after_logging_in_again(phone):
    phone.context.set_offline(True)
    fill_in(phone)
    save(phone)
    phone.page.wait_for_selector("text=Kept on this phone. Your entry")
    close(phone.page)
    phone.page = phone.context.new_page()
    phone.go("/journal/today/")
    assert "no network" in phone.page.inner_text("main")
    phone.page.wait_for_selector("input[name=craving][value='7']:checked", state="attached")
    expire_session(phone)
    phone.context.set_offline(False)
    phone.go("/journal/today/")
    log_in_again(phone, phone.username)
    all_sent(phone)
    is_whole(phone)


def test_an_entry_begun_in_the_empty_form_is_saved_from_it(phone):
    phone.context.set_offline(True)
    phone.go("/journal/today/")
    fill_in(phone)
    save(phone)
    phone.page.wait_for_selector("text=Kept on this phone. Your entry")
    phone.context.set_offline(False)
    all_sent(phone)
    is_whole(phone)


def test_a_lost_answer_makes_no_second_entry(phone):
    lose_answers(phone, 1)
    fill_in(phone)
    save(phone)
    phone.page.wait_for_selector("text=Kept on this phone. Your entry")
    assert len(diary(phone)) == 1
    phone.go("/journal/")
    all_sent(phone)
    is_whole(phone)


def test_an_edit_after_a_lost_answer_is_kept_too(phone):
    lose_answers(phone, 1)
    fill_in(phone, note="First.")
    save(phone)
    phone.page.wait_for_selector("text=Kept on this phone. Your entry")
    phone.page.fill("[name=note]", "Second.")
    save(phone)
    phone.page.wait_for_url("**/saved/")
    is_whole(phone, "Second.")


def test_two_tabs_that_wake_up_together_send_it_once(phone):
    phone.context.set_offline(True)
    fill_in(phone)
    save(phone)
    phone.page.wait_for_selector("text=Kept on this phone. Your entry")
    other = phone.context.new_page()
    other.goto(phone.product.url + "/journal/today/")
    phone.context.set_offline(False)
    all_sent(phone)
    is_whole(phone)


def test_two_tabs_with_different_answers_are_shown_both(phone):
    other = phone.context.new_page()
    other.goto(phone.product.url + "/journal/today/")
    fill_in(phone, note="Here.")
    save(phone)
    phone.page.wait_for_url("**/saved/")
    phone.page = other
    fill_in(phone, note="There.")
    save(phone)
    phone.page.wait_for_selector("text=There are two versions")
    is_whole(phone, "Here.")
    phone.page.click("text=Take what I sent just now")
    phone.page.wait_for_url("**/saved/")
    is_whole(phone, "There.")


def test_a_stale_token_is_fetched_anew(phone):
    fill_in(phone)
    phone.context.clear_cookies(name="csrftoken")
    save(phone)
    phone.page.wait_for_url("**/saved/")
    is_whole(phone)


def test_an_expired_session_keeps_the_entry_until_she_is_back(phone):
    fill_in(phone)
    expire_session(phone)
    save(phone)
    phone.page.wait_for_url("**/accounts/login/**")
    assert waiting(phone) == 1
    assert "Log in, and it is sent" in phone.page.inner_text(".note-waiting")
    log_in_again(phone, phone.username)
    all_sent(phone)
    is_whole(phone)


def test_an_entry_never_goes_into_the_journal_of_somebody_else(phone, visit, product):
    join(visit(product), phone.username + "b")
    fill_in(phone)
    expire_session(phone)
    save(phone)
    phone.page.wait_for_url("**/accounts/login/**")
    log_in_again(phone, phone.username + "b")
    phone.page.wait_for_selector(".note-waiting:has-text('another account')")
    assert (waiting(phone), diary(phone)) == (1, [])


def test_a_tap_while_a_save_is_on_its_way_is_not_taken(phone):
    phone.page.route("**/journal/20*/", lambda route: phone.page.wait_for_timeout(1500) or route.continue_())
    fill_in(phone)
    phone.page.locator("#submit-id-save").click(no_wait_after=True)
    phone.page.wait_for_selector("text=Saving …")
    craving = phone.page.locator("input[name=craving][value='9']")
    craving.evaluate("radio => { const at = radio.parentElement.getBoundingClientRect(); scrollTo(0, at.top); }")
    at = craving.locator("..").bounding_box()
    phone.page.mouse.click(at["x"] + 5, at["y"] + 5)
    assert not craving.is_checked()
    phone.page.wait_for_url("**/saved/")


CUTS, DAYS = 200, 30
SETTLED = """() => {
  const form = document.querySelector('form.checkin');
  return !form || /^Kept on this phone. Your/.test(form.querySelector('.kept').innerText);
}"""


def cut(visitor, dice) -> list:
    """Break the network at random: before the server, after it, or with an error of its own. The cuts made so far."""
    made = []

    def route(route):
        fate = dice.random() if route.request.method == "POST" else 1
        if fate > 0.65:
            return route.fallback()
        made.append(fate)
        if fate > 0.5:
            return route.fulfill(status=503, body="away")
        if fate > 0.25:
            route.fetch()
        return route.abort()

    visitor.page.route("**/journal/20*/**", route)
    return made


def write(visitor, day, note):
    """Save a day as a person would, whatever becomes of it."""
    visitor.page.fill("[name=note]", note)
    save(visitor)
    visitor.page.wait_for_function(SETTLED)


def try_to_send(visitor, times):
    for _ in range(times):
        visitor.page.evaluate("() => window.notebook?.flush()")


def test_two_hundred_random_cuts_lose_nothing_and_double_nothing(phone):
    seed = random.randrange(10**6)
    print("seed", seed)
    dice, typed = random.Random(seed), {}
    today = date.fromisoformat(phone.page.get_attribute("form.checkin", "data-day"))
    cuts = cut(phone, dice)
    while len(cuts) < CUTS:
        day = (today - timedelta(days=dice.randrange(DAYS))).isoformat()
        phone.go(f"/journal/{day}/")
        for _ in range(dice.choice([1, 1, 2])):
            if phone.page.query_selector("form.checkin"):
                typed[day] = f"{len(cuts)} on {day}"
                write(phone, day, typed[day])
        try_to_send(phone, dice.randrange(5))
    phone.page.unroute_all()
    phone.go("/more/")
    all_sent(phone)
    assert {entry["date"]: entry["note"] for entry in diary(phone)} == typed
    assert "There are two versions" not in phone.page.content()
