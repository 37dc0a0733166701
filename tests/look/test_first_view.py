"""The check-in opens on a poor connection: few requests, few bytes, nothing from elsewhere."""

import gzip
import re

import pytest

from .files import STATIC

BUDGET_BYTES, BUDGET_REQUESTS = 60_000, 6
LOADED = re.compile(r'<(?:link rel="(?:stylesheet|icon)" href|script src|img src)="([^"]+)"')
pytestmark = pytest.mark.django_db


@pytest.fixture
def checkin(as_patient):
    """The check-in page as text."""
    return as_patient.get("/journal/today/").content.decode()


def test_the_check_in_needs_few_requests(checkin):
    icons_beyond_the_one_a_browser_takes = 1
    assert 1 + len(LOADED.findall(checkin)) - icons_beyond_the_one_a_browser_takes <= BUDGET_REQUESTS


def test_the_check_in_weighs_little(checkin):
    files = [STATIC / address.removeprefix("/static/") for address in LOADED.findall(checkin)]
    texts = [checkin.encode(), *(file.read_bytes() for file in files)]
    assert sum(len(gzip.compress(text)) for text in texts) <= BUDGET_BYTES


def test_the_check_in_loads_only_our_own_files(checkin):
    assert all(address.startswith("/static/") for address in LOADED.findall(checkin))
