"""The rows of marks under the values, and dots of days written later: each with a shape of its own."""

import re
from datetime import timedelta

import pytest

from journal.days import today_of
from journal.models import Urge
from tests.people import make_episode, make_patient
from tests.timeline.diaries import ago, use, write, write_daily
from tests.timeline.test_chart import DAY0, day, make_chart, parsed
from timeline.builder import build
from timeline.chart import LEFT, WIDTH, Frame, draw
from timeline.shapes import Noted, Others, Panel, Point, Scores, Series

SVG = "{http://www.w3.org/2000/svg}"
SCORES = Scores("PHQ", "PHQ-9", ((day(0), 15), (day(7), 11), (day(14), 4)))


def words(chart, kind) -> list[str]:
    return [each.text for each in parsed(chart).iter(f"{SVG}text") if each.get("class") == kind]


def test_each_kind_of_mark_has_a_row_of_its_own():
    few, many = make_chart(), make_chart(used=(DAY0,), urges=(DAY0,), noted=(Noted(1, DAY0, "x"),), scores=(SCORES,))
    assert Frame(many).height - Frame(few).height == 4 * 13
    assert Frame(many).bottom == Frame(few).bottom


def test_urges_are_triangles_and_use_is_a_diamond():
    shapes = dict(re.findall(r'<path class="(use|urge)" d="([^"]+)"', draw(make_chart(used=(DAY0,), urges=(day(3),)))))
    assert (shapes["use"].count("z"), shapes["use"].count("h"), shapes["urge"].count("h")) == (1, 0, 1)


def test_totals_stand_on_their_days_behind_the_name_of_the_questionnaire():
    chart = make_chart(scores=(SCORES,))
    assert (words(chart, "short"), sorted(words(chart, "total"))) == (["PHQ"], ["11", "15", "4"])


def test_where_there_is_no_room_the_older_totals_give_way():
    close = Scores("PHQ", "PHQ-9", tuple((day(n), n) for n in range(60)))
    shown = [int(total) for total in words(make_chart(scores=(close,), days=60), "total")]
    assert 59 in shown and 10 < len(shown) < 40


def test_what_she_noted_has_its_number_and_two_on_one_day_one_place():
    noted = (Noted(1, day(1), "a"), Noted(2, day(1), "b"), Noted(3, day(9), "c"))
    assert words(make_chart(noted=noted), "noted") == ["1", "3"]


def test_no_mark_leaves_the_picture():
    chart = make_chart(urges=(DAY0, day(14)), noted=(Noted(1, DAY0, "a"), Noted(2, day(14), "b")), scores=(SCORES,))
    xs = [float(x) for x in re.findall(r'x="([\d.-]+)"', draw(chart))]
    assert all(0 <= x <= WIDTH for x in xs)


def test_a_day_written_later_is_an_open_dot():
    series = Series("a", "A", 1, (Point(day(0), 3), Point(day(1), 4, late=True), Point(day(2), None, late=True)))
    drawn = draw(make_chart([series]))
    assert re.search(r'class="late d1 alone" d="([^"]+)"', drawn).group(1).count("M") == 1
    assert re.search(r'class="dots d1 alone" d="([^"]+)"', drawn).group(1).count("M") == 1


def test_a_stripe_of_others_is_parted_where_a_day_has_none():
    others = (Others(day(0), 2, 6), Others(day(1), 2, 5), Others(day(4), 1, 4))
    chart = make_chart(panels=(Panel(10, "", (Series("a", "A", 1, others=others),)),))
    area = re.search(r'class="others o1" d="([^"]+)"', draw(chart)).group(1)
    assert area.count("M") == 2 and area.startswith(f"M{LEFT:g} ")
    assert chart.shows_others


@pytest.fixture
def sam(db):
    sam = make_patient()
    make_episode(sam, day0=ago(sam, 9))
    write_daily(sam, 8)
    write(sam, {8: {"craving": 2}}, late=True)
    return sam


def test_the_page_has_them_from_what_she_wrote(sam):
    use(sam, 5)
    Urge.objects.create(patient=sam, before=6)
    view = build(sam, today=today_of(sam))
    assert (view.chart.used, view.chart.urges) == ((ago(sam, 5),), (today_of(sam),))
    assert view.chart.shows_late and view.table.has_urges
    assert [row.late for row in view.table.rows][-1] and "<small>later</small>" in view.table_html


def test_an_urge_at_night_belongs_to_the_day_before(sam):
    at_two = Urge.objects.create(patient=sam, before=6)
    at_two.at = at_two.at.astimezone(sam.zone).replace(hour=2, minute=0) - timedelta(days=1)
    at_two.save()
    assert build(sam, today=today_of(sam)).chart.urges == (at_two.at.date() - timedelta(days=1),)


def test_urges_are_hers_alone(sam):
    Urge.objects.create(patient=sam, before=6)
    assert build(sam, today=today_of(sam), scope=("ratings", "use", "notes")).chart.urges == ()


def test_every_symptom_she_answers_stands_by_itself(sam):
    write(sam, {back: {"anxiety": 3, "sleep_hours": 7} for back in range(9, 20)})
    view = build(sam, today=today_of(sam), wanted="all")
    assert [one.label for one in view.each] == ["Craving", "Low mood"]
    assert {one.code for one in view.others_of_hers} == {"anxiety", "sleep_hours"}
    assert view.others_html.count('<svg class="tiny"') == 2


def test_each_symptom_says_what_many_people_notice_in_this_phase_and_nothing_where_nothing_is_described(sam):
    write(sam, {back: {"tremor": 3} for back in range(10, 20)})
    view = build(sam, today=today_of(sam), wanted="all")
    assert view.each[0].expected == "For many people this eases in weeks 2–4."
    assert [one.expected for one in view.others_of_hers] == [""]
    assert "this eases in weeks 2–4.</p>" in view.each_html
