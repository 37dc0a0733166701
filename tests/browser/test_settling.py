"""What the tests of a browser lean on: a click ends when the page that it leads to is there."""

import time
from http.server import BaseHTTPRequestHandler

import pytest

from tests.serving import serving

pytestmark = pytest.mark.browser


class InTwoParts(BaseHTTPRequestHandler):
    """Answers with a link at once, and with the rest a moment later."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Two parts</title><a href='/next/'>Next</a>" + b" " * 4096)
        self.wfile.flush()
        time.sleep(0.7)
        self.wfile.write(b"<p id='rest'>The rest.</p>")

    def log_message(self, *_):
        pass


@pytest.fixture
def in_two_parts():
    """The address of a page that comes in two parts."""
    with serving(InTwoParts) as server:
        yield f"http://127.0.0.1:{server.server_port}/"


@pytest.mark.parametrize("clickable", ["page", "locator"])
def test_after_a_click_all_of_the_page_is_there(chromium, in_two_parts, clickable):
    page = chromium.new_page()
    page.goto(in_two_parts)
    page.click("a") if clickable == "page" else page.locator("a").click()
    assert page.url.endswith("/next/") and page.locator("#rest").count() == 1
    page.close()
