"""Templates keep to the content security policy and to one base."""

import re

import pytest

from .files import TEMPLATES, markup, name, own_static, templates

BASES = {"base.html", "base_plain.html", "admin/"}
ADDRESS = re.compile(r"https?://[^\s\"'<>)]+")
LINK = re.compile(r"<a\s[^>]*>", re.S)
EXTENDS = re.compile(r"\{%\s*extends\s+\"([^\"]+)\"")
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "a script address": re.compile(r"javascript:", re.I),
}
SVG_NAMESPACE = "http://www.w3.org/2000/svg"
every_template = pytest.mark.parametrize("path", templates(), ids=name)


@every_template
def test_no_template_holds_anything_the_policy_forbids(path):
    assert [what for what, pattern in INLINE.items() if pattern.search(markup(path))] == []


@every_template
def test_a_template_loads_nothing_from_another_site(path):
    beside_links = LINK.sub("", markup(path))
    assert set(ADDRESS.findall(beside_links)) <= {SVG_NAMESPACE}


@pytest.mark.parametrize("path", own_static(), ids=lambda path: path.name)
def test_a_static_file_names_no_other_site(path):
    assert set(ADDRESS.findall(path.read_text())) <= {SVG_NAMESPACE}


def parent(template: str) -> str | None:
    """The template that `template` extends, if it's one of ours or the admin's."""
    path = TEMPLATES / template
    found = EXTENDS.search(path.read_text()) if path.exists() else None
    return found.group(1) if found else None


@every_template
def test_a_whole_page_stands_on_one_of_the_bases(path):
    template = name(path)
    while parent(template) and not template.startswith(tuple(BASES)):
        template = parent(template)
    is_fragment = "<html" not in markup(path) and "{% block main" not in markup(path) and not parent(name(path))
    assert is_fragment or template.startswith(tuple(BASES))


@every_template
def test_a_page_of_ours_names_itself(path):
    text = markup(path)
    page = "{% block main %}" in text and path.name not in {"base.html", "base_plain.html"}
    assert not page or "{% block title %}" in text
