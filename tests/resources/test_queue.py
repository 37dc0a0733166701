"""The editors' queue: what people in danger dial first, and the longest overdue first."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from resources.models import CrisisLine, Resource
from resources.queue import SHOWN, queue
from resources.reminding import remind_editors
from tests.resources.rows import make_line, make_resource
from tests.resources.test_admin import change, typed

pytestmark = pytest.mark.django_db
QUEUE = reverse("admin:resources_queue")


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def all_checked(today):
    for model in (CrisisLine, Resource):
        model.objects.update(verified_on=today, verified_by="Kim")


def in_queue(today) -> list[str]:
    return [row.slug for part in queue(today).parts for row in part.rows]


def test_at_first_everything_is_there_crisis_lines_before_all(today):
    parts = queue(today).parts
    assert [part.heading.split()[0] for part in parts] == ["Crisis", "Crisis", "Everything"]
    assert parts[0].total == CrisisLine.objects.published().count()
    assert len(parts[2].rows) == SHOWN < parts[2].total


def test_the_longest_overdue_comes_first(all_checked, today):
    for slug, days in (("late", 40), ("later", 400), ("in-time", 30)):
        make_line(slug=slug, verified_on=today - timedelta(days=days), review_interval_days=30)
    make_line(slug="never")
    assert in_queue(today) == ["never", "later", "late"]


def test_each_kind_has_its_own_interval(all_checked, today):
    checked = today - timedelta(days=100)
    make_resource(slug="often", verified_on=checked, review_interval_days=90)
    make_resource(slug="seldom", verified_on=checked, review_interval_days=180)
    assert in_queue(today) == ["often"]


def test_an_address_that_does_not_answer_is_there(all_checked, today):
    make_resource(slug="gone", url="https://example.org", link_result="missing", verified_on=today)
    make_resource(slug="fine", url="https://example.org", link_result="ok", verified_on=today)
    assert in_queue(today) == ["gone"]


def test_one_tap_says_it_was_checked_today(as_administrator, administrator, today):
    line = CrisisLine.objects.get(slug="gb-samaritans")
    assert as_administrator.post(reverse("admin:resources_crisisline_checked", args=[line.pk])).url == QUEUE
    line.refresh_from_db()
    assert (line.verified_on, line.verified_by) == (today, administrator.username)
    assert line.slug not in in_queue(today)


def test_the_page_shows_it(as_administrator, all_checked, today):
    make_line(name="Late line", number_display="0999 1", tel="09991", verified_on=today - timedelta(days=300))
    text = as_administrator.get(QUEUE).text
    assert "Late line" in text
    assert "0999 1" in text
    assert "I checked it today" in text


def test_an_empty_queue_says_so(as_administrator, all_checked):
    assert "Everything is checked" in as_administrator.get(QUEUE).text


@pytest.mark.parametrize("who", ["as_clinician", "as_stranger", "as_patient", "client"])
def test_the_queue_is_the_editors_alone(request, cast, who):
    assert request.getfixturevalue(who).get(QUEUE).status_code in (302, 403, 404)


def test_the_page_asks_as_often_with_many(as_administrator, count_queries):
    before = count_queries(lambda: as_administrator.get(QUEUE))
    for _ in range(60):
        make_line()
    assert count_queries(lambda: as_administrator.get(QUEUE)) <= before + 1  # counts a part that no longer fits


def test_other_words_take_the_date_of_the_check_off(as_administrator, all_checked):
    address = change(Resource, "frank")
    as_administrator.post(address, typed(as_administrator, address) | {"description": "Other words."})
    assert Resource.objects.get(slug="frank").verified_on is None


def test_saving_an_article_as_it_is_changes_nothing(as_administrator, all_checked, today):
    address = change(Resource, "sleep")
    fields = typed(as_administrator, address)
    fields |= {"body": fields["body"].replace("\n", "\r\n"), "sources": fields["sources"].replace("\n", "\r\n")}
    before = Resource.objects.get(slug="sleep")
    assert as_administrator.post(address, fields).status_code == 302
    after = Resource.objects.get(slug="sleep")
    assert (after.body, after.sources, after.verified_on) == (before.body, before.sources, today)


@pytest.mark.parametrize("wrong", [{"verified_on": "2999-01-01"}, {"hours_tz": "Europe/Atlantis"}])
def test_a_check_to_come_or_an_unknown_clock_is_refused(as_administrator, wrong):
    address = change(Resource, "frank")
    assert as_administrator.post(address, typed(as_administrator, address) | wrong).status_code == 200
    assert Resource.objects.get(slug="frank").edited_on is None


def test_editors_are_told_when_a_deployment_names_them(settings, today):
    settings.EDITORS_EMAIL, settings.EMAIL_HOST = ["editor@example.org"], "mail.example.org"
    assert remind_editors(today) > 40
    assert mail.outbox[0].subject == "Numbers to check"
    assert "ketamine" not in mail.outbox[0].body


def test_nobody_is_told_when_nothing_is_due_or_nobody_is_named(settings, all_checked, today, capsys):
    settings.EDITORS_EMAIL, settings.EMAIL_HOST = ["editor@example.org"], "mail.example.org"
    assert remind_editors(today) == 0
    settings.EDITORS_EMAIL = []
    make_line()
    assert remind_editors(today) == 1
    assert mail.outbox == []


def test_the_daily_work_says_how_many(capsys):
    call_command("run_daily")
    assert "help numbers to check:" in capsys.readouterr().out
