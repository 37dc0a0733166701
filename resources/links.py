"""Trying the web addresses of the directory, gently, and never an address inside somebody's network.

Each name is looked up once and we connect to the very address that was looked at, so a name that points elsewhere a
moment later gains nothing. Only http and https on their own ports; every redirect is looked at like the first address.
HEAD, then GET where HEAD isn't liked; nothing of a page is read.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

TIMEOUT = 8  # seconds for each answer
AT_ONCE = 4
MOST_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
HEADERS = {"User-Agent": "Recovery Tracker link check", "Accept": "text/html,*/*;q=0.5", "Connection": "close"}
REDIRECTS = {301, 302, 303, 307, 308}
FOR_GOOD = {301, 308}
NOT_THERE = {404, 410}
TRY_GET = {400, 403, 404, 405, 406, 410, 429, 500, 501, 503}
LONGEST_DETAIL = 120


class Result(NamedTuple):
    """What came of it: a code of `vocabulary.LINK_RESULTS`, and a word on why."""

    result: str
    detail: str = ""


class Unsafe(Exception):
    """Not an address we go to; the message says why."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not private, local, shared, multicast or reserved."""
    found = ipaddress.ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    unfit = found.is_multicast or found.is_reserved  # reserved: also what a gateway turns into an IPv4 address
    return found.is_global and not unfit and (mapped is None or mapped.is_global)


def try_all(urls: Iterable[str], may_visit: Callable[[str], bool] = is_public, ports=PORTS) -> dict[str, Result]:
    """Each address tried once, a few at a time."""
    urls = list(dict.fromkeys(urls))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(urls, pool.map(lambda url: try_one(url, may_visit, ports), urls), strict=True))


def try_one(url: str, may_visit: Callable[[str], bool] = is_public, ports=PORTS) -> Result:
    """What is at an address today."""
    try:
        return _follow(url, may_visit, ports)
    except Unsafe as why:
        return Result("unsafe", str(why)[:LONGEST_DETAIL])
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Result("silent", type(error).__name__)


def _follow(url: str, may_visit, ports) -> Result:
    moved_to = ""
    for _ in range(MOST_REDIRECTS + 1):
        status, location = _ask("HEAD", url, may_visit, ports)
        if status in TRY_GET:
            status, location = _ask("GET", url, may_visit, ports)
        if status not in REDIRECTS or not location:
            return _told(status, moved_to)
        url = urljoin(url, location)
        if status in FOR_GOOD:
            moved_to = url
    return Result("silent", "goes round in circles")


def _told(status: int, moved_to: str) -> Result:
    if status in NOT_THERE:
        return Result("missing", str(status))
    if 200 <= status < 300:
        return Result("moved", moved_to[:LONGEST_DETAIL]) if moved_to else Result("ok", str(status))
    return Result("refused" if 400 <= status < 500 else "silent", str(status))


def _ask(method: str, url: str, may_visit, ports) -> tuple[int, str]:
    """The status, and where it leads."""
    parts = urlsplit(url)
    connection = _connection(parts, may_visit, ports)
    try:
        path = parts.path or "/"
        connection.request(method, f"{path}?{parts.query}" if parts.query else path, headers=HEADERS)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location", "")
    finally:
        connection.close()


def _connection(parts, may_visit, ports) -> http.client.HTTPConnection:
    host, port = parts.hostname, parts.port or ports.get(parts.scheme)
    if parts.scheme not in ports or not host:
        raise Unsafe("only http and https")
    if parts.username or parts.password:
        raise Unsafe("a name and password in the address")
    if port not in ports.values():
        raise Unsafe("a port of its own")
    address = _look_up(host, port, may_visit)
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    connection.sock = socket.create_connection((address, port), TIMEOUT)
    if parts.scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=host)
    return connection


def _look_up(host: str, port: int, may_visit) -> str:
    """One address of the name, and only when all of them may be visited."""
    found = [each[4][0] for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(may_visit(address.partition("%")[0]) for address in found):
        raise Unsafe("an address inside a network")
    return found[0]
