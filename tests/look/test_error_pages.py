"""When something goes wrong, the page still says what to do and where help is. None of these tests has a database."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.views import defaults

PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "405.html", "429.html", "500.html", "503.html"]
every_page = pytest.mark.parametrize("page", PAGES)


@every_page
def test_an_error_page_leads_to_help_and_out(page):
    html = render_to_string(page)
    assert 'href="/help-now/"' in html
    assert "Leave this page" in html and "Get help now" in html


@every_page
def test_an_error_page_needs_no_request_and_no_database(page):
    assert "<h1>" in render_to_string(page)


@every_page
def test_an_error_page_blames_nobody(page):
    words = render_to_string(page).lower()
    assert not [word for word in ("error", "invalid", "illegal", "fatal", "forbidden") if word in words]


def test_the_answer_to_an_accident_is_the_kind_page():
    response = defaults.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert b"Everything you saved before is still there" in response.content
