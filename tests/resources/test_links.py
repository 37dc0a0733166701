"""Trying web addresses: against a server of our own, and never inside a network."""

from http.server import BaseHTTPRequestHandler

import pytest
from django.core.management import CommandError, call_command

from resources import links
from resources.links import is_public, try_all, try_one
from resources.models import CrisisLine, Resource
from tests.resources.rows import make_resource
from tests.serving import serving

ANSWERS = {"/": 200, "/gone": 404, "/really-gone": 410, "/broken": 500, "/closed": 403, "/odd": 204}
LEADS = {"/moved": (301, "/"), "/for-now": (302, "/"), "/round": (302, "/round"), "/out": (302, "http://10.0.0.1/"),
         "/file": (302, "file:///etc/passwd")}


class Site(BaseHTTPRequestHandler):
    asked: list

    def answer(self):
        self.asked.append((self.command, self.path))
        status, location = LEADS.get(self.path, (ANSWERS.get(self.path, 404), ""))
        if self.path == "/only-get":
            status = 405 if self.command == "HEAD" else 200
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = answer

    def log_message(self, *args):
        """Nothing."""


@pytest.fixture
def site():
    handler = type("Mine", (Site,), {"asked": []})
    with serving(handler) as server:
        server.asked, server.ports = handler.asked, {"http": server.server_port}
        yield server


def tried(site, path):
    return try_one(f"http://127.0.0.1{path}", lambda address: address == "127.0.0.1", site.ports)


@pytest.mark.parametrize("path, result", [
    ("/", "ok"), ("/odd", "ok"), ("/gone", "missing"), ("/really-gone", "missing"), ("/broken", "silent"),
    ("/closed", "refused"), ("/only-get", "ok"), ("/for-now", "ok"), ("/round", "silent"),
])
def test_it_says_what_is_there(site, path, result):
    assert tried(site, path).result == result


def test_it_says_where_something_has_moved(site):
    assert tried(site, "/moved") == ("moved", "http://127.0.0.1/")


def test_it_asks_for_no_more_than_it_must(site):
    tried(site, "/")
    assert site.asked == [("HEAD", "/")]


@pytest.mark.parametrize("path", ["/out", "/file"])
def test_a_redirect_is_looked_at_like_the_first_address(site, path):
    assert tried(site, path).result == "unsafe"


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.1", "100.64.0.1", "224.0.0.1",
    "255.255.255.255", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "2002:7f00:1::", "ff02::1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "::7f00:1",
])
def test_an_address_inside_a_network_is_none_of_the_open_internet(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_an_address_of_the_open_internet_is(address):
    assert is_public(address)


@pytest.mark.parametrize("url", [
    "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "file:///etc/passwd", "ftp://x/",
    "http://user:word@example.org/", "http://example.org:22/", "http:///x", "http://169.254.169.254/latest/",
])
def test_such_addresses_are_never_visited(url):
    assert try_one(url).result == "unsafe"


def test_nonsense_is_silent_not_an_error():
    assert try_one("http://[").result == "silent"
    assert try_one("http://127.0.0.1:99999/").result == "silent"


def test_a_server_that_is_not_there_is_silent(site):
    site.shutdown()
    site.server_close()
    assert tried(site, "/").result == "silent"


def test_each_address_is_tried_once(site):
    url = "http://127.0.0.1/"
    found = try_all([url, url], lambda address: True, site.ports)
    assert list(found) == [url]
    assert len(site.asked) == 1


@pytest.mark.django_db
def test_the_command_is_off_unless_turned_on():
    with pytest.raises(CommandError, match="CHECK_LINKS=1"):
        call_command("check_links")


@pytest.fixture
def turned_on(settings, db):
    settings.CHECK_LINKS = True
    for model in (CrisisLine, Resource):
        model.objects.update(status="suspended")


def test_the_command_writes_down_what_it_found(turned_on, capsys):
    row = make_resource(url="http://127.0.0.1/private")
    call_command("check_links")
    row.refresh_from_db()
    assert row.link_result == "unsafe"
    assert row.link_checked_at
    assert "Tried 1 web addresses." in capsys.readouterr().out


def test_the_command_tries_no_more_than_asked_and_not_again_too_soon(turned_on, capsys):
    for _ in range(3):
        make_resource(url="http://127.0.0.1/")
    call_command("check_links", limit=2)
    assert Resource.objects.exclude(link_checked_at=None).count() == 2
    call_command("check_links", limit=2)
    assert Resource.objects.exclude(link_checked_at=None).count() == 3
    call_command("check_links")
    assert "Tried 0 web addresses." in capsys.readouterr().out


def test_what_the_public_reads_is_not_newer_for_it(turned_on):
    row = make_resource(url="http://127.0.0.1/")
    call_command("check_links")
    assert Resource.objects.get(pk=row.pk).changed_at == row.changed_at


def test_few_are_tried_at_once_and_none_for_long():
    assert links.AT_ONCE <= 5
    assert links.TIMEOUT <= 10
