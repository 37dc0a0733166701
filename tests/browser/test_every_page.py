"""Every page, with the demo's people: nothing refused by the browser or asked of others, nothing axe objects to."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from recovery_tracker.demo.cast import ADMINISTRATOR, KIM, PASSWORD
from tests.browser.conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.server]

OPEN = ["/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/timeline/about/", "/resources/",
        "/resources/?q=sleep", "/resources/samaritans/", "/help-now/", "/help-now/?country=GB",
        "/no-such-page/"]  # fmt: skip
HERS = ["/journal/today/", "/journal/", "/journal/reminders/", "/journal/pause/",
        "/timeline/", "/timeline/?range=all", "/timeline/others/", "/more/", "/privacy/", "/privacy/erase/",
        "/share/", "/welcome/", "/journal/import/", "/accounts/password/change/", "/accounts/email/",
        "/accounts/logout/", "/journal/2999-01-01/", "/journal/?month=1990-01", "/journal/?month=2999-01",
        "/journal/search/", "/journal/1995-01-01/look/", "/assessments/", "/assessments/phq9/",
        "/assessments/gad7/"]  # fmt: skip


def problems(visitor, paths):
    """What axe finds on each page, by address; and what the browser itself complained of."""
    found = {}
    for path in paths:
        visitor.go(path)
        rules = Axe().run(visitor.page).response["violations"]
        found |= {f"{path} {rule['id']}": rule["nodes"][0]["html"][:200] for rule in rules}
    refused = [text for text in visitor.wrong if "status of 40" not in text]
    return found, refused, visitor.strangers


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_pages_are_sound(visit, demo, scheme):
    anybody = visit(demo, color_scheme=scheme)
    assert problems(anybody, OPEN) == ({}, [], set())


@pytest.mark.parametrize(("scheme", "size"), [("light", PHONE), ("dark", PHONE), ("light", DESK)])
def test_a_patients_pages_are_sound(visit, demo, scheme, size):
    her = visit(demo, color_scheme=scheme, viewport=size)
    her.log_in("freya", PASSWORD)
    her.go("/journal/today/")
    her.page.click("#submit-id-save")
    her.page.wait_for_url("**/saved/")
    saved = her.page.url.removeprefix(demo.url)
    assert problems(her, [*HERS, saved, saved.replace("saved", "look")]) == ({}, [], set())


def links(visitor, path):
    """The admin pages that a page leads to."""
    visitor.go(path)
    found = visitor.page.eval_on_selector_all("a[href]", "all => all.map(a => a.pathname + a.search)")
    return {link for link in found if link.startswith("/admin/") and "logout" not in link}


@pytest.mark.parametrize("username", [KIM, ADMINISTRATOR])
def test_no_admin_page_breaks_the_rules_of_the_browser(visit, demo, username):
    them = visit(demo, viewport=DESK)
    them.log_in(username, PASSWORD)
    first = links(them, "/admin/")
    seen = set()
    for link in sorted(first)[:40]:
        seen |= links(them, link)
    for link in sorted(seen - first)[:40]:
        assert them.go(link).status == 200, link
    assert them.wrong == []
    assert not them.strangers


def test_nothing_scrolls_sideways_on_a_small_phone(visit, demo):
    her = visit(demo, viewport={"width": 320, "height": 568})
    her.log_in("freya", PASSWORD)
    for path in [*OPEN, *HERS]:
        her.go(path)
        assert her.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
