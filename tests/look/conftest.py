"""A real browser, looking at rendered templates without any server behind them: fast, and no database is needed."""

import mimetypes
from urllib.parse import urlsplit

import pytest
from django.template import Context, Template

from tests.closing import close

from .files import STATIC

ORIGIN = "http://look.test"
ELSEWHERE = "https://elsewhere.test/"
PHONE = {"width": 360, "height": 740}


class Person:
    """Somebody signed in, for templates."""

    is_authenticated, is_staff = True, False


def page_html(main: str) -> str:
    """A page of ours with `main` in it, as a signed-in patient gets it."""
    text = '{% extends "base.html" %}{% block main %}' + main + "{% endblock %}"
    site = {"demo": True, "help_url": "/help-now/?country=GB", "leave_url": ELSEWHERE}
    return Template(text).render(Context({"user": Person(), "house": site, "tab": "today", "messages": ["Saved."]}))


def answer(route, html: str) -> None:
    """Serve static files from the folder, and `html` for everything else."""
    path = urlsplit(route.request.url).path
    if route.request.method == "POST":
        route.fulfill(status=204)
    elif path.startswith("/static/"):
        file = STATIC / path.removeprefix("/static/")
        route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0])
    else:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")


@pytest.fixture
def look(chromium):
    """look(main, **context options): a page open in the browser, on a phone's screen unless told otherwise."""
    contexts = []

    def opened(main: str, **options):
        context = chromium.new_context(**({"viewport": PHONE} | options))
        contexts.append(context)
        context.route("**/*", lambda route: answer(route, page_html(main)))
        page = context.new_page()
        page.goto(f"{ORIGIN}/page/")
        return page

    yield opened
    for context in contexts:
        close(context)
