"""`{% kept %}`: a part of a page that is rendered once for each of what it is given."""

from django.template import Context, Template
from django.template.loader import get_template

from recovery_tracker.templatetags import kept

TABS = '{% load kept %}{% kept "includes/tabs.html" tab=tab country=country %}'


def tabs(**given):
    return Template(TABS).render(Context(given))


def test_it_is_rendered_once_for_the_same():
    kept._rendered.cache_clear()
    assert tabs(tab="today", country="GB") == tabs(tab="today", country="GB")
    assert kept._rendered.cache_info().misses == 1


def test_it_differs_with_what_it_is_given():
    assert "?country=GB" in tabs(tab="today", country="GB")
    assert "?country=NZ" in tabs(tab="today", country="NZ")
    assert "?country=" not in tabs(tab="today")


def test_it_sees_nothing_else():
    assert tabs(tab="today", country="", page="x") == get_template("includes/tabs.html").render({"tab": "today"})


def test_what_it_is_given_is_escaped():
    assert "<script>" not in tabs(tab="today", country="<script>")


def test_a_changed_setting_changes_it(settings):
    link = Template('{% load kept %}{% kept "includes/head.html" %}')
    before = link.render(Context())
    settings.STATIC_URL = "/elsewhere/"
    assert link.render(Context()) != before


def test_a_developer_sees_changes_at_once(settings):
    settings.DEBUG = True
    before = kept._rendered.cache_info().currsize
    tabs(tab="today", country="DE")
    assert kept._rendered.cache_info().currsize == before
