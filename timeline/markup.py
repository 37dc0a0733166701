"""The few pieces of SVG that all our pictures are made of. Words are escaped here."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from .frame import number

At = tuple[str, str]  # a point, as markup


def area(kind: str, left: float, right: float, top: float, bottom: float) -> str:
    """A filled rectangle."""
    return (
        f'<rect class={quoteattr(kind)} x="{number(left)}" y="{number(top)}"'
        f' width="{number(right - left)}" height="{number(bottom - top)}"/>'
    )


def upright(kind: str, x: float, top: float, bottom: float) -> str:
    """A line from top to bottom."""
    x_is = number(x)
    return f'<line class="{kind}" x1="{x_is}" x2="{x_is}" y1="{number(top)}" y2="{number(bottom)}"/>'


def text(words: str, x: float, y: float, kind: str = "", anchor: str = "") -> str:
    """Words."""
    kind = f' class="{kind}"' if kind else ""
    anchor = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{kind}{anchor} x="{number(x)}" y="{number(y)}">{escape(words)}</text>'


def path(kind: str, steps: str) -> str:
    """A path; nothing where there are no steps."""
    return f'<path class="{kind}" d="{steps}"/>' if steps else ""


def dots(points: Iterable[At]) -> str:
    """Lines of no length, which their round ends make dots: a tenth of the bytes of circles."""
    return "".join([f"M{x} {y}h.01" for x, y in points])


def rings(points: Iterable[At]) -> str:
    """Small open circles."""
    return "".join([f"M{x} {y}m-2.4 0a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0-4.8 0" for x, y in points])


def piece(points: Sequence[At]) -> str:
    """A line through points; a dot where there is but one."""
    if len(points) == 1:
        return dots(points)
    return "M" + "L".join([f"{x} {y}" for x, y in points])


def picture(
    kind: str, width: float, height: float, name: str, title: str, description: str, more: str = ""
) -> list[str]:
    """The beginning of an `<svg>` that is told to those who can't see it. `name` begins its ids; `more` are attributes,
    with a space before each."""
    return [
        f'<svg class="{kind}" viewBox="0 0 {width} {number(height)}" role="img"{more}'
        f" aria-labelledby={quoteattr(f'{name}-title {name}-desc')}>",
        f"<title id={quoteattr(f'{name}-title')}>{escape(title)}</title>",
        f"<desc id={quoteattr(f'{name}-desc')}>{escape(description)}</desc>",
    ]
