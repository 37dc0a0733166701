"""Words can be read and edges seen, by day and at 3 a.m. (WCAG 2.2: 4.5 for text, 3 for edges and lines.)"""

import re

import pytest

from .files import STATIC

TEXT, EDGE = 4.5, 3.0
PAIRS = [
    ("--ink", ("--paper", "--card", "--soft", "--acute", "--peak", "--subacute", "--paws"), TEXT),
    ("--muted", ("--paper", "--card", "--soft", "--acute", "--subacute", "--paws"), TEXT),
    ("--edge", ("--card", "--paper"), EDGE),
    ("--focus", ("--card", "--paper", "--soft"), EDGE),
    ("--one", ("--card", "--acute", "--peak", "--subacute", "--paws"), EDGE),
    ("--two", ("--card", "--acute", "--peak", "--subacute", "--paws"), EDGE),
    ("--three", ("--card", "--acute", "--peak", "--subacute", "--paws"), EDGE),
]
SITE = [
    ("--accent", ("--paper", "--card", "--soft"), TEXT),
    ("--accent-ink", ("--accent", "--press"), TEXT),
    ("--warn", ("--card", "--paper", "--warn-soft"), TEXT),
    ("--ink", ("--warn-soft",), TEXT),
]
ADMIN = [
    ("--on-deep", ("--deep",), TEXT),
    ("--urgent", ("--card", "--body-bg", "--soft"), TEXT),
    ("--link-fg", ("--body-bg", "--darkened-bg", "--selected-row"), TEXT),
    ("--header-link-color", ("--header-bg",), TEXT),
    ("--breadcrumbs-fg", ("--breadcrumbs-bg",), TEXT),
    ("--button-fg", ("--button-bg", "--button-hover-bg"), TEXT),
]
SHEETS = {"site.css": PAIRS + SITE, "admin.css": PAIRS + ADMIN}


def schemes(sheet: str) -> dict[str, dict[str, str]]:
    """The light and the dark tokens of a style sheet."""
    blocks = re.findall(r"\{([^{}]*--ink: #[^{}]*)\}", (STATIC / sheet).read_text())
    light, dark = (dict(re.findall(r"(--[\w-]+): (#\w+);", block)) for block in blocks[:2])
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    digits = "".join(c * 2 for c in colour[1:]) if len(colour) == 4 else colour[1:]
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_every_pair_of_colours_can_be_told_apart(sheet, scheme):
    tokens = schemes(sheet)[scheme]
    checked = [(a, b, need, contrast(tokens[a], tokens[b])) for a, others, need in SHEETS[sheet] for b in others]
    assert [(a, b, round(ratio, 2)) for a, b, need, ratio in checked if ratio < need] == []


def test_the_admins_two_dark_sets_are_the_same():
    blocks = re.findall(r"\{([^{}]*--ink: #[^{}]*)\}", (STATIC / "admin.css").read_text())
    assert [line.split() for line in blocks[1].split(";")] == [line.split() for line in blocks[2].split(";")]


def is_red(colour: str) -> bool:
    """A loud red, as alarms have it; browns are not meant."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red > 150 and max(green, blue) < 70


@pytest.mark.parametrize("sheet", ["site.css", "chart.css", "closer.css", "admin.css"])
def test_nothing_is_red(sheet):
    words = (STATIC / sheet).read_text()
    assert [colour for colour in re.findall(r"#[0-9a-f]{6}\b", words) if is_red(colour)] == []
    assert not re.search(r":\s*(red|crimson|tomato)\b", words)
