"""The picture as markup: well formed, escaped, nothing joined that isn't, and true to its numbers."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

from timeline.chart import LEFT, RIGHT, WIDTH, Frame, draw
from timeline.shapes import Axis, Band, Chart, Panel, Point, Series, Tick

SVG = "{http://www.w3.org/2000/svg}"
DAY0 = date(2026, 10, 20)
NASTY = """<script>"Low" & 'mood'</script>"""


def day(number: int) -> date:
    return DAY0 + timedelta(days=number)


def make_chart(series=(), days=15, **fields) -> Chart:
    defaults = {"title": "Craving", "description": "Two weeks.", "axis": Axis(DAY0, day(days - 1))}
    return Chart(**(defaults | {"panels": (Panel(10, "", tuple(series)),)} | fields))


def make_series(values: dict[int, float | None], pieces=(), style: int = 1) -> Series:
    points = tuple(Point(day(number), value) for number, value in values.items())
    return Series("craving", "Craving", style, points, tuple(pieces))


def parsed(chart: Chart):
    markup = draw(chart).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ElementTree.fromstring(markup)  # noqa: S314


def steps(chart: Chart, kind: str) -> list[tuple[float, float]]:
    """The points that the paths of a class go through."""
    paths = [each.get("d") for each in parsed(chart).iter(f"{SVG}path") if kind in each.get("class").split()]
    return [(float(x), float(y)) for path in paths for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", path)]


def test_it_escapes_every_word():
    band = Band("acute", NASTY, DAY0, day(14))
    axis = Axis(DAY0, day(14), (Tick(DAY0, NASTY, NASTY),))
    chart = make_chart(title=NASTY, description=NASTY, axis=axis, bands=(band,), panels=(Panel(10, NASTY),) * 2)
    assert "<script" not in draw(chart)
    assert NASTY in {each.text for each in parsed(chart).iter()}


def test_it_says_what_it_is_to_those_who_cannot_see_it():
    root = parsed(make_chart())
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]


def test_it_brings_no_looks_of_its_own():
    chart = make_chart(
        [make_series({0: 1, 1: 2}, [[(DAY0, 1), (day(1), 2)]])], used=(DAY0,), now=day(3), now_text="you"
    )
    attributes = {name for each in parsed(chart).iter() for name in each.attrib}
    assert not attributes & {"style", "fill", "stroke", "font-size", "onclick"}


def test_a_dot_lies_at_its_day_and_value():
    chart = make_chart([make_series({0: 10, 14: 0, 7: 5})])
    frame = Frame(chart)
    (_, top, bottom), slot = frame.panels[0], (RIGHT - LEFT) / 15
    expected = [(LEFT + slot / 2, top), (RIGHT - slot / 2, bottom), ((LEFT + RIGHT) / 2, (top + bottom) / 2)]
    for (x, y), (wanted_x, wanted_y) in zip(steps(chart, "dots"), expected, strict=True):
        assert abs(x - wanted_x) <= 0.06 and abs(y - wanted_y) <= 0.06


def test_a_day_that_was_not_answered_has_no_dot():
    assert len(steps(make_chart([make_series({0: 3, 1: None, 2: 0})]), "dots")) == 2


def test_pieces_of_a_line_are_not_joined():
    pieces = [[(day(0), 5), (day(1), 5)], [(day(5), 4), (day(6), 4)], [(day(9), 3)]]
    path = re.search(r'class="l1" d="([^"]+)"', draw(make_chart([make_series({}, pieces)]))).group(1)
    assert path.count("M") == 3
    assert path.count("L") == 2


def test_three_lines_have_three_looks():
    series = [make_series({0: 1}, [[(day(0), 1), (day(1), 2)]], style) for style in (1, 2, 3)]
    assert all(f'class="l{style}"' in draw(make_chart(series)) for style in (1, 2, 3))


def test_nothing_leaves_the_picture_on_the_first_and_the_last_day():
    for number in (0, 14):
        chart = make_chart(now=day(number), now_text="you, day 800", used=(day(number),))
        xs = [float(each.get("x", each.get("x1", 0))) for each in parsed(chart).iter()]
        assert all(0 <= x <= WIDTH for x in xs)


def test_rough_phases_have_rough_edges():
    bands = (Band("acute", "First week", DAY0, day(7)), Band("subacute", "Weeks 2–4", day(8), day(14)))
    assert 'class="about"' in draw(make_chart(bands=bands, approximate=True))
    assert 'class="seam"' in draw(make_chart(bands=bands))


def test_each_use_has_a_mark_below_the_values():
    chart = make_chart(used=(day(2), day(3)))
    assert len(steps(chart, "use")) == 2
    assert min(y for _, y in steps(chart, "use")) > Frame(chart).bottom
