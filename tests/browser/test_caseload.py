"""The caseload with the keyboard alone, in a real browser, at the sizes clinicians use."""

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from tests import people

pytestmark = pytest.mark.browser
SIZES = {"desk": (1280, 800), "laptop": (1024, 768), "tablet": (768, 1024), "phone": (360, 740)}


def session_of(user):
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), "accounts.backends.AccountBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


@pytest.fixture
def page(committed, live_server, chromium):
    """The caseload of three patients."""
    clinician = people.make_clinician()
    for name in ("Ada", "Ben", "Cleo"):
        people.make_link(people.make_patient(chosen_name=name), clinician)
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": "sessionid", "value": session_of(clinician.user), "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/")
    yield page
    context.close()


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def test_j_and_k_go_from_line_to_line_and_enter_opens(page):
    told = []
    for key in ("j", "j", "k", "j", "j", "j"):
        page.keyboard.press(key)
        told.append(focused(page))
    assert told == ["Ada", "Ben", "Ada", "Ben", "Cleo", "Cleo"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/patient/*/change/")
    assert "Cleo" in page.content()


def test_letters_that_are_typed_into_the_search_box_move_nothing(page):
    page.focus("input[name=q]")
    page.keyboard.type("jk")
    assert page.input_value("input[name=q]") == "jk"


def test_nothing_is_wider_than_the_screen(page):
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
