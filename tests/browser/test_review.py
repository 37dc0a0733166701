"""A clinician with ten minutes: ten flagged entries read, dealt with and closed, by mouse and by keyboard alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from recovery_tracker.demo.cast import KIM, PASSWORD
from tests.browser.conftest import DESK, PHONE
from tests.browser.sound import unsound

pytestmark = [pytest.mark.browser, pytest.mark.server]
MOST_CLICKS = 4
# Ten entries of Sol that nobody has read, each with a flag of its day; every third one is urgent.
RAISE = """
from accounts import rls
from flags.models import Flag
from journal.models import Entry
from review.models import EntryReview
with rls.service_role():
    entries = list(Entry.objects.filter(patient__user__username="sol").order_by("-date")[:10])
    EntryReview.objects.filter(entry__in=entries).delete()
    Flag.objects.filter(patient=entries[0].patient).delete()
    for place, entry in enumerate(entries):
        day = entry.date.isoformat()
        Flag.objects.create(patient=entry.patient, rule_code="craving_high", rule_version=1, about=day, day=entry.date,
            severity="attention" if place % 3 else "urgent", needs=["ratings"],
            evidence=[{"code": "craving", "date": day, "value": 8}])
    print(entries[0].patient_id)
"""
LEFT = """
from accounts import rls
from flags.models import Flag
from review.models import EntryReview
with rls.service_role():
    sol = Flag.objects.filter(patient__user__username="sol")
    read = EntryReview.objects.filter(patient__user__username="sol", outcome="contacted").count()
    print(sol.standing().count(), sol.filter(state="closed").count(), read)
"""


class Clinician:
    """Kim at a desk, who counts her clicks."""

    def __init__(self, visitor, sol: str):
        self.visitor, self.page, self.clicks = visitor, visitor.page, 0
        self.home = f"/admin/accounts/patient/{sol}/change/"

    def click(self, where: str):
        """One click at the first such place."""
        self.clicks += 1
        self.page.locator(where).first.click()

    def clear(self):
        """Deal with the flag on top of the page; how many clicks it took."""
        before, standing = self.clicks, self.page.locator(".flag").count()
        self.click(".flag:first-of-type label:has-text('Called, and reached')")
        self.click(".flag:first-of-type [name=note]")
        self.page.keyboard.type("Talked it over.")
        self.click(".flag:first-of-type [value=close]")
        expect(self.page.locator(".flag")).to_have_count(standing - 1)
        return self.clicks - before


def broken(page) -> list[str]:
    """What axe finds, and whether the page has to be scrolled sideways."""
    found = [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in Axe().run(page).response["violations"]]
    return found + ["sideways"] * page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.fixture
def kim(visit, demo):
    """On the page about Sol, with ten flagged entries."""
    sol = demo.manage("shell", "-v", "0", "-c", RAISE).split()[-1]
    visitor = visit(demo, viewport=DESK)
    visitor.log_in(KIM, PASSWORD)
    kim = Clinician(visitor, sol)
    visitor.go(kim.home)
    return kim


@pytest.fixture
def demo(demo):
    """Whose commands meet the demo's people."""
    demo.environment["RECOVERY_DEMO"] = "1"
    return demo


def left(demo):
    return [int(number) for number in demo.manage("shell", "-v", "0", "-c", LEFT).split()[-3:]]


def test_ten_flagged_entries_are_cleared_with_an_outcome_in_four_clicks_each(kim, demo):
    assert kim.page.locator(".flag").count() == 10
    assert {kim.clear() <= MOST_CLICKS for _ in range(10)} == {True}
    assert "This does not mean the person is safe." in kim.page.inner_text("#flags")
    assert left(demo) == [0, 10, 10]
    assert kim.visitor.wrong == [] and not kim.visitor.strangers


def test_the_keyboard_alone_is_enough(kim, demo):
    keys = kim.page.keyboard
    kim.page.locator(".flag input[type=radio]").first.focus()
    keys.press("Space")
    keys.press("Tab")
    keys.type("Talked it over.")
    keys.press("Enter")
    expect(kim.page.locator(".flag")).to_have_count(9)
    assert left(demo) == [9, 1, 1]


def test_every_control_is_reached_with_the_tab_key(kim):
    reached = set()
    for _ in range(90):
        kim.page.keyboard.press("Tab")
        reached.add(kim.page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
    assert {"action", "note", "do", "Close and mark the entry reviewed"} & reached >= {"action", "note", "do"}


def test_it_works_without_a_script(visit, demo):
    sol = demo.manage("shell", "-v", "0", "-c", RAISE).split()[-1]
    visitor = visit(demo, viewport=DESK, java_script_enabled=False)
    visitor.log_in(KIM, PASSWORD)
    visitor.go(f"/admin/accounts/patient/{sol}/change/")
    visitor.page.locator(".flag label:has-text('Saw the person')").first.click()
    visitor.page.locator(".flag [name=note]").first.fill("Met.")
    visitor.page.locator(".flag [value=close]").first.click()
    visitor.page.locator("text=Closed in the last two weeks (1)").wait_for()


@pytest.mark.parametrize("size", [DESK, {"width": 1024, "height": 768}, PHONE])
def test_the_pages_are_sound(kim, size):
    kim.page.set_viewport_size(size)
    acts = [kim.home.replace("change/", f"{what}/") for what in ("note", "event", "reply")]
    for address in (kim.home, "/admin/flags/flag/", *acts):
        kim.visitor.go(address)
        assert broken(kim.page) == [], address
    assert kim.visitor.wrong == []


def test_the_patients_page_is_sound(visit, demo):
    her = visit(demo)
    her.log_in("sol", PASSWORD)
    her.go("/from-your-team/")
    assert unsound(her.page) == []
    assert her.wrong == []
