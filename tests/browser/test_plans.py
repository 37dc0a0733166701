"""A plan on a phone: made in two minutes, shown or not, and read without a network only where she ticked that."""

from itertools import count

import pytest

from .conftest import DESK
from .offline import join, log_in_again, ready, until
from .test_whole_path import code_from, share
from .thumb import WORDS_A_SECOND, Thumb, words_on

people = count(1)
pytestmark = [pytest.mark.browser, pytest.mark.server]
TYPED_A_SECOND = 36 / 60 * 5  # letters, on a phone (Palin 2019, doi 10.1145/3338286.3340120)
TWO_MINUTES = 120
KEEPS = """async () => {
  for (const name of await caches.keys()) if (await (await caches.open(name)).match('/plans/safety/')) return true;
  return false;
}"""
KEEPS_NOT = KEEPS.replace("return true", "return null").replace("return false", "return true")


@pytest.fixture
def phone(visit, product):
    """A new person's phone."""
    visitor = visit(product, has_touch=True)
    visitor.username = f"planner{next(people)}"
    join(visitor, visitor.username)
    return visitor


def make_plan(phone) -> float:
    """Make the minimal plan as a thumb does; how many seconds that takes a person, with reading all of it."""
    phone.go("/plans/safety/start/")
    thumb, read, typed = Thumb(phone.page), words_on(phone.page), 0
    for name, value in (("signs", "I feel trapped"), ("steps", "Go for a walk"), ("steps", "Take a shower"),
                        ("safer", "Not be alone tonight")):  # fmt: skip
        thumb.answer(name, value)
    for name, text in (("name", "Ada"), ("phone", "07700 900123")):
        thumb.tap(f"[name={name}]")
        phone.page.keyboard.type(text)
        typed += len(text)
    thumb.tap("#submit-id-save")
    thumb.wait(lambda: phone.page.wait_for_url("**/plans/safety/"))
    assert (thumb.taps, phone.wrong) == (7, [])
    return thumb.seconds + read / WORDS_A_SECOND + typed / TYPED_A_SECOND


def let_in(phone, visit, product, name):
    """A clinician whom she lets in; in a browser of their own."""
    username = f"kim-{phone.username}"
    clinician = visit(product, viewport=DESK)
    clinician.log_in(username, product.clinician(username, name))
    share(phone, code_from(clinician))
    return clinician


def test_a_plan_made_in_two_minutes_is_on_her_clinicians_page_if_shown_and_absent_if_not(phone, visit, product):
    assert make_plan(phone) < TWO_MINUTES
    clinician = let_in(phone, visit, product, "Kim Keyworker")
    clinician.go("/admin/plans/plan/")
    assert "0 plans" in clinician.page.inner_text("#content")
    phone.go("/plans/safety/")
    phone.page.click("text=Show this plan to Kim Keyworker")
    clinician.go("/admin/plans/plan/")
    clinician.page.click("#result_list th a")
    assert "Go for a walk" in clinician.page.inner_text("#content")
    here = clinician.page.url
    phone.page.click("text=Keep it to myself again")
    assert clinician.page.goto(here).status == 404


def test_the_phone_keeps_no_plan_unless_she_ticks_it(phone):
    make_plan(phone)
    ready(phone)
    phone.go("/plans/safety/")
    phone.page.wait_for_selector("#keep-here:visible")
    assert not phone.page.is_checked("#keep-here")
    until(phone, KEEPS_NOT)
    phone.context.set_offline(True)
    phone.go("/plans/safety/")
    assert "Go for a walk" not in phone.page.content()
    assert "no network" in phone.page.inner_text("main")


def kept(phone):
    """Make a plan and tick that this phone keeps it."""
    make_plan(phone)
    ready(phone)
    phone.go("/plans/safety/")
    phone.page.check("#keep-here")
    phone.page.wait_for_selector("text=It is on this phone now.")


def test_ticked_it_opens_without_a_network_as_she_last_saw_it(phone):
    kept(phone)
    phone.go("/plans/safety/hope/")
    phone.page.fill("[name=text_0]", "The cat")
    phone.page.click("button.primary")
    phone.page.wait_for_selector("#keep-here:checked")
    phone.context.set_offline(True)
    phone.go("/plans/safety/")
    assert {"Go for a walk", "The cat", "Call 07700 900123"} <= set(phone.page.inner_text("main").split("\n"))


def test_unticked_it_is_off_the_phone(phone):
    kept(phone)
    phone.go("/plans/safety/")
    phone.page.wait_for_selector("#keep-here:checked")
    phone.page.uncheck("#keep-here")
    phone.page.wait_for_selector("text=It is off this phone.")
    until(phone, KEEPS_NOT)


def test_logging_out_takes_it_off_the_phone(phone):
    kept(phone)
    phone.go("/accounts/logout/")
    phone.page.click("main [type=submit]")
    phone.page.wait_for_url(lambda url: "logout" not in url)
    until(phone, KEEPS_NOT)


def test_somebody_else_who_logs_in_finds_no_plan_on_the_phone(phone, visit, product):
    other = visit(product)
    join(other, f"other-{phone.username}")
    kept(phone)
    phone.context.clear_cookies(name="sessionid")
    phone.go("/accounts/login/")
    log_in_again(phone, f"other-{phone.username}")
    phone.page.wait_for_url("**/journal/today/")
    until(phone, KEEPS_NOT)
    phone.context.set_offline(True)
    phone.go("/plans/safety/")
    assert "Go for a walk" not in phone.page.content()


def test_a_plan_can_be_made_and_put_in_order_without_javascript(visit, product):
    visitor = visit(product, java_script_enabled=False)
    join(visitor, f"plain{next(people)}")
    page = visitor.page
    visitor.go("/plans/staying-well/coping/")
    page.fill("[name=text_0]", "First")
    page.fill("[name=text_1]", "Second")
    page.click("button.primary")
    visitor.go("/plans/staying-well/coping/")
    page.click("button[name=up][value='1']")
    assert [page.input_value(f"[name=text_{row}]") for row in (0, 1)] == ["Second", "First"]
