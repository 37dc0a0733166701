"""Where the look lives, and how to read it."""

import re
from pathlib import Path

from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
VENDOR = STATIC / "vendor"
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.S)


def templates() -> list[Path]:
    """Every HTML template of the project."""
    return sorted(TEMPLATES.rglob("*.html"))


def markup(path: Path) -> str:
    """A template's text without its comments."""
    return COMMENT.sub("", path.read_text())


def name(path: Path) -> str:
    """A template's name, as Django knows it."""
    return str(path.relative_to(TEMPLATES))


def own_static() -> list[Path]:
    """The style sheets, scripts and pictures that are ours."""
    return sorted(p for p in STATIC.rglob("*") if p.suffix in {".css", ".js", ".svg"} and VENDOR not in p.parents)
