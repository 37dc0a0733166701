"""What she tapped and didn't save: over a lost network, a closed page, a longer form, a log-out, and going back."""

from itertools import count

import pytest

from tests.closing import close

from .offline import (
    OPEN_ALL,
    PASSWORD,
    all_sent,
    diary,
    fill_in,
    in_store,
    join,
    lose_answers,
    ready,
    save,
    until,
    waiting,
)

people = count(1)
pytestmark = [pytest.mark.browser, pytest.mark.server]
KEPT_HERE = "text=No network. Kept on this phone."
CHECKED = "input[name=irritability][value='8']:checked"


@pytest.fixture
def phone(visit, product):
    """A new person's phone, on today's check-in, with the empty form kept."""
    visitor = visit(product)
    visitor.username = f"begun{next(people)}"
    join(visitor, visitor.username)
    ready(visitor)
    return visitor


def reopen(visitor, path="/journal/today/"):
    """Close the page, and come back in another."""
    close(visitor.page)
    visitor.page = visitor.context.new_page()
    visitor.page.set_default_timeout(30_000)
    visitor.go(path)


def sooner(visitor, selector):
    """Wait for `selector` on a page whose clock goes faster than ours: five seconds of it in a fifth of one."""
    for _ in range(20):
        visitor.page.clock.fast_forward(5000)
        visitor.page.wait_for_timeout(200)
        if visitor.page.locator(selector).count():
            return
    raise AssertionError(f"It never came: {selector}")


def begin_the_long_form_without_network(visitor):
    visitor.go("/journal/today/?full=1")
    visitor.context.set_offline(True)
    visitor.page.evaluate(OPEN_ALL)
    visitor.page.locator("input[name=irritability][value='8']").locator("..").click()
    visitor.page.wait_for_selector(KEPT_HERE)


def test_the_long_form_begun_without_network_is_in_the_short_one_as_well(phone):
    begin_the_long_form_without_network(phone)
    phone.context.set_offline(False)
    reopen(phone)
    phone.page.wait_for_selector(CHECKED, state="attached")
    until(phone, "async () => !(await window.phone.all('drafts')).length")  # it is with the server now
    reopen(phone)
    phone.page.wait_for_selector(CHECKED, state="attached")
    save(phone)
    phone.page.wait_for_url("**/saved/")
    assert [entry["irritability"] for entry in diary(phone)] == ["8"]


def test_the_long_form_begun_without_network_is_saved_from_the_empty_one(phone):
    begin_the_long_form_without_network(phone)
    reopen(phone)
    fill_in(phone)
    save(phone)
    phone.page.wait_for_selector("text=Kept on this phone. Your entry")
    phone.context.set_offline(False)
    all_sent(phone)
    assert [(entry["irritability"], entry["craving"]) for entry in diary(phone)] == [("8", "7")]


def test_a_tap_after_a_save_whose_answer_was_lost_is_kept(phone):
    lose_answers(phone, 1)
    fill_in(phone)
    save(phone)
    phone.page.wait_for_selector("text=Kept on this phone. Your entry")
    phone.page.locator("input[name=craving][value='2']").locator("..").click()
    phone.page.wait_for_selector("text=Kept as you go")
    reopen(phone)
    phone.page.wait_for_selector("input[name=craving][value='2']:checked", state="attached")
    save(phone)
    phone.page.wait_for_url("**/saved/")
    assert [entry["craving"] for entry in diary(phone)] == ["2"]


def test_an_edit_after_the_save_was_sent_behind_the_page_is_no_second_version(phone):
    lose_answers(phone, 1)
    fill_in(phone)
    save(phone)
    phone.page.wait_for_selector("text=Kept on this phone. Your entry")
    phone.page.evaluate("() => window.notebook.flush()")
    all_sent(phone)
    phone.page.fill("[name=note]", "Second.")
    save(phone)
    phone.page.wait_for_url("**/saved/")
    assert [entry["note"] for entry in diary(phone)] == ["Second."]


def test_logging_out_asks_about_what_was_begun_and_leaves_nothing(phone):
    phone.page.route("**/draft/", lambda route: route.abort())
    phone.page.fill("[name=note]", "Only here.")
    phone.page.wait_for_selector(KEPT_HERE)
    phone.go("/accounts/logout/")
    phone.page.unroute_all()
    phone.page.click("text=Send now")
    phone.page.wait_for_selector("text=has not been sent", state="detached")
    assert in_store(phone, "drafts") == 0
    phone.go("/journal/today/")
    assert phone.page.input_value("[name=note]") == "Only here."
    phone.go("/accounts/logout/")
    phone.page.click("main [type=submit]")
    phone.page.wait_for_url(phone.product.url + "/")
    assert phone.page.evaluate("() => caches.keys()") == []


def test_a_tab_that_is_still_open_keeps_nothing_after_logging_out_in_another(phone):
    other = phone.context.new_page()
    other.goto(phone.product.url + "/accounts/logout/")
    phone.page.fill("[name=note]", "Only here.")
    other.click("main [type=submit]")
    other.wait_for_url(phone.product.url + "/")
    phone.page.fill("[name=note]", "Only here, and more.")
    phone.page.wait_for_timeout(1500)
    assert in_store(phone, "drafts") == 0


def test_a_second_version_that_arrives_behind_another_page_is_told(phone, visit, product):
    phone.page.route("**/journal/20*/**", lambda route: route.abort())
    fill_in(phone, note="First.")
    save(phone)
    phone.page.wait_for_selector("text=Kept on this phone. Your entry")
    desk = visit(product)
    desk.log_in(phone.username, PASSWORD)
    desk.page.fill("[name=note]", "Second.")
    save(desk)
    desk.page.wait_for_url("**/saved/")
    phone.page.unroute_all()
    phone.go("/more/")
    phone.page.click("text=See both, and choose")
    phone.page.wait_for_selector("text=There are two versions")


def test_going_back_to_a_form_that_was_saved_opens_it_anew(visit, product):
    her = visit(product, service_workers="block")
    join(her, f"begun{next(people)}")
    her.page.route("**/saved/", lambda route: route.fulfill(status=204))  # the form stays, as a browser keeps it
    fill_in(her)
    with her.page.expect_request("**/saved/"):
        save(her)
    her.page.evaluate("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    her.page.wait_for_selector("text=You wrote about this day already")


def test_a_phone_whose_store_never_answers_sends_the_page_as_it_is(phone):
    phone.page.evaluate("() => { IDBFactory.prototype.open = () => ({}); }")
    fill_in(phone)
    phone.page.clock.install()
    save(phone)
    sooner(phone, "h1:has-text('Saved')")
    phone.page.wait_for_url("**/saved/")
    assert [entry["craving"] for entry in diary(phone)] == ["7"]


def test_a_tab_that_waits_for_another_in_vain_keeps_what_it_has_and_says_so(phone):
    other = phone.context.new_page()
    other.goto(phone.product.url + "/more/")
    other.evaluate("() => { navigator.locks.request('outbox', () => new Promise(() => {})); }")
    fill_in(phone)
    phone.page.clock.install()
    save(phone)
    until(phone, "async () => (await navigator.locks.query()).pending.length > 0")
    sooner(phone, "text=Kept on this phone. Your entry")
    close(other)
    phone.page.evaluate("() => window.notebook.flush()")
    assert [entry["craving"] for entry in diary(phone)] == ["7"]


REFUSED = """async (answers) => {
  const value = (name) => document.querySelector(`form.checkin [name=${name}]`).value;
  const day = document.querySelector('form.checkin').dataset.day;
  const fields = [...['owner', 'seen', 'save_id'].map((name) => [name, value(name)]), ...Object.entries(answers)];
  const row = { save_id: value('save_id'), owner: value('owner'), day, path: `/journal/${day}/`, fields, made: 1 };
  const open = indexedDB.open('notebook', 1);
  await new Promise((done) => { open.onsuccess = done; });
  const work = open.result.transaction('outbox', 'readwrite');
  work.objectStore('outbox').put(row);
  await new Promise((done) => { work.oncomplete = done; });
  open.result.close();
  localStorage.setItem('waiting', '1');
}"""


def test_what_the_server_could_not_read_can_be_put_right(phone):
    phone.page.evaluate(REFUSED, {"craving": "99", "fatigue": "4", "note": "Not lost."})
    phone.go("/more/")
    phone.page.click("text=Open that day")
    phone.page.wait_for_selector("text=This was not saved. Please look at it")
    assert phone.page.input_value("[name=note]") == "Not lost."
    save(phone)
    phone.page.wait_for_url("**/saved/")
    assert [(entry["note"], entry["fatigue"]) for entry in diary(phone)] == [("Not lost.", "4")]
    assert waiting(phone) == 0


def test_logging_out_asks_even_whoever_taps_before_the_page_is_ready(visit, product):
    her = visit(product, service_workers="block")
    join(her, f"begun{next(people)}")
    her.page.route("**/journal/20*/**", lambda route: route.abort())
    fill_in(her)
    save(her)
    her.page.wait_for_selector("text=Kept on this phone. Your entry")
    her.page.route("**/checkin*.js", lambda route: her.page.wait_for_timeout(1500) or route.continue_())
    her.page.goto(product.url + "/accounts/logout/", wait_until="commit")
    her.page.click("main [type=submit]", no_wait_after=True)
    her.page.wait_for_selector("text=1 entry on this phone has not been sent")
    assert waiting(her) == 1


def test_a_day_that_is_still_to_come_waits_until_it_is_there(phone):
    tomorrow = "(new Date(Date.now() + 2 * 864e5)).toISOString().slice(0, 10)"
    phone.page.evaluate(f"() => {{ document.querySelector('form.checkin').dataset.day = {tomorrow}; }}")
    phone.page.evaluate(REFUSED, {"craving": "7", "note": "From further east."})
    phone.go("/more/")
    phone.page.wait_for_selector("text=This day is still to come")
    today = phone.product.url + "/journal/today/"
    phone.page.route("**/journal/20*/", lambda route: route.fulfill(response=route.fetch(url=today)))
    phone.page.evaluate("() => window.notebook.flush()")
    all_sent(phone)
    assert [entry["note"] for entry in diary(phone)] == ["From further east."]


def test_a_network_that_comes_and_goes_is_tried_again_without_another_tap(phone):
    cuts = [2]

    def cut(route):
        cuts[0] -= 1
        return route.abort() if cuts[0] >= 0 else route.fallback()

    phone.page.route("**/draft/", cut)
    phone.page.clock.install()
    phone.page.locator("input[name=craving][value='2']").locator("..").click()
    phone.page.wait_for_selector(KEPT_HERE)
    sooner(phone, "text=Kept as you go")
    assert cuts[0] < 0
