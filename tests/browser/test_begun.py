"""What she tapped and didn't save: over a lost network, a closed page, a longer form, a log-out, and going back."""

from datetime import UTC, datetime
from itertools import count

import pytest

from .offline import (
    PASSWORD,
    all_sent,
    diary,
    fill_in,
    in_store,
    join,
    lose_answers,
    ready,
    save,
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
    visitor.page.close()
    visitor.page = visitor.context.new_page()
    visitor.page.set_default_timeout(15_000)
    visitor.go(path)


def begin_the_long_form_without_network(visitor):
    visitor.go("/journal/today/?full=1")
    visitor.context.set_offline(True)
    visitor.page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    visitor.page.locator("input[name=irritability][value='8']").locator("..").click()
    visitor.page.wait_for_selector(KEPT_HERE)


def test_the_long_form_begun_without_network_is_in_the_short_one_as_well(phone):
    begin_the_long_form_without_network(phone)
    phone.context.set_offline(False)
    reopen(phone)
    phone.page.wait_for_selector("text=Kept as you go")
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


# On 25 October 2026 clocks go back, on 29 March 2026 forward. Her day begins at 04:00 by the clock on her wall.
@pytest.mark.parametrize(
    ("instant", "day"),
    [((2026, 10, 25, 3, 30), "2026-10-24"), ((2026, 10, 25, 4, 30), "2026-10-25"), ((2026, 3, 29, 2, 30), "2026-03-28"),
     ((2026, 3, 29, 3, 30), "2026-03-29"), ((2026, 11, 1, 3, 59), "2026-10-31"), ((2027, 1, 1, 4, 0), "2027-01-01")],
)  # fmt: skip
def test_the_empty_form_knows_her_day_in_every_night(phone, instant, day):
    phone.context.set_offline(True)
    phone.page.clock.set_fixed_time(datetime(*instant, tzinfo=UTC))
    phone.go("/journal/today/")
    phone.page.wait_for_selector(f"form.checkin[data-day='{day}']")


def test_logging_out_asks_about_what_was_begun_and_leaves_nothing(phone):
    fill_in(phone)
    phone.page.wait_for_selector("text=Kept as you go")
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


REFUSED = """async (answers) => {
  const value = (name) => document.querySelector(`form.checkin [name=${name}]`).value;
  const day = document.querySelector('form.checkin').dataset.day;
  const fields = [['owner', value('owner')], ['seen', '0'], ...Object.entries(answers)];
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


KEPT_PAGES = """async () => {
  const found = [];
  for (const name of await caches.keys()) found.push(...await (await caches.open(name)).keys());
  return found.map((kept) => new URL(kept.url).pathname).filter((path) => !path.startsWith('/static/'));
}"""


def test_the_phone_keeps_no_page_with_answers(phone):
    fill_in(phone, note="A secret line.")
    save(phone)
    phone.page.wait_for_url("**/saved/")
    for path in ("/journal/", "/journal/today/", "/timeline/", "/more/", "/journal/today/?full=1"):
        phone.go(path)
        phone.page.wait_for_load_state("networkidle")
    assert sorted(phone.page.evaluate(KEPT_PAGES)) == ["/help-now/", "/journal/offline/", "/owner"]
    phone.context.set_offline(True)
    phone.go("/journal/today/")
    assert "A secret line." not in phone.page.content()


def test_one_question_at_a_time_is_the_same_form(phone):
    phone.go("/journal/questions/")
    phone.page.check("[name=one_at_a_time]")
    phone.page.click("main form [type=submit] >> nth=0")
    phone.page.wait_for_selector("text=1 of 9")
    for name in ("used_ketamine", "craving"):
        phone.page.wait_for_selector(f"#div_id_{name}:visible")
        assert phone.page.locator(".question:visible").count() == 1
        phone.page.locator(f"input[name={name}]").first.locator("..").click()
    phone.page.wait_for_selector("#div_id_low_mood:visible")
    save(phone)
    phone.page.wait_for_url("**/saved/")
    assert [(entry["used_ketamine"], entry["craving"]) for entry in diary(phone)] == [("yes", "0")]


def test_a_network_that_comes_and_goes_is_tried_again_without_another_tap(phone):
    cuts = [2]

    def cut(route):
        cuts[0] -= 1
        return route.abort() if cuts[0] >= 0 else route.fallback()

    phone.page.route("**/draft/", cut)
    phone.page.locator("input[name=craving][value='2']").locator("..").click()
    phone.page.wait_for_selector(KEPT_HERE)
    phone.page.wait_for_selector("text=Kept as you go", timeout=40_000)
    assert cuts[0] < 0
