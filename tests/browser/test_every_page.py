"""Every page, with the demo's people: nothing refused by the browser or asked of others, nothing unsound."""

from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern, resolve

from journal import urls
from recovery_tracker.demo.cast import ADMINISTRATOR, FRIEND, KIM, PASSWORD
from tests.browser.conftest import DESK, PHONE
from tests.browser.sound import unsound
from tests.browser.states import states

pytestmark = [pytest.mark.browser, pytest.mark.server]

OPEN = ["/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/timeline/about/", "/resources/",
        "/resources/?q=sleep", "/resources/samaritans/", "/help-now/", "/help-now/?country=GB",
        "/beside/join/", "/no-such-page/"]  # fmt: skip
HERS = ["/journal/today/", "/journal/", "/journal/reminders/", "/journal/pause/", "/journal/questions/",
        "/timeline/", "/timeline/?range=all", "/timeline/choose/", "/timeline/notes/", "/timeline/others/",
        "/timeline/closer/", "/timeline/closer/?range=all", "/timeline/summary/",
        "/more/", "/more/contact/", "/more/other-substances/", "/privacy/", "/privacy/shown/", "/privacy/erase/",
        "/journal/offline/", "/goals/", "/timeline/effort/", "/friends/", "/friends/invite/", "/beside/join/",
        "/share/", "/welcome/", "/journal/import/", "/accounts/password/change/", "/accounts/email/",
        "/accounts/logout/", "/journal/2999-01-01/", "/journal/?month=1990-01", "/journal/?month=2999-01",
        "/journal/search/", "/journal/1995-01-01/look/", "/assessments/", "/assessments/phq9/",
        "/assessments/gad7/"]  # fmt: skip
# Addresses of the journal that show no page of their own. test_urges.py walks those of an urge.
NO_PAGES = {"diary_import_cancel", "diary_import_forget", "diary_export", "diary_export_json", "own_tag", "hide_tag",
            "outbox", "come_back", "reminder_ics", "entry_draft", "entry_same", "entry_choose"}  # fmt: skip


THEIR_WORK = ["/admin/", "/admin/?flag=urgent", "/admin/flags/flag/", "/admin/journal/entry/", "/admin/plans/plan/",
              "/admin/accounts/invitation/", "/admin/team/", "/admin/emergency/", "/admin/clinic/"]  # fmt: skip
A_FRIENDS = ["/beside/", "/beside/join/", "/help-now/", "/accounts/password/change/", "/accounts/logout/"]


def opened(visitor, paths):
    """Open each of them; its address."""
    for path in paths:
        visitor.go(path)
        yield path


def problems(visitor, pages, seen=None):
    """What is unsound on each of the pages that are opened, by name; what the browser itself complained of; and whom
    they asked. `seen` takes their addresses."""
    found = {}
    for name in pages:
        wrong = unsound(visitor.page)
        found |= {name: wrong} if wrong else {}
        if seen is not None:
            seen.add(urlsplit(visitor.page.url).path)
    refused = [text for text in visitor.wrong if "status of 4" not in text]
    return found, refused, visitor.strangers


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_pages_are_sound(visit, demo, scheme):
    anybody = visit(demo, color_scheme=scheme)
    assert problems(anybody, opened(anybody, OPEN)) == ({}, [], set())


@pytest.mark.parametrize(("scheme", "size"), [("light", PHONE), ("dark", PHONE), ("light", DESK)])
def test_a_patients_pages_are_sound(visit, demo, scheme, size):
    her = visit(demo, color_scheme=scheme, viewport=size)
    her.log_in("freya", PASSWORD)
    her.go("/journal/today/")
    her.page.click("#submit-id-save")
    her.page.wait_for_url("**/saved/")
    saved = her.page.url.removeprefix(demo.url)
    pages = [*HERS, saved, saved.replace("saved", "look")]
    assert problems(her, opened(her, pages)) == ({}, [], set())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_friends_pages_are_sound(visit, demo, scheme):
    them = visit(demo, color_scheme=scheme, viewport=PHONE)
    them.log_in(FRIEND, PASSWORD)
    assert problems(them, opened(them, A_FRIENDS)) == ({}, [], set())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_of_the_journal_is_sound(visit, demo, scheme):
    her, seen = visit(demo, color_scheme=scheme), set()
    assert problems(her, states(her, f"taps{scheme}"), seen) == ({}, [], set())
    walked = {resolve(path).url_name for path in [*seen, *(urlsplit(path).path for path in HERS)]}
    assert {each.name for each in urls.urlpatterns if isinstance(each, URLPattern)} - NO_PAGES <= walked


@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", PHONE)])
def test_a_clinicians_work_pages_are_sound(visit, demo, scheme, size):
    kim = visit(demo, color_scheme=scheme, viewport=size)
    kim.log_in(KIM, PASSWORD)
    somebody = sorted(path for path in links(kim, "/admin/") if "/accounts/patient/" in path)[0]
    more = [somebody, *(somebody.replace("change", page) for page in ("reply", "export"))]
    assert problems(kim, opened(kim, [*THEIR_WORK, *more])) == ({}, [], set())


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
