"""What a phone keeps to open without a network: her day, her questions and her country's numbers, and no answer."""

from datetime import UTC, datetime
from itertools import count

import pytest

from .offline import OPEN_ALL, diary, fill_in, join, ready, save, until

people = count(1)
pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture
def phone(visit, product):
    """A new person's phone, on today's check-in, with the empty form kept."""
    visitor = visit(product)
    visitor.username = f"kept{next(people)}"
    join(visitor, visitor.username)
    ready(visitor)
    return visitor


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


KEPT_PAGES = """async () => {
  const found = [];
  for (const name of await caches.keys()) found.push(...await (await caches.open(name)).keys());
  return found.map((kept) => new URL(kept.url).pathname).filter((path) => !path.startsWith('/static/'));
}"""


KEPT_NUMBERS = """async () => {
  for (const name of await caches.keys()) {
    const page = await (await caches.open(name)).match('/help-now/');
    if (page && page.url.includes('country=US')) return true;
  }
  return false;
}"""


KEPT_FORM = """async () => {
  for (const name of await caches.keys()) {
    const page = await (await caches.open(name)).match('/journal/offline/');
    if (page && (await page.text()).includes('name="irritability"')) return true;
  }
  return false;
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


def test_the_help_numbers_it_keeps_are_those_of_her_present_country(phone):
    phone.go("/welcome/")
    phone.page.select_option("[name=country]", "US")
    phone.page.click("main [type=submit]")
    until(phone, KEPT_NUMBERS)
    phone.context.set_offline(True)
    phone.go("/help-now/")
    assert "911" in phone.page.inner_text("main")
    assert "999" not in phone.page.inner_text("main")


def test_the_empty_form_it_keeps_asks_what_she_chose_last(phone):
    phone.go("/journal/questions/")
    phone.page.evaluate(OPEN_ALL)
    phone.page.check("[name=pins][value=irritability]")
    phone.page.click("main form [type=submit] >> nth=0")
    phone.page.wait_for_url("**/journal/today/")
    until(phone, KEPT_FORM)
    phone.context.set_offline(True)
    phone.go("/journal/today/")
    assert "no network" in phone.page.inner_text("main")
    assert phone.page.locator("input[name=irritability]").count() == 12


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
